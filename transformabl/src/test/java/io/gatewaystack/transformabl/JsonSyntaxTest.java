package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {

  private static JsonSyntax read(String text) {
    JsonSyntax syntax = new JsonSyntax();
    text.chars().forEach(c -> syntax.next((char) c));
    return syntax;
  }

  private static boolean isDocument(String text) {
    try {
      JsonDocument.parse(text.getBytes(UTF_8));
      return true;
    } catch (InvalidJson e) {
      return false;
    }
  }

  /** Of what a parser takes and refuses, both. */
  @Test
  void aTextIsCompleteWhereAParserTakesIt() {
    List<String> parts =
        List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"\\u00e9\\n\"",
            "\"\\x\"",
            "\"\\u00g9\"",
            "1",
            "-0",
            "01",
            "1.5",
            "1.",
            "-",
            "2e5",
            "2E+7",
            "2e",
            "0.1e-2",
            "true",
            "nul",
            "null",
            "false",
            " ",
            "\n",
            "\"b\":",
            "{\"c\":1}",
            "[1,2]",
            "\"\n\"",
            "x");
    SplittableRandom dice = new SplittableRandom(5);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(dice.nextBoolean() ? "[" : "{\"b\":");
      for (int n = dice.nextInt(6); n > 0; n--) {
        text.append(parts.get(dice.nextInt(parts.size())));
      }
      text.append(text.charAt(0) == '[' ? "]" : "}");
      boolean twice = text.indexOf("\"b\"") != text.lastIndexOf("\"b\"");
      if (!twice && isDocument(text.toString())) {
        taken++;
        assertThat(read(text.toString()).isComplete()).as("%s", text).isTrue();
      } else if (!twice) {
        assertThat(read(text.toString()).isComplete()).as("%s", text).isFalse();
      }
    }
    assertThat(taken).isGreaterThan(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "1", "\"a\"", "{a", "[}", "{\"a\" 1", "[1] x", "[tru ", "[\"\t\"", ""})
  void whatIsNoObjectOrArrayIsNeverComplete(String text) {
    assertThat(read(text).isComplete()).isFalse();
    assertThat(read(text).isNone()).isEqualTo(!text.isEmpty());
  }

  @Test
  void documentsThatAreTooDeepAreNone() {
    int most = JsonDocument.MAX_DEPTH;
    assertThat(read("[".repeat(most) + "]".repeat(most)).isComplete()).isTrue();
    assertThat(read("[".repeat(most + 1)).isNone()).isTrue();
  }
}
