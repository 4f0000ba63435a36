package io.gatewaystack.context.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  private static final String METADATA = "https://gw.example/.well-known/oauth-protected-resource";

  @Test
  void namesNoErrorWhenNoCredentialWasSent() {
    String header = Challenge.missing(List.of("a", "b:c")).headerValue(METADATA, denial(401, "x"));

    assertThat(header)
        .isEqualTo("Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + "\", scope=\"a b:c\"");
  }

  @Test
  void namesTheErrorWhenACredentialWasSent() {
    String header =
        Challenge.insufficient(List.of("a")).headerValue(METADATA, denial(403, "t needs a"));

    assertThat(header)
        .isEqualTo(
            "Bearer realm=\"mcp\", resource_metadata=\""
                + METADATA
                + "\", scope=\"a\", error=\"insufficient_scope\", error_description=\"t needs a\"");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"400, invalid_request", "401, invalid_token", "403, insufficient_scope"})
  void usesTheErrorCodesOfRfc6750(int status, String error) {
    assertThat(Challenge.insufficient(List.of()).headerValue(null, denial(status, "d")))
        .contains("error=\"" + error + "\"");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(Challenge.missing(List.of()).headerValue(null, denial(401, "d")))
        .isEqualTo("Bearer realm=\"mcp\"");
  }

  @Test
  void leavesScopesToTheMetadataThatDoNotFitIntoAField() {
    List<String> fitting = List.of("s".repeat(2_048));
    List<String> many = Collections.nCopies(300, "api://crm/read");

    assertThat(Challenge.missing(fitting).headerValue(METADATA, denial(401, "d")))
        .contains("scope=\"" + fitting.get(0) + '"');
    assertThat(Challenge.missing(many).headerValue(METADATA, denial(401, "d")))
        .isEqualTo("Bearer realm=\"mcp\", resource_metadata=\"" + METADATA + '"');
    assertThat(Challenge.insufficient(many).headerValue(null, denial(403, String.join(" ", many))))
        .isEqualTo("Bearer realm=\"mcp\", error=\"insufficient_scope\"");
  }

  @Test
  void staysOneLineOfTheAllowedCharactersWhateverTheDescriptionHolds() {
    String hostile = "a\r\nSet-Cookie: x=1\u0000\u007f\"; evil=\"1\\ é \u2028😀";

    String header =
        Challenge.insufficient(List.of("s"))
            .headerValue("https://h/\"\r\nX: y", denial(401, hostile));

    assertThat(header).startsWith("Bearer ").matches("[\\x20-\\x7E]*").doesNotContain("\\");
    assertThat(header.chars().filter(c -> c == '"')).hasSize(10); // five quoted values, no more
    assertThat(header).contains("error_description=\"aSet-Cookie: x=1; evil=1  \"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", " ", "a b", "a\"b", "a\\b", "a\nb", "é", "a\u007f"})
  void refusesWhatIsNoScopeToken(String scope) {
    assertThat(Challenge.isScopeToken(scope)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Challenge.missing(List.of("ok", scope)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a", "tool:write", "https://x/y", "!#[]~", "read.all"})
  void acceptsScopeTokens(String scope) {
    assertThat(Challenge.isScopeToken(scope)).isTrue();
    assertThat(Challenge.missing(List.of(scope)).scopes()).containsExactly(scope);
  }

  private static Denial denial(int status, String description) {
    return Denial.of(status, "invalid_token", -32001, description);
  }
}
