package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another JOSE library is the judge: what we mint it accepts, what is hostile it refuses. */
class TokensTest {
  private static final String AUDIENCE = "https://api.example";
  private static TestIssuer issuer;

  @BeforeAll
  static void start() {
    issuer = TestIssuer.start();
  }

  @AfterAll
  static void close() {
    issuer.close();
  }

  @Test
  void mintsWhatWasAsked() throws Exception {
    Instant tomorrow = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 86_400);
    JWTClaimsSet claims =
        judge(
            issuer
                .token()
                .subject("alice")
                .audience(AUDIENCE, "other")
                .scope("read", "write")
                .claim("tenant", "acme")
                .expiresAt(tomorrow)
                .notBefore(Instant.EPOCH)
                .without("iat")
                .withoutHeader("typ")
                .mint());
    assertThat(claims.getSubject()).isEqualTo("alice");
    assertThat(claims.getAudience()).containsExactly(AUDIENCE, "other");
    assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
    assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
    assertThat(claims.getExpirationTime()).isEqualTo(tomorrow);
    assertThat(claims.getNotBeforeTime()).isEqualTo(Instant.EPOCH);
    assertThat(claims.getIssueTime()).isNull();
  }

  @Test
  void issuesAtTheTimeOfItsClock() throws Exception {
    TestClock clock = TestClock.at("2020-01-01T00:00:00Z");
    try (TestIssuer past = TestIssuer.start(clock)) {
      JWTClaimsSet claims = SignedJWT.parse(past.token().mint()).getJWTClaimsSet();
      assertThat(claims.getIssueTime()).isEqualTo(clock.instant());
      assertThat(claims.getExpirationTime()).isEqualTo("2020-01-01T00:05:00Z");
    }
  }

  @Test
  void signsAnythingRaw() throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + issuer.key().kid() + "\"}";
    String token = issuer.signRaw(header, "{\"sub\":\"a\",\"sub\":\"b\"}");
    assertThat(SignedJWT.parse(token).getParsedParts()).hasSize(3);
    assertThat(issuer.signRaw("[", "]")).startsWith("Ww.XQ.");
  }

  static Stream<Named<String>> hostile() {
    return issuer.hostile(AUDIENCE).all().entrySet().stream()
        .map(e -> Named.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource
  void hostile(String token) {
    assertThatThrownBy(() -> judge(token)).isInstanceOf(Exception.class);
  }

  @Test
  void confusesAlgorithmsWithTheVeryBytesOfTheKey() throws Exception {
    HostileTokens hostile = issuer.hostile(AUDIENCE);
    byte[] pem = issuer.key().publicPem().getBytes(UTF_8);
    byte[] der = issuer.key().publicDer();
    assertThat(SignedJWT.parse(hostile.hs256WithPublicPem()).verify(new MACVerifier(pem))).isTrue();
    assertThat(SignedJWT.parse(hostile.hs256WithPublicDer()).verify(new MACVerifier(der))).isTrue();
  }

  @Test
  void publishesOneKeyUnderTwoIds() {
    SigningKey twin = issuer.key().as("twin");
    assertThat(twin.publicKey()).isEqualTo(issuer.key().publicKey());
    assertThat(twin.jwk()).containsEntry("kid", "twin");
  }

  private static JWTClaimsSet judge(String token) throws Exception {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, new ImmutableJWKSet<>(JWKSet.parse(issuer.jwks()))));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE,
            new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
            Set.of("sub", "exp")));
    return processor.process(token, null);
  }
}
