package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamCredentialTest {

  @Test
  void saysWhichHeaderItTravelsIn() {
    assertThat(UpstreamCredential.none().header()).isEmpty();
    assertThat(UpstreamCredential.bearer(" t0k.en \n").header())
        .hasValue(new HeaderField("Authorization", "Bearer t0k.en"));
    assertThat(UpstreamCredential.apiKey("X-API-Key", " k 1 ").header())
        .hasValue(new HeaderField("X-API-Key", "k 1"));
    assertThat(UpstreamCredential.apiKey("Authorization", "Token k").header())
        .hasValue(new HeaderField("Authorization", "Token k"));
  }

  @Test
  void showsNoSecret() {
    assertThat(UpstreamCredential.bearer("s3cret")).asString().doesNotContain("s3cret");
    assertThat(UpstreamCredential.apiKey("X-Key", "s3cret")).asString().doesNotContain("s3cret");
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "  ", "a b", "a\r\nX: y", "ä"})
  void refusesABearerTokenNoHeaderCouldHold(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamCredential.bearer(token))
        .withMessageStartingWith("bearer: (expected");
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "",
        "Host",
        "Content-Length",
        "Mcp-Method",
        "mcp-session-id",
        "Accept",
        "User-Agent",
        "Cookie",
        "X-Request-Id",
        "X Y",
        "X:Y",
        "Connection",
        "traceparent"
      })
  void refusesAHeaderThatMeansSomethingElse(String field) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamCredential.apiKey(field, "k"))
        .withMessageStartingWith("apiKey: ");
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", " ", "a\nb", "ä"})
  void refusesAKeyNoHeaderCouldHold(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamCredential.apiKey("X-Key", key))
        .withMessageStartingWith("apiKey: key");
  }
}
