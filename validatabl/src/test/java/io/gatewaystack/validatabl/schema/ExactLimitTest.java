package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers beside limits, whatever their size and spelling and whatever type the schema names. */
class ExactLimitTest {
  private static final List<String> NUMBERS =
      List.of(
          "-1e400",
          "-1E30",
          "-5",
          "-5.0",
          "-0",
          "0.0",
          "1e-400",
          "10",
          "10.0",
          "1e1",
          "10.5",
          "11",
          "1e18",
          "9223372036854775807",
          "9223372036854775808",
          "9223372036854775808.0",
          "1e19",
          "100000000000000000001",
          "123456789012345678901234567890.5",
          "1e400");

  private static String judged(String schema, String number) {
    return ArgumentSchemas.builder()
        .tool("t", "{\"properties\":{\"a\":{" + schema + "}}}")
        .build()
        .check(Requests.toolCall("t", "{\"a\":" + number + "}"))
        .orElse("fits");
  }

  private static boolean allows(String keyword, int order) {
    return switch (keyword) {
      case "minimum" -> order >= 0;
      case "maximum" -> order <= 0;
      case "exclusiveMinimum" -> order > 0;
      default -> order < 0;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
  void numbersOfAnySizeAreComparedAsTheyAreWritten(String keyword) {
    for (String limit : NUMBERS) {
      for (String number : NUMBERS) {
        BigDecimal value = new BigDecimal(number);
        boolean fits = allows(keyword, value.compareTo(new BigDecimal(limit)));
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        String wanted = "\"" + keyword + "\":" + limit;
        String what = number + " against " + wanted;
        assertThat(judged(wanted, number).equals("fits")).as(what).isEqualTo(fits);
        assertThat(judged("\"type\":\"integer\"," + wanted, number).equals("fits"))
            .as("the integer " + what)
            .isEqualTo(fits && whole);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "maximum, 1e19, a must be at most 10",
    "minimum, -1e19, a must be at least 10",
    "exclusiveMaximum, 1e400, a must be less than 10",
    "exclusiveMinimum, 10, a must be more than 10"
  })
  void theCallerIsToldTheLimit(String keyword, String number, String sentence) {
    assertThat(judged("\"type\":\"integer\",\"" + keyword + "\":10", number))
        .isEqualTo("The arguments do not fit: " + sentence);
    assertThat(judged("\"" + keyword + "\":10", "\"text\"")).isEqualTo("fits");
  }

  @Test
  void lengthsOfAnySizeLoadAndNegativeOnesAreRefusedWithTheirPlace() {
    assertThat(judged("\"maxLength\":1e19", "\"text\"")).isEqualTo("fits");
    assertThat(judged("\"minLength\":1e19", "\"text\"")).contains("a must have at least");
    assertThatThrownBy(() -> judged("\"maxLength\":-1e19", "\"text\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tool t/properties/a/maxLength: -1E+19 ");
  }
}
