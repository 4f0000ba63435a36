package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.testing.TestIssuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousRouteTest {
  private static final TestIssuer ISSUER = TestIssuer.start();

  private final Identifiabl layer =
      Identifiabl.builder(ISSUER.issuer(), AUDIENCE)
          .apiKeys(InMemoryApiKeys.of())
          .anonymousRoute("GET", "/")
          .anonymousRoute("GET", "/catalogue/*")
          .anonymousRoute("*", "/feedback")
          .build();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static RequestContext request(String method, String path, Map<String, String> headers) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    headers.forEach((name, value) -> lines.put(name, List.of(value)));
    return Requests.of(method, path, lines);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, /, true",
    "GET, /catalogue, true",
    "GET, /catalogue/, true",
    "GET, /catalogue/a/b, true",
    "GET, /cat%61logue, true",
    "POST, /feedback, true",
    "DELETE, /feedback, true",
    "HEAD, /, true",
    "HEAD, /feedback/all, false",
    "OPTIONS, /, false",
    "POST, /, false",
    "get, /, false",
    "GET, /other, false",
    "GET, /cataloguex, false",
    "GET, /Catalogue, false",
    "POST, /catalogue/a, false",
    "GET, /feedback/all, false",
    "GET, /feedback/, false",
    "GET, /catalogue/../admin, false",
    "GET, /catalogue/%2e%2e/admin, false",
    "GET, /catalogue//a, false",
    "GET, /catalogue;a=b/x, false",
    "GET, /catalogue%2fa, false"
  })
  void letsAnonymousCallersInByName(String method, String path, boolean open) {
    Decision decision = layer.before(request(method, path, Map.of()));
    assertThat(decision instanceof Decision.Proceed).isEqualTo(open);
    assertThat(decision.context().find(Identity.class)).isEmpty();
    if (decision instanceof Decision.Deny deny) {
      assertThat(deny.denial().code()).isEqualTo("missing_bearer");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Authorization, Bearer garbage, malformed_token",
    "Authorization, Bearer, missing_bearer",
    "Authorization, '', missing_bearer",
    "Authorization, Basic dTpw, missing_bearer",
    "X-API-Key, mcp_x, invalid_api_key",
    "X-API-Key, '', invalid_api_key"
  })
  void makesNobodyAnonymousWhoShowsABadCredential(String header, String value, String code) {
    Decision decision = layer.before(request("GET", "/catalogue", Map.of(header, value)));
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    assertThat(((Decision.Deny) decision).denial().status()).isEqualTo(401);
    assertThat(((Decision.Deny) decision).denial().reason()).isEqualTo(code);
  }

  @Test
  void refusesEveryHostileTokenThereToo() {
    ISSUER
        .hostile(AUDIENCE)
        .all()
        .forEach(
            (name, token) ->
                assertThat(
                        layer.before(
                            request("GET", "/", Map.of("Authorization", "Bearer " + token))))
                    .as(name)
                    .isInstanceOf(Decision.Deny.class));
  }

  @Test
  void identifiesCallersWhoShowAGoodOne() {
    String token = ISSUER.token().audience(AUDIENCE).mint();
    Decision decision =
        layer.before(request("GET", "/", Map.of("Authorization", "Bearer " + token)));
    assertThat(decision.context().require(Identity.class).subject()).isEqualTo("user-1");
  }

  @Test
  void keepsWhoAnEarlierLayerIdentified() {
    Identity earlier = Identity.builder("ada", "https://idp.example").build();
    Decision decision = layer.before(request("GET", "/", Map.of()).with(earlier));
    assertThat(decision.context().require(Identity.class)).isSameAs(earlier);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "", "a", "/*", "/a/", "/a//b", "/a*", "/*/a", "/a?b", "/a;b", "/a%62", "/a b", "*"
      })
  void refusesPathsThatNameNothing(String path) {
    refuses("GET", path);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "get", "GET,POST", "**"})
  void refusesMethodsThatAreNone(String method) {
    refuses(method, "/a");
  }

  private static void refuses(String method, String path) {
    assertThatThrownBy(
            () -> Identifiabl.builder("https://idp.example", "a").anonymousRoute(method, path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("anonymousRoute: ");
  }
}
