package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {
  private static final Redaction PLACEHOLDER = Redaction.placeholder();

  private static JsonScan scan(String json, Redaction redaction) {
    TransformablConfig config =
        new TransformablConfig(TextScanner.ofAllTypes(), redaction, null, 1 << 20, null);
    JsonDocument document = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    return new JsonScan(config, document, pointer -> false);
  }

  private static String redact(String json, Redaction redaction) {
    JsonDocument document = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = document.splice(scan(json, redaction).edits()).bytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void redactsPersonalDataAndKeepsAllElse() {
    String json =
        """
        { "zeta": {"contact":"write to joe@example.com today", "n": [1, 2.50, 1.00, -0.0, 1E+2]},
          "order": "4111111111111112", "order_no": 4111111111111112,
          "card":\t4111111111111111, "spaced": "4111 1111 1111 1111",
          "alpha": null, "yes": true, "caf\\u00e9\\/": "caf\\u00e9 \\/ \\n \\"q\\"" }
        """;
    assertThat(redact(json, PLACEHOLDER))
        .isEqualTo(
            json.replace("joe@example.com", "[EMAIL]")
                .replace("4111111111111111,", "\"[CREDIT_CARD]\",")
                .replace("4111 1111 1111 1111", "[CREDIT_CARD]"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"mask, '\"41************11\"'", "remove, '\"\"'", "placeholder, '\"[CREDIT_CARD]\"'"})
  void redactedNumbersBecomeStrings(String mode, String expected) {
    Redaction redaction =
        switch (mode) {
          case "mask" -> Redaction.mask();
          case "remove" -> Redaction.remove();
          default -> PLACEHOLDER;
        };
    assertThat(redact("{\"qty\":250,\"card\":4111111111111111}", redaction))
        .isEqualTo("{\"qty\":250,\"card\":" + expected + "}");
    assertThat(redact("4111111111111111", redaction)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111.0",
        "4.111111111111111e15",
        "4111111111111111e0",
        "41111111111111110E-1",
        "0.4111111111111111e16",
        "4111111111111111.000"
      })
  void readsNumbersAsTheirReaderWill(String number) {
    assertThat(redact("[" + number + "]", PLACEHOLDER)).isEqualTo("[\"[CREDIT_CARD]\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112",
        "4111111111111111.5",
        "4.1111111111111115e15",
        "4111111111111111e1",
        "4111111111111111e99999999999",
        "4111111111111111e9999",
        "1.7976931348623157e308",
        "41111111111111110000000000000000000000000.0",
        "4.111111111111111e-15",
        "1234567890123456789"
      })
  void leavesNumbersThatAreNotCards(String number) {
    assertThat(redact("[" + number + "]", PLACEHOLDER)).isEqualTo("[" + number + "]");
  }

  @Test
  void redactsANegativeNumberWhole() {
    assertThat(redact("[-4111111111111111]", PLACEHOLDER)).isEqualTo("[\"-[CREDIT_CARD]\"]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "joe\\u0040example.com | [EMAIL]",
        "\\u006a\\u006f\\u0065@example.com | [EMAIL]",
        "\\uFF14\\uFF1111111111111111 | [CREDIT_CARD]",
        "123\\u002d45-6789 | [SSN]",
        "jo\\u200be@example.com | [EMAIL]",
        "123\\u200d-45-6789 | [SSN]",
        "joe＠example.com | [EMAIL]",
        "x\\n\\tjoe@example.com\\n | x\\n\\t[EMAIL]\\n",
        "\\\\joe@example.com\\/ | \\\\[EMAIL]\\/",
        "😀é\\ud83d\\ude00 joe@example.com 日本\\u65e5 ann@example.com 😀 | 😀é\\ud83d\\ude00 [EMAIL] 日本\\u65e5 [EMAIL] 😀",
        "jo\u00ADe@example.com | [EMAIL]",
        "４１１１ 1111 1111 1111 | [CREDIT_CARD]",
      })
  void findsWhatEscapesAndDisguisesHide(String content, String redacted) {
    assertThat(redact("{\"a\":\"" + content + "\",\"b\":1}", PLACEHOLDER))
        .isEqualTo("{\"a\":\"" + redacted + "\",\"b\":1}");
  }

  @Test
  void quotesWhatTheReplacementHolds() {
    assertThat(
            redact("[\"joe@example.com\",4111111111111111]", Redaction.placeholder("\"{TYPE}\\")))
        .isEqualTo("[\"\\\"EMAIL\\\\\",\"\\\"CREDIT_CARD\\\\\"]");
    assertThat(redact("[\"joe@example.com\"]", Redaction.mask('"', 1)))
        .isEqualTo("[\"j" + "\\\"".repeat(13) + "m\"]");
  }

  @Test
  void labelsKeysAndLeavesThem() {
    String json = "{\"joe@example.com\":{\"4111111111111111\":true}}";
    JsonScan scan = scan(json, PLACEHOLDER);
    assertThat(scan.edits()).isEmpty();
    Content content = scan.content();
    assertThat(content.piiTypes()).containsExactly("credit_card", "email");
    assertThat(content.replacement()).isNull();
  }

  @Test
  void findsNothingAcrossValues() {
    assertThat(redact("[\"4111 1111\",\"1111 1111\"]", PLACEHOLDER))
        .isEqualTo("[\"4111 1111\",\"1111 1111\"]");
  }

  @Test
  void countsEveryMatch() {
    JsonScan scan =
        scan("[\"a@b.co c@d.co\",\"123-45-6789\",{\"k\":\"e@f.co\"}]", Redaction.mask());
    assertThat(scan.content().matches()).containsEntry("email", 3).containsEntry("ssn", 1);
    assertThat(scan.edits()).hasSize(4);
  }
}
