package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** API keys where tokens are accepted too, and both in one request. */
class ApiKeysBesideTokensTest extends ApiKeyRequests {
  private static final TestIssuer ISSUER = TestIssuer.start(TestClock.at("2026-03-01T12:00:00Z"));

  ApiKeysBesideTokensTest() {
    super(ISSUER.issuer());
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static String token(String subject) {
    return ISSUER.token().audience(AUDIENCE).subject(subject).mint();
  }

  @Test
  void acceptsTwoCredentialsOfOnePrincipalAndTakesTheBearers() {
    ApiKeyTerms terms =
        ApiKeyTerms.builder("x").subject("ada").issuer(ISSUER.issuer() + "/").scopes("s").build();
    Identity identity = Requests.identity(sent(token("ada"), keys.create(terms).plaintext()));
    assertThat(identity.source()).isEqualTo("custom");
    assertThat(identity.scopes()).isEmpty();

    String key = create("agent").plaintext();
    assertThat(Requests.identity(sent(key, key)).subject()).isEqualTo("agent");
    assertThat(Requests.identity(sent(key, create("agent").plaintext())).subject())
        .isEqualTo("agent");
  }

  @Test
  void refusesCredentialsOfDifferentPrincipals() {
    assertThat(verdict(sent(token("ada"), create("ada").plaintext())))
        .isEqualTo("401 identity_conflict");
    assertThat(verdict(sent(create("a").plaintext(), create("b").plaintext())))
        .isEqualTo("401 identity_conflict");
  }

  @Test
  void refusesCredentialsOfDifferentTenants() {
    ApiKeyTerms.Builder terms = ApiKeyTerms.builder("x").subject("ada").issuer(ISSUER.issuer());
    String acme = keys.create(terms.tenantId("acme").build()).plaintext();
    var token = ISSUER.token().audience(AUDIENCE).subject("ada");

    assertThat(verdict(sent(token.mint(), acme))).isEqualTo("ada");
    assertThat(verdict(sent(token.claim("org_id", "acme").mint(), acme))).isEqualTo("ada");
    assertThat(verdict(sent(token.claim("org_id", "other").mint(), acme)))
        .isEqualTo("401 identity_conflict");
  }

  @Test
  void refusesWhenOneOfTwoCredentialsIsBad() {
    ApiKeyTerms terms = ApiKeyTerms.builder("x").subject("ada").issuer(ISSUER.issuer()).build();
    String key = keys.create(terms).plaintext();
    String bad = "mcp_" + "x".repeat(43);
    assertThat(verdict(sent(token("ada"), bad))).isEqualTo("401 invalid_api_key");
    assertThat(verdict(sent(token("ada"), ""))).isEqualTo("401 invalid_api_key");
    assertThat(verdict(sent("garbage", key))).isEqualTo("401 malformed_token");
    assertThat(verdict(sent(bad, key))).isEqualTo("401 invalid_api_key");
    Map<String, List<String>> basic =
        Map.of("Authorization", List.of("Basic dTpw"), "X-API-Key", List.of(key));
    assertThat(verdict(layer.before(context(basic)))).isEqualTo("401 missing_bearer");
  }

  @Test
  void leavesApiKeysToTheApplicationWhenItHasNone() {
    Identifiabl tokensOnly = Identifiabl.builder(ISSUER.issuer(), AUDIENCE).clock(clock).build();
    Map<String, List<String>> both =
        Map.of(
            "Authorization",
            List.of("Bearer " + token("ada")),
            "X-API-Key",
            List.of("the application's own"));
    assertThat(verdict(tokensOnly.before(context(both)))).isEqualTo("ada");
    String key = create("a").plaintext();
    assertThat(verdict(tokensOnly.before(context(Map.of("X-API-Key", List.of(key))))))
        .isEqualTo("401 missing_bearer");
    assertThat(
            verdict(tokensOnly.before(context(Map.of("Authorization", List.of("Bearer " + key))))))
        .isEqualTo("401 malformed_token");
  }

  @Test
  void acceptsNoTokenWhenThereAreOnlyApiKeys() {
    Identifiabl keysOnly = Identifiabl.builder().apiKeys(store).clock(clock).build();
    String key = create("agent").plaintext();
    assertThat(verdict(keysOnly.before(context(Map.of("X-API-Key", List.of(key))))))
        .isEqualTo("agent");
    Map<String, List<String>> bearer = Map.of("Authorization", List.of("Bearer " + token("ada")));
    assertThat(verdict(keysOnly.before(context(bearer)))).isEqualTo("401 invalid_issuer");
  }
}
