package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gatewaystack.validatabl.Requests;
import java.time.Duration;
import java.util.Arrays;
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\\\\w{1,1000}@\\\\w{1,1000}",
        "[\\\\w.]{1,64}@[\\\\w.]{1,255}",
        "^.{0,1000}x.{0,1000}$"
      })
  void longTextsForLongPatternsAreRefusedBeforeTheyAreTried(String pattern) {
    String schema = "{\"pattern\":\"" + pattern + "\"}";
    String items = "{\"items\":{\"pattern\":\"" + pattern + "\"}}";
    String names = "{\"propertyNames\":{\"pattern\":\"" + pattern + "\"}}";
    String text = "\"" + "a".repeat(1_000_000) + "\"";
    String[] many = new String[1_000];
    Arrays.setAll(many, i -> "\"" + "%03d@x".formatted(i) + "a".repeat(995) + "\"");

    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          assertThat(judged(schema, text)).isEqualTo(TOO_COMPLEX);
          assertThat(judged(items, "[" + String.join(",", many) + "]")).isEqualTo(TOO_COMPLEX);
          assertThat(judged(names, "{" + String.join(":1,", many) + ":1}")).isEqualTo(TOO_COMPLEX);
        });
  }

  @Test
  void longTextsForShortPatternsAndShortTextsForLongPatternsAreJudged() {
    String words = "{\"pattern\":\"^[a-z ]+$\"}";
    String mail = "{\"pattern\":\"^[\\\\w.]{1,64}@[\\\\w.]{1,255}$\"}";

    assertThat(judged(words, "\"" + "word ".repeat(100_000) + "\"")).isEqualTo("fits");
    assertThat(judged(mail, "\"" + "a".repeat(64) + "@" + "b".repeat(255) + "\""))
        .isEqualTo("fits");
    assertThat(judged(mail, "\"" + "a".repeat(65) + "@b\""))
        .isEqualTo("The arguments do not fit: the arguments must match the pattern");
    assertThat(judged(mail, "7")).isEqualTo("fits");
  }

  @Test
  void manyNamesForLongPatternsOfNamesAreRefusedBeforeTheyAreTried() {
    String schema = "{\"patternProperties\":{\"\\\\w{1,900}@\":true,\"^x\":{\"type\":\"string\"}}}";
    String names =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"" + i + "a".repeat(500) + "\":[1]")
            .collect(Collectors.joining(",", "[{", "}]"));

    assertTimeout(
        Duration.ofSeconds(2), () -> assertThat(judged(schema, names)).isEqualTo(TOO_COMPLEX));
    assertThat(judged(schema, "{\"a@\":1,\"b\":[{\"x\":1}]}")).isEqualTo("fits");
    assertThat(judged(schema, "{\"x1\":1}"))
        .isEqualTo("The arguments do not fit: * must be a string");
  }

  @Test
  void fewerStepsAreFewerComparisons() {
    String schema = "{\"pattern\":\"^[a-z]+$\"}";
    ArgumentSchemas few = ArgumentSchemas.builder().tool("t", schema).maxSteps(10).build();
    ArgumentSchemas most =
        ArgumentSchemas.builder().tool("t", schema).maxSteps(Long.MAX_VALUE).build();
    String text = "\"" + "a".repeat(1_000) + "\"";

    assertThat(few.check(Requests.toolCall("t", "\"aaa\""))).isEmpty();
    assertThat(few.check(Requests.toolCall("t", text))).contains(TOO_COMPLEX);
    assertThat(most.check(Requests.toolCall("t", text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(((((a{30}){30}){30}){30}){30}){30}",
        "a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}"
      })
  void patternsThatWouldTakeMuchMemoryAreRefusedWhenTheyAreLoaded(String pattern) {
    assertThatThrownBy(() -> judged("{\"pattern\":\"" + pattern + "\"}", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tool t/pattern: " + pattern + " (expected: a pattern of few nested repetitions)");
    assertThatThrownBy(() -> judged("{\"patternProperties\":{\"" + pattern + "\":true}}", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("few nested repetitions");
  }

  @Test
  void patternsThatRepeatSomeHundredTimesAreLoaded() {
    assertThat(judged("{\"pattern\":\"^(a{30}){300}$\"}", "\"" + "a".repeat(9_000) + "\""))
        .isEqualTo(TOO_COMPLEX);
    assertThat(judged("{\"pattern\":\"^(a{9}){300}$\"}", "\"" + "a".repeat(2_700) + "\""))
        .isEqualTo("fits");
  }
}
