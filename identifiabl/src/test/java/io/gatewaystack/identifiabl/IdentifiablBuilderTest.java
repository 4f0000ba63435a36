package io.gatewaystack.identifiabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiablBuilderTest {
  private static final String ISSUER = "https://idp.example/";

  private static IdentifiablBuilder good() {
    return Identifiabl.builder(ISSUER, "https://api.example");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "idp.example",
        "http://idp.example",
        "http://127.0.0.1.evil.example",
        "ftp://idp.example",
        "https:///path",
        "https://",
        "https://idp example",
        "file:///etc/passwd"
      })
  void refusesIssuerThatIsBlankOrNotSecure(String issuer) {
    assertThatThrownBy(() -> Identifiabl.builder(issuer, "a").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("issuer: ");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "https://idp.example",
        "https://10.0.0.7/realms/a",
        "http://localhost:5051/",
        "http://127.0.0.1:5051",
        "http://[::1]:5051"
      })
  void acceptsIssuerThatIsSecureOrHere(String issuer) {
    assertThatCode(() -> Identifiabl.builder(issuer, "a").build()).doesNotThrowAnyException();
  }

  @Test
  void showsNoUserInfoOfRefusedUri() {
    assertThatThrownBy(() -> Identifiabl.builder("https://user:secret@idp.example", "a").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("issuer")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesAudiencesThatAreMissingOrBlank() {
    assertThatThrownBy(() -> Identifiabl.builder(ISSUER).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("audience: ");
    assertThatThrownBy(() -> Identifiabl.builder(ISSUER, "").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("audience: ");
    assertThatThrownBy(() -> Identifiabl.builder(ISSUER, "a", " ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("audience: ");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("jwksUri", b -> b.jwksUri(URI.create("http://idp.example/jwks"))),
        bad("jwksUri", b -> b.jwksUri(URI.create("/jwks"))),
        bad("algorithms", b -> b.algorithms()),
        bad("algorithms", b -> b.algorithms("none")),
        bad("algorithms", b -> b.algorithms("RS256", "HS256")),
        bad("algorithms", b -> b.algorithms("ES256K")),
        bad("clockSkew", b -> b.clockSkew(Duration.ofSeconds(-1))),
        bad("clockSkew", b -> b.clockSkew(Duration.ofSeconds(61))),
        bad("maxTokenLength", b -> b.maxTokenLength(255)),
        bad("maxTokenLength", b -> b.maxTokenLength(65537)),
        bad("tokenCache.cap", b -> b.tokenCache(Duration.ofMillis(-1), 1)),
        bad("tokenCache.cap", b -> b.tokenCache(Duration.ofMinutes(61), 1)),
        bad("tokenCache.entries", b -> b.tokenCache(Duration.ofMinutes(1), 0)),
        bad("jwksMaxAge", b -> b.jwksMaxAge(Duration.ZERO)),
        bad("jwksMaxStale", b -> b.jwksMaxStale(Duration.ofMinutes(9))),
        bad("jwksTimeout", b -> b.jwksTimeout(Duration.ZERO)),
        bad("jwksCooldown", b -> b.jwksCooldown(Duration.ZERO)),
        bad("challengeScopes", b -> b.challengeScopes("tool:read tool:write")),
        bad("challengeScopes", b -> b.challengeScopes("a".repeat(1_024), "b".repeat(1_024))),
        bad("scopePrefix", b -> b.scopePrefix("api://crm/ ")),
        bad("requiredClaims", b -> b.requiredClaims("")),
        bad("source", b -> b.source(" ")));
  }

  private static Arguments bad(String setting, UnaryOperator<IdentifiablBuilder> change) {
    return arguments(setting, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void namesTheSettingItRefuses(String setting, UnaryOperator<IdentifiablBuilder> change) {
    assertThatThrownBy(() -> change.apply(good()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + ": ");
  }

  @Test
  void acceptsTheLimitsOfRanges() {
    assertThatCode(
            () ->
                good()
                    .clockSkew(Duration.ZERO)
                    .maxTokenLength(65536)
                    .tokenCache(Duration.ofHours(1), 1)
                    .jwksMaxAge(Duration.ofSeconds(1))
                    .jwksMaxStale(Duration.ofSeconds(1))
                    .build())
        .doesNotThrowAnyException();
  }

  @Test
  void looksForKeysBelowTheIssuer() {
    AtomicReference<URI> asked = new AtomicReference<>();
    JwtVerifier verifier =
        good()
            .fetcher(
                (uri, limits) -> {
                  asked.set(uri);
                  throw new IOException("offline");
                })
            .buildVerifier();

    String header = TestKey.base64("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(UTF_8));
    String payload = TestKey.base64(("{\"iss\":\"" + ISSUER + "\"}").getBytes(UTF_8));
    verifier.verify(header + "." + payload + ".AAAA");

    assertThat(asked).hasValue(URI.create("https://idp.example/.well-known/jwks.json"));
  }

  @Test
  void fetchesNothingWhenBuilt() {
    assertThat(good().build().metrics())
        .isEqualTo(new IdentifiablMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0));
  }
}
