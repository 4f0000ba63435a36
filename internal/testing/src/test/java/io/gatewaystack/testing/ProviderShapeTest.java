package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderShapeTest {
  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void mintsSignedTokensOfItsIssuerForTheAudience(ProviderShape shape) throws Exception {
    try (TestIssuer issuer = shape.start(clock)) {
      SignedJWT token = SignedJWT.parse(shape.token(issuer, "urn:us").mint());

      assertThat(token.verify(new RSASSAVerifier(issuer.key().publicKey()))).isTrue();
      JWTClaimsSet claims = token.getJWTClaimsSet();
      assertThat(claims.getIssuer()).startsWith(issuer.issuer());
      assertThat(claims.getSubject()).isNotBlank();
      assertThat(claims.getClaims().values().toString()).contains("urn:us");
    }
  }
}
