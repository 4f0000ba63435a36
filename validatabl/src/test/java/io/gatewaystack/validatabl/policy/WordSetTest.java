package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One look at a list or a text tells of many members what each would tell for itself. */
class WordSetTest {
  private static final List<Object> VALUES =
      List.of(
          "a",
          "b c",
          named("1"),
          true,
          "1",
          named("0.1"),
          "é",
          named("1e20"),
          named("0"),
          named("1e-400"),
          named("0.10000000000000000555"));
  private static final WordSet SET = new WordSet(VALUES);

  private static NamedNumber named(String number) {
    return new NamedNumber(new BigDecimal(number));
  }

  private static Fact json(String value) {
    byte[] body = ("{\"x\":" + value + "}").getBytes(StandardCharsets.UTF_8);
    return new JsonFact(JsonDocument.parse(body).tree().path("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"a\"]",
        "[\"b c\", \"c\"]",
        "[1, 1.0, 1e0, true]",
        "[0.1, 0.10, \"0.1\"]",
        "[0.1000000000000000055511151231257827]",
        "[100000000000000000000]",
        "[0, 2, -1, 1e19]",
        "[1e999999999, 1e99999999999, 100000000000000000000000]",
        "[-0.0]",
        "[0.0, 1e-400, -1e-400]",
        "[0.10000000000000000555]",
        "[null, [\"a\"], {\"a\": 1}, false]",
        "[]",
        "{\"a\": \"a\"}",
        "\"a\"",
        "\"x a\\tb c\"",
        "\"é1 1\"",
        "\"aa\"",
        "\" \"",
        "\"\"",
        "1",
        "true"
      })
  void tellsWhatEachTells(String value) {
    Fact fact = json(value);
    Joint.Found found = SET.look(fact);
    for (int number = 0; number < VALUES.size(); number++) {
      Truth alone = json(value).contains(VALUES.get(number));
      assertThat(found.of(number))
          .as("%s in %s", VALUES.get(number), value)
          .isIn(alone, number == 1 && fact.text() != null ? Truth.UNKNOWN : alone);
    }
  }

  @Test
  void whatIsNotKnownMayHoldAnything() {
    assertThat(SET.look(Fact.Unknown.INSTANCE).of(0)).isEqualTo(Truth.UNKNOWN);
    assertThat(SET.look(new TextBeginning("x")).of(0)).isEqualTo(Truth.UNKNOWN);
    assertThat(SET.look(Fact.Absent.INSTANCE).of(0)).isEqualTo(Truth.FALSE);
  }
}
