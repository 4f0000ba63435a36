package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims that tokens must have, and scopes that tokens name in short, over HTTP. */
class IssuerSettingsTest {
  @TempDir Path folder;

  private static String token(RunningGateway gateway, Map<String, Object> claims) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder token =
        new JWTClaimsSet.Builder()
            .issuer(gateway.demo().issuer().issuer())
            .audience("https://gateway.local/api")
            .subject("ada")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)));
    claims.forEach(token::claim);
    return gateway.demo().issuer().sign(token.build());
  }

  @Test
  void aTokenWithoutARequiredClaimIsRefused() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "OAUTH_REQUIRED_CLAIMS", "org_id, /context/region")) {
      Map<String, Object> all = Map.of("org_id", "acme", "context", Map.of("region", "eu"));
      assertThat(gateway.get("/protected", token(gateway, all)).status()).isEqualTo(200);
      RawResponse refused = gateway.get("/protected", token(gateway, Map.of("org_id", "acme")));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(json(refused).path("code").asString()).isEqualTo("missing_claim");
    }
  }

  @Test
  void scopesAreCalledWhatClientsAskFor() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            "OAUTH_SCOPE_PREFIX",
            "api://gw/",
            "OAUTH_REQUIRED_SCOPES",
            "api://gw/access",
            "OAUTH_SCOPES_DEMO",
            "openid")) {
      String good = token(gateway, Map.of("scope", "access"));
      assertThat(gateway.get("/protected", good).status()).isEqualTo(200);
      RawResponse refused = gateway.get("/protected", token(gateway, Map.of("scope", "other")));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("WWW-Authenticate").orElseThrow())
          .contains("scope=\"openid api://gw/access\"");
    }
  }

  @Test
  void otherIssuersHaveClaimsAndPrefixesOfTheirOwn() throws Exception {
    try (TestIssuer partner = TestIssuer.start()) {
      Path file =
          Files.writeString(
              folder.resolve("gateway.yaml"),
              """
              issuers:
                %s:
                  requiredClaims: [org_id]
                  scopePrefix: "partner:"
              outbound: {http: true}
              """
                  .formatted(partner.issuer()));
      try (RunningGateway gateway =
          RunningGateway.start(
              folder,
              "GATEWAY_CONFIG",
              file.toString(),
              "OAUTH_REQUIRED_SCOPES",
              "partner:access")) {
        TokenBuilder good =
            partner
                .token()
                .audience("https://gateway.local/api")
                .subject("bob")
                .claim("scope", "access")
                .claim("org_id", "acme");
        assertThat(gateway.get("/protected", good.mint()).status()).isEqualTo(200);
        RawResponse refused = gateway.get("/protected", good.without("org_id").mint());
        assertThat(json(refused).path("code").asString()).isEqualTo("missing_claim");
        String ours = token(gateway, Map.of("scope", "access"));
        assertThat(gateway.get("/protected", ours).status()).isEqualTo(403);
      }
    }
  }
}
