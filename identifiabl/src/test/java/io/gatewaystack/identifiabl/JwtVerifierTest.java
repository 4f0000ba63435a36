package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final TestClock CLOCK = TestClock.at("2026-03-01T12:00:00Z");
  private static final TestIssuer ISSUER = TestIssuer.start(CLOCK);

  private final JwtVerifier verifier =
      Identifiabl.builder(ISSUER.issuer(), AUDIENCE).clock(CLOCK).buildVerifier();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static TokenBuilder good() {
    return ISSUER.token().audience(AUDIENCE);
  }

  private String verdict(String token) {
    return Verdict.of(verifier.verify(token));
  }

  @Test
  void acceptsGoodTokenAndNamesItsSubjectAndIssuer() {
    var identity = Verdict.identity(verifier.verify(good().subject("auth0|42").mint()));

    assertThat(identity.subject()).isEqualTo("auth0|42");
    assertThat(identity.issuer()).isEqualTo(ISSUER.issuer());
    assertThat(identity.claims()).containsEntry("aud", AUDIENCE).containsKeys("exp", "iat", "iss");
  }

  @Test
  void anIdentityEndsWhenItsTokenIsRefused() {
    var end = CLOCK.instant().plusSeconds(300);

    var identity = Verdict.identity(verifier.verify(good().expiresAt(end).mint()));

    assertThat(identity.validUntil()).isEqualTo(end.plusSeconds(60)); // clocks may differ
  }

  static Stream<Arguments> hostileTokens() {
    Map<String, String> codes =
        Map.ofEntries(
            Map.entry("alg none", "alg_not_allowed"),
            Map.entry("alg nOnE", "alg_not_allowed"),
            Map.entry("HS256 with the public PEM", "alg_not_allowed"),
            Map.entry("HS256 with the public DER", "alg_not_allowed"),
            Map.entry("expired", "token_expired"),
            Map.entry("not yet valid", "token_not_yet_valid"),
            Map.entry("wrong audience", "invalid_audience"),
            Map.entry("wrong issuer", "invalid_issuer"),
            Map.entry("encrypted", "encrypted_token"),
            Map.entry("unknown kid", "unknown_key"),
            Map.entry("stranger's key under a known kid", "bad_signature"),
            Map.entry("stranger's key in the header", "unknown_key"),
            Map.entry("critical extension", "unsupported_header"),
            Map.entry("tampered signature", "bad_signature"),
            Map.entry("tampered payload", "bad_signature"),
            Map.entry("no signature", "malformed_token"));
    Map<String, String> hostile = ISSUER.hostile(AUDIENCE).all();
    assertThat(codes.keySet()).containsExactlyInAnyOrderElementsOf(hostile.keySet());
    return hostile.entrySet().stream()
        .map(e -> arguments(e.getKey(), e.getValue(), codes.get(e.getKey())));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("hostileTokens")
  void refusesHostileTokenWithItsCode(String name, String token, String code) {
    Denial denial = Verdict.denial(verifier.verify(token));

    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.error()).isEqualTo("invalid_token");
    assertThat(denial.code()).isEqualTo(code);
    assertThat(denial.rpcCode()).isEqualTo(-32001);
  }

  @Test
  void ignoresKeysTheHeaderBringsAlongWhenTheSignatureIsGood() {
    String elsewhere = "https://attacker.example/keys";
    assertThat(verdict(good().header("jku", elsewhere).header("x5u", elsewhere).mint()))
        .isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "typ {0}")
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void acceptsTypesOfAccessTokens(String type) {
    assertThat(verdict(good().header("typ", type).mint())).isEqualTo(VERIFIED);
  }

  @Test
  void acceptsTokenWithoutType() {
    assertThat(verdict(good().withoutHeader("typ").mint())).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "typ {0}")
  @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", "", "JOSE"})
  void refusesTypesOfOtherTokens(String type) {
    assertThat(verdict(good().header("typ", type).mint())).isEqualTo("type_not_allowed");
  }

  @Test
  void refusesTypeThatIsNoString() {
    assertThat(verdict(good().header("typ", 1).mint())).isEqualTo("type_not_allowed");
  }

  static Stream<Arguments> extensions() {
    return Stream.of(
        arguments("crit", List.of()),
        arguments("crit", List.of("b64")),
        arguments("b64", false),
        arguments("b64", "false"),
        arguments("zip", "DEF"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("extensions")
  void refusesHeaderThatChangesTheMeaningOfTheToken(String name, Object value) {
    assertThat(verdict(good().header(name, value).mint())).isEqualTo("unsupported_header");
  }

  @ParameterizedTest(name = "alg {0}")
  @ValueSource(strings = {"RS384", "PS256", "ES256", "rs256", "RS256 ", "EdDSA", ""})
  void refusesEveryAlgorithmButRs256(String algorithm) {
    assertThat(verdict(good().header("alg", algorithm).mint())).isEqualTo("alg_not_allowed");
  }

  @Test
  void refusesTokenWithoutAlgorithm() {
    assertThat(verdict(good().withoutHeader("alg").mint())).isEqualTo("alg_not_allowed");
  }

  @Test
  void refusesKeyIdThatIsNoString() {
    assertThat(verdict(good().header("kid", 1).mint())).isEqualTo("malformed_token");
  }

  @ParameterizedTest(name = "configured \"{0}\", sent \"{1}\"")
  @MethodSource("slashes")
  void comparesIssuersWithoutTrailingSlashes(String configured, String sent, String verdict) {
    JwtVerifier other =
        Identifiabl.builder(ISSUER.issuer() + configured, AUDIENCE).clock(CLOCK).buildVerifier();

    String token = good().issuer(ISSUER.issuer() + sent).mint();

    assertThat(Verdict.of(other.verify(token))).isEqualTo(verdict);
  }

  static Stream<Arguments> slashes() {
    return Stream.of(
        arguments("/", "", VERIFIED),
        arguments("", "/", VERIFIED),
        arguments("//", "/", VERIFIED),
        arguments("", "/tenant", "invalid_issuer"),
        arguments("", " ", "invalid_issuer"));
  }

  @Test
  void refusesIssuerThatIsNoString() {
    assertThat(verdict(good().claim("iss", List.of(ISSUER.issuer())).mint()))
        .isEqualTo("invalid_issuer");
    assertThat(verdict(good().without("iss").mint())).isEqualTo("invalid_issuer");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", " ", "garbage", ".", "..", "...", "a.b", "a.b.c", "e30.e30.e30"})
  void refusesTextThatIsNoToken(String text) {
    assertThat(Verdict.denial(verifier.verify(text)).status()).isEqualTo(401);
  }

  @Test
  void refusesLongTokenUnread() {
    JwtVerifier strict =
        Identifiabl.builder(ISSUER.issuer(), AUDIENCE)
            .clock(CLOCK)
            .maxTokenLength(1000)
            .buildVerifier();
    String token = good().claim("filler", "x".repeat(600)).mint();
    assertThat(token).hasSizeGreaterThan(1000);

    assertThat(Verdict.of(strict.verify(token))).isEqualTo("malformed_token");
    assertThat(strict.metrics().cacheMisses()).isZero();
    assertThat(verdict(token)).isEqualTo(VERIFIED);
  }

  @Test
  void refusesNullAsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> verifier.verify(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void judgesTheAudienceOfRememberedTokens() {
    JwtVerifier other =
        Identifiabl.builder(ISSUER.issuer(), "https://other.example").clock(CLOCK).buildVerifier();
    String token = good().mint();

    assertThat(Verdict.of(other.verify(token))).isEqualTo("invalid_audience");
    assertThat(Verdict.of(other.verify(token))).isEqualTo("invalid_audience");
    assertThat(other.metrics().cacheHits()).isEqualTo(1);
  }

  @Test
  void judgesTheTimesOfRememberedTokens() {
    TestClock clock = TestClock.at(CLOCK.instant());
    JwtVerifier patient =
        Identifiabl.builder(ISSUER.issuer(), AUDIENCE)
            .clock(clock)
            .clockSkew(Duration.ZERO)
            .tokenCache(Duration.ofHours(1), 10)
            .buildVerifier();
    String token = good().expiresAt(clock.instant().plusSeconds(10)).mint();
    assertThat(Verdict.of(patient.verify(token))).isEqualTo(VERIFIED);

    clock.advance(Duration.ofMillis(9_999));
    assertThat(Verdict.of(patient.verify(token))).isEqualTo(VERIFIED);
    assertThat(patient.metrics().cacheHits()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(Verdict.of(patient.verify(token))).isEqualTo("token_expired");
  }
}
