package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.Requests;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextsTest {
  private static final JsonDocument DOCUMENT =
      JsonDocument.parse(
          """
          {"a": 1.00, "b": {"c": -1e400, "a": 7, "d": {"e": "1.5"}, "f": {}},
           "list": [1.50, "x", [9.5], {"y": 2.5}, 3, null], "texts": ["1", true], "none": [],
           "last": 0.1}"""
              .getBytes(UTF_8));

  @ParameterizedTest
  @CsvSource({
    "a, '[1.00]'",
    "b.c, '[-1e400]'",
    "b.a, '[7]'",
    "b.d.e, '[]'",
    "b.f, '[]'",
    "b, '[]'",
    "b.missing.deeper, '[]'",
    "list, '[1.50, , , , 3, ]'",
    "list.0, '[]'",
    "texts, '[]'",
    "none, '[]'",
    "last, '[0.1]'"
  })
  void findsNumbersAsTheyAreWritten(String path, String texts) {
    assertThat(new NumberTexts().at(DOCUMENT, List.of(path.split("\\."))).toString())
        .isEqualTo(texts);
  }

  @Test
  void readsAnotherDocumentAnew() {
    NumberTexts texts = new NumberTexts();
    JsonDocument other = JsonDocument.parse("{\"a\":2.50}".getBytes(UTF_8));

    assertThat(texts.at(DOCUMENT, List.of("a"))).containsExactly("1.00");
    assertThat(texts.at(other, List.of("a"))).containsExactly("2.50");
    assertThat(texts.at(other, List.of("b", "a"))).isEmpty();
    assertThat(texts.at(DOCUMENT, List.of("b", "a"))).containsExactly("7");
    assertThat(texts.at(JsonDocument.parse("1.5".getBytes(UTF_8)), List.of()))
        .containsExactly("1.5");
  }

  @Test
  void aBodyIsReadOnceForAllTheNumbersThatRulesCompare() {
    int count = 5_000;
    Policy policy =
        Policy.of(
            IntStream.range(0, count)
                .mapToObj(
                    i ->
                        Rule.allow("r" + i)
                            .when("arguments.f" + i, Operator.GT, i == count - 1 ? 0.5 : 9.5)
                            .build())
                .toList());
    String arguments =
        IntStream.range(0, count)
            .mapToObj(i -> "\"f%d\":1.25,\"x%d\":\"%s\"".formatted(i, i, "x".repeat(180)))
            .collect(Collectors.joining(",", "{", "}"));
    RequestContext call = Requests.toolCall("t", arguments);

    assertTimeout(Duration.ofSeconds(2), () -> assertThat(policy.decide(call).allowed()).isTrue());
  }
}
