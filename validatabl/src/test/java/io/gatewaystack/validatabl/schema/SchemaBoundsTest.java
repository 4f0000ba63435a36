package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arguments may cost is bounded, whatever the schema and however they are made. */
@Timeout(30)
class SchemaBoundsTest {
  private static final String TOO_COMPLEX = "The arguments are too complex to be checked";

  private static String judged(String schema, String arguments) {
    return ArgumentSchemas.builder()
        .tool("t", schema)
        .build()
        .check(Requests.toolCall("t", arguments))
        .orElse("fits");
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  @Test
  void schemaThatAsksTwiceOnEveryLevelIsCutOff() {
    String exponential =
        """
        {"type": "object", "anyOf": [{"properties": {"a": {"$ref": "#"}}},
                                     {"properties": {"a": {"$ref": "#"}}}]}""";

    assertThat(judged(exponential, nested(60))).isEqualTo(TOO_COMPLEX);
    assertThat(judged(exponential, "{\"a\":{\"a\":{}}}")).isEqualTo("fits");
  }

  @Test
  void recursionIsAsDeepAsArgumentsMayBe() {
    assertThat(judged("{\"properties\":{\"a\":{\"$ref\":\"#\"}}}", nested(90))).isEqualTo("fits");
  }

  @Test
  void schemaOfVeryManyLayersOnOneValueIsCutOffBeforeTheStackIs() throws Exception {
    String layers = "{\"properties\":{\"a\":{\"$ref\":\"#\"}}}";
    for (int i = 0; i < 8; i++) {
      layers = "{\"allOf\":[" + layers + "]}";
    }
    ArgumentSchemas schemas = ArgumentSchemas.builder().tool("t", layers).build();
    String[] answer = new String[1];
    Thread small =
        new Thread(
            null,
            () -> answer[0] = schemas.check(Requests.toolCall("t", nested(90))).orElse("fits"),
            "small-stack",
            512 << 10);
    small.start();
    small.join();

    assertThat(answer[0]).isEqualTo(TOO_COMPLEX);
  }

  @Test
  void stepsCanBeLimitedFurther() {
    ArgumentSchemas few =
        ArgumentSchemas.builder()
            .tool("t", "{\"items\":{\"type\":\"number\"}}")
            .maxSteps(100)
            .build();

    assertThat(few.check(Requests.toolCall("t", "[1,2,3]"))).isEmpty();
    assertThat(few.check(Requests.toolCall("t", "[" + "1,".repeat(200) + "1]")))
        .contains(TOO_COMPLEX);
    assertThatThrownBy(() -> ArgumentSchemas.builder().maxSteps(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSteps: 0 (expected: > 0)");
  }

  @Test
  void stringsOfOneHashCodeCostNoMoreThanOthers() {
    String colliding =
        IntStream.range(0, 1 << 16)
            .mapToObj(SchemaBoundsTest::colliding)
            .collect(Collectors.joining("\",\"", "[\"", "\"]"));

    assertThat(judged("{\"uniqueItems\":true}", colliding)).isEqualTo("fits");
  }

  /** One of 65 536 strings that all have the same hash code. */
  private static String colliding(int number) {
    StringBuilder text = new StringBuilder(32);
    for (int bit = 0; bit < 16; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "(a|aa)+$", "(a|a?)+b", "^(([a-z])+.)+[A-Z]([a-z])+$"})
  void patternsRunInLinearTime(String pattern) {
    assertThat(judged("{\"pattern\":\"" + pattern + "\"}", "\"" + "a".repeat(200_000) + "!\""))
        .isEqualTo("The arguments do not fit: the arguments must match the pattern");
  }
}
