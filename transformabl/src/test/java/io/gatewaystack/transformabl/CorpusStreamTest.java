package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Disguise;
import io.gatewaystack.transformabl.corpus.Noise;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every text of the corpus is redacted in a stream as it is when it comes whole. */
class CorpusStreamTest {
  private static final int DISGUISES = 3; // of each row, in turn
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final Redaction REDACTION = Redaction.placeholder();

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> different = new ArrayList<>();

  private String streamed(String text, int longest) {
    Redactor redactor = new Redactor(SCANNER, RedactionRules.all(REDACTION), null, new Tally());
    TextFlow flow = new DocumentFlow(redactor, "/choices/0/delta/content");
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

  /** As the text of a model in an answer that comes whole. */
  private static String whole(String text) {
    String quoted = new String(JsonDocument.quote(text), UTF_8);
    AnswerEditor editor = Answers.editor(Answers.redacting(REDACTION), null, Requests.MODEL);
    String redacted =
        Answers.json(editor, "{\"choices\":[{\"message\":{\"content\":%s}}]}".formatted(quoted));
    return JsonDocument.parse(redacted.getBytes(UTF_8))
        .tree()
        .at("/choices/0/message/content")
        .asString();
  }

  private void compare(String text, int longest) {
    String whole = whole(text);
    String streamed = streamed(text, longest);
    if (!streamed.equals(whole)) {
      int at = Math.max(0, Arrays.mismatch(streamed.toCharArray(), whole.toCharArray()) - 60);
      different.add(
          "text  " + text + "\n  whole " + some(whole, at) + "\n  cut   " + some(streamed, at));
    }
  }

  private static String some(String text, int at) {
    return text.substring(Math.min(at, text.length()), Math.min(text.length(), at + 120));
  }

  @Test
  void everyRowIsRedactedTheSame() {
    for (String file : List.of("plain.tsv", "evasion.tsv", "negative.tsv")) {
      List<Row> rows = Corpus.read(file, 1);
      assertThat(rows).hasSizeGreaterThan(200);
      for (Row row : rows) {
        compare(row.text(), random.nextBoolean() ? 1 : 9);
      }
    }
    new Noise(1).rows(300).forEach(row -> compare(row.text(), 4));
    assertThat(different).isEmpty();
  }

  @Test
  void everyDisguiseIsSeenThroughTheSame() {
    Disguise[] disguises = Disguise.values();
    int next = 0;
    for (Row row : Corpus.read("plain.tsv", 2)) {
      for (int i = 0; i < DISGUISES; i++) {
        compare(row.in(disguises[next++ % disguises.length]).text(), 6);
      }
    }
    assertThat(different).isEmpty();
  }

  /** Where rows stand together, one replaced brings to light or hides what stands beside it. */
  @Test
  void rowsThatStandTogetherAreReadTheSame() {
    List<Row> rows = new ArrayList<>();
    for (String file : List.of("plain.tsv", "evasion.tsv", "negative.tsv")) {
      rows.addAll(Corpus.read(file, 1));
    }
    List<String> joints = List.of(" ", "\n", ". ", "; ", ", ", "\n\n", " and ", " - ");
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder(rows.get(random.nextInt(rows.size())).text());
      for (int more = random.nextInt(5); more > 0; more--) {
        text.append(joints.get(random.nextInt(joints.size())));
        text.append(rows.get(random.nextInt(rows.size())).text());
      }
      compare(text.toString(), 1 + random.nextInt(20));
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
      compare(table.toString(), mark.length() == 1 ? 3 : 1);
      compare(table.toString(), 40);
    }
    StringBuilder insert = new StringBuilder("INSERT INTO people (id, ssn, city)\nVALUES ");
    for (int i = 0; i < 60; i++) {
      insert.append("(%d, '219%02d%04d', 'O(ld) Town'),%n".formatted(i, 10 + i, 1_200 + 7 * i));
    }
    compare(insert + "(1, '219-09-5555', 'x'); 219095555", 9);
    String column = "ssn\n" + "219-09-1200\n219 09 1201\n219091202\n".repeat(40);
    compare(column + "end\n219091203\n", 7);
    assertThat(different).isEmpty();
  }
}
