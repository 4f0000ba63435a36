package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that a caller wrote is seen however it is spelled, and given to no value. */
class WrittenTokensTest {
  private static final Transformabl PSEUDONYMS =
      Transformabl.builder().redact(Redaction.pseudonym()).build();

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), UTF_8);
  }

  private static String escaped(String format, String token) {
    StringBuilder escaped = new StringBuilder();
    token.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, format, c)));
    return escaped.toString();
  }

  private static String nested(String token, int levels) {
    String document = "[\"" + escaped("\\u%04x", token) + "\"]";
    for (int level = 0; level < levels; level++) {
      document = "[" + quoted(document) + "]";
    }
    return document;
  }

  static Stream<Named<UnaryOperator<String>>> spellings() {
    return Stream.of(
        Named.of("as it is", token -> token),
        Named.of("its bracket by its number", token -> "\\u005b" + token.substring(1)),
        Named.of("its low lines by their number", token -> token.replace("_", "\\u005F")),
        Named.of("percent", token -> escaped("%%%02X", token)),
        Named.of("HTML", token -> escaped("&#%d;", token)),
        Named.of("HTML in hexadecimal", token -> escaped("&#x%x;", token)),
        Named.of("percent of percent", token -> escaped("%%25%02x", token)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spellings")
  void tokensOfEveryTypeAreSeenInEverySpelling(UnaryOperator<String> spelling) {
    for (PiiType type : TextScanner.ofAllTypes().types()) {
      String token = "[" + type.name().toUpperCase(Locale.ROOT) + "_12]";
      assertThat(WrittenTokens.in("x " + spelling.apply(token) + " y")).contains(token);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void tokensAreSeenInDocumentsInDocuments(int levels) {
    String json = nested("[API_KEY_3]", levels);
    assertThat(WrittenTokens.in(JsonDocument.parse(json.getBytes(UTF_8)))).contains("[API_KEY_3]");
    assertThat(WrittenTokens.in(JsonDocument.parse("{\"[SSN_1]\":1}".getBytes(UTF_8))))
        .containsExactly("[SSN_1]");
  }

  @Test
  void whatHasNotTheShapeOfATokenIsNone() {
    assertThat(WrittenTokens.in("[1] [] [EMAIL] [EMAIL_] [email_1] [EMAIL_1 [EMAIL 1] [A_1B]"))
        .isEqualTo(Set.of());
    assertThat(WrittenTokens.in("[[ICD_10_2]]")).containsExactly("[ICD_10_2]");
  }

  private static String sent(String type, byte[] body) {
    Map<String, String> fields = Map.of("Content-Type", type, "Content-Length", "" + body.length);
    byte[] now =
        Pipeline.of(PSEUDONYMS)
            .before(Requests.post(Route.HTTP, body, fields))
            .context()
            .body()
            .bytes();
    return new String(now, type.endsWith("utf-16") ? UTF_16 : UTF_8);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "application/json | {\"a\":\"[EMAIL_1] joe@example.com\"} | {\"a\":\"[EMAIL_1] [EMAIL_2]\"}",
        "application/json | [\"\\u005bEMAIL_1] a@b.co\"] | [\"\\u005bEMAIL_1] [EMAIL_2]\"]",
        "application/x-www-form-urlencoded | a=%5BEMAIL_1%5D+a%40b.co | a=%5BEMAIL_1%5D+%5BEMAIL_2%5D",
        "text/plain | [EMAIL_1] a@b.co | [EMAIL_1] [EMAIL_2]",
        "text/plain; charset=utf-16 | [EMAIL_1] a@b.co | [EMAIL_1] [EMAIL_2]",
      })
  void noValueIsGivenATokenThatStandsInItsRequest(String type, String body, String sent) {
    assertThat(sent(type, body.getBytes(type.endsWith("utf-16") ? UTF_16 : UTF_8))).isEqualTo(sent);
  }
}
