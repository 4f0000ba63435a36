package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the guide shows is what happens. */
class ContentGuideTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String BEFORE = "{\"to\":\"joe@example.com\",\"card\":4111111111111111}";
  private static final Map<String, Redaction> MODES =
      Map.of(
          "Redaction.mask()", Redaction.mask(),
          "Redaction.mask('#', 0)", Redaction.mask('#', 0),
          "Redaction.remove()", Redaction.remove(),
          "Redaction.placeholder()", Redaction.placeholder(),
          "Redaction.placeholder(\"<{TYPE}>\")", Redaction.placeholder("<{TYPE}>"),
          "Redaction.hash(key)", Redaction.hash(KEY),
          "Redaction.pseudonym()", Redaction.pseudonym());

  private static List<List<String>> rows(String heading, int columns) throws IOException {
    String guide = Files.readString(Path.of("../docs/content.md"));
    String section = guide.substring(guide.indexOf("\n## " + heading + "\n") + 1);
    section = section.substring(0, Math.max(section.indexOf("\n## ", 1), 0));
    Pattern row = Pattern.compile("^" + "\\| `(.*?)` ".repeat(columns) + "\\|$", Pattern.MULTILINE);
    return row.matcher(section).results().map(ContentGuideTest::cells).toList();
  }

  private static List<String> cells(MatchResult row) {
    return IntStream.rangeClosed(1, row.groupCount()).mapToObj(row::group).toList();
  }

  @Test
  void everyModeDoesWhatIsShown() throws IOException {
    List<List<String>> rows = rows("Modes", 2);
    assertThat(rows).hasSameSizeAs(MODES.entrySet());
    for (List<String> row : rows) {
      Transformabl layer = Transformabl.builder().redact(MODES.get(row.get(0))).build();
      assertThat(Requests.text(layer.before(Requests.post(Route.HTTP, BEFORE)).context()))
          .as(row.get(0))
          .isEqualTo(row.get(1));
    }
  }

  @Test
  void rulesDoWhatIsShown() throws IOException {
    Transformabl layer =
        Transformabl.builder()
            .redact(
                RedactionRules.builder()
                    .otherwise(Redaction.placeholder())
                    .type(PiiType.CREDIT_CARD, Redaction.mask())
                    .field("/params/arguments/notes", Redaction.remove())
                    .keep("/params/arguments/to", PiiType.EMAIL)
                    .build())
            .build();
    List<List<String>> rows = rows("By type, by place, by tenant", 3);
    assertThat(rows).hasSize(4);
    for (List<String> row : rows) {
      String call = "{\"params\":{\"arguments\":{\"" + row.get(0) + "\":\"%s\"}}}";
      assertThat(
              Requests.text(
                  layer.before(Requests.post(Route.HTTP, call.formatted(row.get(1)))).context()))
          .isEqualTo(call.formatted(row.get(2)));
    }
  }
}
