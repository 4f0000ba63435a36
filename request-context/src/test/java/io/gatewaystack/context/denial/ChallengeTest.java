package io.gatewaystack.context.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
  void namesEveryScopeOrIsNotMade() {
    List<String> fitting = List.of("s".repeat(1_000), "t".repeat(1_047));
    List<String> many = List.of("s".repeat(1_000), "t".repeat(1_048));

    assertThat(Challenge.fits(fitting)).isTrue();
    assertThat(Challenge.insufficient(fitting).headerValue(METADATA, denial(403, "d")))
        .contains("scope=\"" + String.join(" ", fitting) + '"');
    assertThat(Challenge.fits(many)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Challenge.insufficient(many))
        .withMessage(
            "scopes: (expected: scopes of at most 2048 characters together; these have 2049)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Challenge.check("tool pay", many))
        .withMessageStartingWith("tool pay: ");
  }

  @Test
  void leavesLongSentencesToTheBodySoThatTheFieldStaysShort() {
    List<String> scopes = List.of("s".repeat(2_048));

    assertThat(Challenge.insufficient(scopes).headerValue(null, denial(403, "d".repeat(512))))
        .endsWith(", error_description=\"" + "d".repeat(512) + '"');
    assertThat(Challenge.insufficient(scopes).headerValue(null, denial(403, "d".repeat(513))))
        .isEqualTo(
            "Bearer realm=\"mcp\", scope=\"" + scopes.get(0) + "\", error=\"insufficient_scope\"");
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
