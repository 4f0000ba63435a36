package io.gatewaystack.context.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcIdTest {

  @Test
  void isKeptAsJsonText() {
    assertThat(JsonRpcId.ofNumber("12345678901234567890").json()).isEqualTo("12345678901234567890");
    assertThat(JsonRpcId.ofNumber("-7").json()).isEqualTo("-7");
    assertThat(JsonRpcId.ofString("a\"\\\n").json()).isEqualTo("\"a\\\"\\\\\\n\"");
    assertThat(JsonRpcId.ofString("").json()).isEqualTo("\"\"");
    assertThat(JsonRpcId.ofString("7")).isNotEqualTo(JsonRpcId.ofNumber("7"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "null",
        "true",
        "{}",
        "[1]",
        "1,\"x\":2",
        "-",
        "1.5",
        "1 ",
        "\"",
        "\"a",
        "a\"",
        "\"a\"b\"",
        "\"a\\\"",
        "\"a\nb\"",
        "\"a\\\\\"\""
      })
  void refusesTextThatWouldNotStayOneValueInTheAnswer(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonRpcId(json));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, true",
    "7, 7.0, true",
    "7, 70e-1, true",
    "7, '\"7\"', true",
    "'\"7\"', 7, true",
    "7, 8, false",
    "7, 7.5, false",
    "7, '\"a\"', false",
    "7, null, false",
    "7, true, false",
    "7, '{}', false",
    "7, 1e999999999, false",
    "7, 1e99999999999, false",
    "'\"a\"', '\"a\"', true",
    "'\"a\"', '\"b\"', false",
    "'\"a\"', 7, false"
  })
  void someReaderMayTakeAnotherIdForThisOne(String id, String written, boolean expected) {
    assertThat(new JsonRpcId(id).mayBe(written)).isEqualTo(expected);
  }

  @Test
  void aNumberTooLongToCompareMayBeAnyNumber() {
    assertThat(JsonRpcId.ofNumber("7").mayBe("7." + "0".repeat(200))).isTrue();
    assertThat(JsonRpcId.ofNumber("7").mayBe("\"" + "7".repeat(200) + "\"")).isFalse();
    assertThat(JsonRpcId.ofString("a").mayBe("7." + "0".repeat(200))).isFalse();
  }

  @Test
  void boundsTheLength() {
    assertThat(JsonRpcId.ofNumber("1".repeat(JsonRpcId.MAX_LENGTH)).json()).hasSize(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRpcId.ofNumber("1".repeat(JsonRpcId.MAX_LENGTH + 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRpcId.ofString("\u0001".repeat(JsonRpcId.MAX_LENGTH / 6 + 1)));
  }
}
