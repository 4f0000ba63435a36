package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;

import io.gatewaystack.testing.TestIssuer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Key sets an issuer serves, and what a verifier says of tokens then. Every key here signs
 * properly: whether it is believed is what is asked.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KeySets {
  static final TestKey RSA = TestKey.rsa("rsa", 2048);
  static final TestKey OTHER = TestKey.rsa("other", 2048);

  private final TestIssuer issuer = TestIssuer.start();
  final String payload =
      "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"u\",\"exp\":%d}"
          .formatted(issuer.issuer(), AUDIENCE, Instant.now().getEpochSecond() + 3600);

  @AfterAll
  final void stop() {
    issuer.close();
  }

  String verdict(String jwks, String token, String... algorithms) {
    issuer.serveJwks(200, jwks);
    IdentifiablBuilder builder = Identifiabl.builder(issuer.issuer(), AUDIENCE);
    if (algorithms.length > 0) {
      builder.algorithms(algorithms);
    }
    return Verdict.of(builder.buildVerifier().verify(token));
  }

  String verdictOn(Map<String, Object> jwk) {
    return verdict(TestKey.jwks(jwk), RSA.token("RS256", payload));
  }
}
