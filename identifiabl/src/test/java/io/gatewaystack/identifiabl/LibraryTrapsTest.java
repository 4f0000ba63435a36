package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stock JWT library lets through or breaks on, measured with nimbus-jose-jwt 10.10, its
 * RS256 selector and default claims verifier: each must end as its code says. All tokens are signed
 * with the issuer's own key, so that nothing but the trap can be the reason.
 */
class LibraryTrapsTest {
  private static final TestClock CLOCK = TestClock.at("2026-03-01T12:00:00Z");
  private static final long NOW = CLOCK.instant().getEpochSecond();
  private static final TestIssuer ISSUER = TestIssuer.start(CLOCK);
  private static final String HEADER =
      "{\"alg\":\"RS256\",\"kid\":\"" + ISSUER.key().kid() + "\"%s}";
  private static final String CLAIMS =
      "{\"iss\":\"" + ISSUER.issuer() + "\",\"aud\":\"" + AUDIENCE + "\"%s}";
  private static final String EXP = ",\"exp\":" + (NOW + 300);

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static String verdict(String token) {
    return Verdict.of(
        Identifiabl.builder(ISSUER.issuer(), AUDIENCE).clock(CLOCK).buildVerifier().verify(token));
  }

  private static String signed(String headerMembers, String claimMembers) {
    return ISSUER.signRaw(HEADER.formatted(headerMembers), CLAIMS.formatted(claimMembers));
  }

  static Stream<Arguments> traps() {
    return Stream.of(
        claims("exp null", ",\"sub\":\"u\",\"exp\":null", "invalid_claim"),
        claims(
            "nbf overflows", EXP + ",\"sub\":\"u\",\"nbf\":9223372036854775807", "invalid_claim"),
        claims("iat to come", EXP + ",\"sub\":\"u\",\"iat\":" + (NOW + 61), "token_not_yet_valid"),
        claims("sub null", EXP + ",\"sub\":null", "invalid_subject"),
        claims("sub empty", EXP + ",\"sub\":\"\"", "invalid_subject"),
        claims("sub blank", EXP + ",\"sub\":\"  \"", "invalid_subject"),
        claims("sub with CR LF", EXP + ",\"sub\":\"a\\r\\nX-Admin: 1\"", "invalid_subject"),
        claims("sub with NUL", EXP + ",\"sub\":\"a\\u0000\"", "invalid_subject"),
        claims("sub with ESC", EXP + ",\"sub\":\"\\u001b[2J\"", "invalid_subject"),
        header("crit empty", ",\"crit\":[]", "unsupported_header"),
        header("b64 false", ",\"b64\":false,\"crit\":[\"b64\"]", "unsupported_header"),
        header("typ at+jwt", ",\"typ\":\"at+jwt\"", VERIFIED),
        arguments("header null", ISSUER.signRaw("null", CLAIMS.formatted(EXP)), "malformed_token"),
        arguments("five parts", "a.b.c.d.e", "encrypted_token"));
  }

  private static Arguments claims(String name, String members, String code) {
    return arguments(name, signed("", members), code);
  }

  private static Arguments header(String name, String members, String code) {
    return arguments(name, signed(members, EXP + ",\"sub\":\"u\""), code);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("traps")
  void endsAsItMust(String name, String token, String code) {
    assertThat(verdict(token)).isEqualTo(code);
  }

  @Test
  void acceptsTheSameTokenWithoutTheTrap() {
    assertThat(verdict(signed("", EXP + ",\"sub\":\"u\""))).isEqualTo(VERIFIED);
  }

  @Test
  void givesOneTokenOneSpelling() {
    String good = signed("", EXP + ",\"sub\":\"u\"");
    List<String> spellings = new ArrayList<>();
    for (String junk : List.of("!", " ", "%", "=", "~")) {
      spellings.add(good + junk);
      spellings.add(
          good.substring(0, good.length() - 9) + junk + good.substring(good.length() - 9));
    }
    char last = good.charAt(good.length() - 1); // 256 bytes leave four of its bits unused
    spellings.add(good.substring(0, good.length() - 1) + (char) (last + 1));
    assertThat(spellings).allSatisfy(s -> assertThat(verdict(s)).isEqualTo("malformed_token"));
  }

  @Test
  void readsNoInvalidUtf8AsSomethingElse() {
    byte[] claims = CLAIMS.formatted(EXP + ",\"sub\":\"u?\"").getBytes(UTF_8);
    claims[claims.length - 3] = (byte) 0xFF;
    TestKey own = TestKey.rsa("own", 2048);
    assertThat(verdictWith(own, TestKey.jwks(own.jwk()), claims)).isEqualTo("malformed_token");
    claims[claims.length - 3] = 'v';
    assertThat(verdictWith(own, TestKey.jwks(own.jwk()), claims)).isEqualTo(VERIFIED);
  }

  @Test
  void believesNoWeakKeyAndNoKeyForOtherUses() {
    byte[] claims = CLAIMS.formatted(EXP + ",\"sub\":\"u\"").getBytes(UTF_8);
    TestKey weak = TestKey.rsa("weak", 1024);
    assertThat(verdictWith(weak, TestKey.jwks(weak.jwk()), claims)).isEqualTo("unknown_key");
    TestKey own = TestKey.rsa("own", 2048);
    String forEncryption = TestKey.jwks(own.jwk("key_ops", List.of("encrypt")));
    assertThat(verdictWith(own, forEncryption, claims)).isEqualTo("unknown_key");
  }

  @Test
  void keepsTheOtherKeysWhenOneIsMalformed() {
    byte[] claims = CLAIMS.formatted(EXP + ",\"sub\":\"u\"").getBytes(UTF_8);
    TestKey own = TestKey.rsa("own", 2048);
    String jwks = TestKey.jwks(Map.of("kty", "RSA", "n", "!", "e", 3), 7, own.jwk());
    assertThat(verdictWith(own, jwks, claims)).isEqualTo(VERIFIED);
  }

  private static String verdictWith(TestKey key, String jwks, byte[] claims) {
    ISSUER.serveJwks(200, jwks);
    try {
      String header = "{\"alg\":\"RS256\",\"kid\":\"" + key.kid() + "\"}";
      return verdict(key.sign(header.getBytes(UTF_8), claims, "RS256"));
    } finally {
      ISSUER.publish();
    }
  }
}
