package io.gatewaystack.transformabl.safety;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The labelled texts beside the tests. */
final class Corpus {
  private static final Pattern CODE_POINT = Pattern.compile("\\\\u\\{([0-9A-F]+)}");

  private Corpus() {}

  /** A text, what kind it is, and the label it should get; "" where none is named. */
  record Row(String kind, String label, String text) {}

  static List<Row> attacks() {
    return rows("attacks.tsv", "");
  }

  static List<Row> benign() {
    return rows("benign.tsv", "");
  }

  /** Attacks by family instead of label, and harmless texts by where they come from. */
  static List<Row> families() {
    return rows("families.tsv", "");
  }

  static List<Row> code() {
    return rows("code.tsv", "code_injection");
  }

  static List<Row> hidden() {
    return rows("hidden.tsv", "hidden_instructions");
  }

  private static List<Row> rows(String file, String label) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Corpus.class.getResourceAsStream("/safety/" + file)),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("# class"))
          .map(line -> row(line.split("\t", -1), label))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String[] columns, String label) {
    String text = columns[columns.length - 1].replace("\\n", "\n");
    String named = columns.length > 2 ? columns[1] : label;
    return new Row(
        columns[0], named, CODE_POINT.matcher(text).replaceAll(m -> codePoint(m.group(1))));
  }

  private static String codePoint(String hex) {
    return Character.toString(Integer.parseInt(hex, 16));
  }

  static Predicate<Row> of(String kind) {
    return row -> row.kind().equals(kind);
  }
}
