package io.gatewaystack.transformabl.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labelled corpus. A line is {@code plain}, {@code raw} or {@code json}, a tab, and a text; in
 * plain text {@code \n}, {@code \t} and {@code \}{@code u00ad} are escapes.
 */
public final class Corpus {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private Corpus() {}

  /** The rows of one file, its slots filled by a seed. */
  public static List<Row> read(String file, long seed) {
    Values values = new Values(seed);
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : lines("/corpus/" + file)) {
      number++;
      int tab = line.indexOf('\t');
      if (tab < 0) {
        continue; // a heading or an empty line
      }
      String kind = line.substring(0, tab);
      String text = line.substring(tab + 1);
      String marked = kind.equals("plain") ? unescaped(text) : text;
      rows.add(Row.parse(file + ":" + number, kind.equals("json"), marked, values));
    }
    return rows;
  }

  private static String unescaped(String text) {
    String broken = text.replace("\\n", "\n").replace("\\t", "\t");
    return ESCAPE
        .matcher(broken)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  private static List<String> lines(String resource) {
    try (InputStream in =
            Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
