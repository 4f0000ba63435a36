package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Disguise;
import io.gatewaystack.transformabl.corpus.Noise;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every text of the corpus is redacted in a stream as it is when it comes whole. */
class CorpusStreamTest {
  private static final int DISGUISES = 5; // of each row, in turn
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final Redaction REDACTION = Redaction.placeholder();

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> different = new ArrayList<>();

  private String streamed(String text, int longest) {
    Redactor redactor = new Redactor(SCANNER, RedactionRules.all(REDACTION), null, new Tally());
    ScanFlow flow = new ScanFlow(redactor, "");
    StringBuilder sent = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
      boolean pair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
      end += pair ? 1 : 0;
      sent.append(flow.more(text.substring(at, end)));
      at = end;
    }
    return sent.append(flow.rest()).toString();
  }

  private void compare(Row row, int longest) {
    String whole = SCANNER.redact(row.text(), REDACTION);
    String streamed = streamed(row.text(), longest);
    if (!streamed.equals(whole)) {
      different.add(
          row.source()
              + "\n  text  "
              + row.text()
              + "\n  whole "
              + whole
              + "\n  cut   "
              + streamed);
    }
  }

  @Test
  void everyRowIsRedactedTheSame() {
    for (String file : List.of("plain.tsv", "evasion.tsv", "negative.tsv")) {
      List<Row> rows = Corpus.read(file, 1);
      assertThat(rows).hasSizeGreaterThan(200);
      for (Row row : rows) {
        compare(row, 1);
        compare(row, 9);
      }
    }
    new Noise(1).rows(300).forEach(row -> compare(row, 4));
    assertThat(different).isEmpty();
  }

  @Test
  void everyDisguiseIsSeenThroughTheSame() {
    Disguise[] disguises = Disguise.values();
    int next = 0;
    for (Row row : Corpus.read("plain.tsv", 2)) {
      for (int i = 0; i < DISGUISES; i++) {
        compare(row.in(disguises[next++ % disguises.length]), 6);
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void tablesThatAreLongAreReadTheSame() {
    for (String mark : List.of(",", ";", "\t", "|", " | ")) {
      StringBuilder table = new StringBuilder("Export of today\n\n");
      table.append(String.join(mark, "id", "ssn", "note", "phone")).append('\n');
      for (int i = 0; i < 60; i++) {
        String ssn = "219%02d%04d".formatted(10 + i, 1_200 + 7 * i);
        String phone = "21255501%02d".formatted(i);
        table.append(String.join(mark, "a" + i, ssn, "as \"usual\"", phone)).append('\n');
      }
      table.append("219095555 is an order\n");
      compare(new Row("table", false, table.toString(), List.of()), 1);
      compare(new Row("table", false, table.toString(), List.of()), 40);
    }
    StringBuilder insert = new StringBuilder("INSERT INTO people (id, ssn, city)\nVALUES ");
    for (int i = 0; i < 60; i++) {
      insert.append("(%d, '219%02d%04d', 'O(ld) Town'),%n".formatted(i, 10 + i, 1_200 + 7 * i));
    }
    compare(
        new Row("statement", false, insert + "(1, '219-09-5555', 'x'); 219095555", List.of()), 9);
    String column = "ssn\n" + "219-09-1200\n219 09 1201\n219091202\n".repeat(40);
    compare(new Row("column", false, column + "end\n219091203\n", List.of()), 7);
    assertThat(different).isEmpty();
  }
}
