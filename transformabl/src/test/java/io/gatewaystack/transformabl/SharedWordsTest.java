package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Row;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What readers for labels learn about words spares detectors work, and hides nothing from them. */
class SharedWordsTest {
  private static final int ROUNDS = 4_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String[] PIECES = {
    "the",
    "service",
    "a",
    "I",
    "requests",
    "summary",
    "don't",
    "one's",
    "abcdefghijklmnop",
    "word.",
    "joe at example dot com",
    "joe(at)example.com",
    "five five five zero one zero zero",
    "seven",
    "joe at example.com",
    "at",
    "dot",
    "call me",
    "phone",
    "my ssn is 219-09-9999",
    "219-09-9999",
    "AKIAIOSFODNN7EXAMPLE",
    "sk-proj-abcdefghijklmnopqrstuvwxyz123456",
    "sk",
    "4111111111111111",
    "ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
    "password is hunter2Xy!",
    "password=Zx81kk!",
    "api",
    "10 dot 20 dot 30 dot 40",
    "double five five five zero one zero zero",
    "mailto:",
    "key-",
    "x_y"
  };

  private static final String[] JOINTS = {
    " ", " ", " ", " ", ", ", ". ", "? ", "! ", "; ", " (", ") ", "-", "_", ".", "", "\\n", "'", ":"
  };

  private final Transformabl labels =
      Transformabl.builder().redact(Redaction.placeholder()).build();
  private final Transformabl plain =
      Transformabl.builder().safety(SafetyRules.off()).redact(Redaction.placeholder()).build();

  private static String redacted(Transformabl layer, String json) {
    RequestContext context = Requests.post(Requests.TOOL, json);
    return Requests.text(layer.before(context).context());
  }

  @Test
  void detectorsFindTheSameWithLabelsAndWithout() {
    SplittableRandom random = new SplittableRandom(5);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder json = new StringBuilder("{\"note\":\"");
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        json.append(PIECES[random.nextInt(PIECES.length)]);
        json.append(JOINTS[random.nextInt(JOINTS.length)]);
      }
      json.append("\"}");
      String without = redacted(plain, json.toString());
      assertThat(redacted(labels, json.toString())).isEqualTo(without);
      found += without.contentEquals(json) ? 0 : 1;
    }
    assertThat(found).isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.tsv", "evasion.tsv", "negative.tsv"})
  void detectorsFindTheSameOfTheCorpus(String rows) {
    for (Row row : Corpus.read(rows, 1)) {
      String json = row.json() ? row.text() : JSON.writeValueAsString(List.of(row.text()));
      assertThat(redacted(labels, json)).isEqualTo(redacted(plain, json));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          we have seen it all, then  | 25
          (what? "no"; go)           | 16
          say yes! now               | 4
          team seven                 | 5
          meet at noon               | 5
          see word. next             | 4
          see key-file               | 4
          see key_file               | 4
          it is a x=y                | 8
          mail me: now               | 7
          it is 2                    | 6
          don't                      | 0
          so abcdefghijklmnop is     | 3
          alpha                      | 5
          seven                      | 0
          so-long                    | 0
          see [x] now                | 4
          a b c                      | 5
          """)
  void wordsEndWhereDetectorsMayLook(String text, int end) {
    NormalText normal = new NormalText();
    normal.read(text);
    SafetyScanner.standard().start().read(normal, null, false);
    assertThat(normal.wordsEnd()).isEqualTo(end);
    normal.read("at");
    assertThat(normal.wordsEnd()).isZero();
  }

  @Test
  void placesThatWerePassedInOneTextAreLookedAtInTheNext() {
    String token = "\"https://api.example.com/v1/projects/1234-abc\"";
    String key = "\"x AKIAIOSFODNN7EXAMPLE, ssn 219-09-9999\"";
    String json = "[" + token + "," + key + "," + token + "," + key + "," + key + "]";
    assertThat(redacted(labels, json).split("\\[SSN\\]", -1)).hasSize(4);
  }
}
