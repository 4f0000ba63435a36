package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiablTest {
  private static final TestIssuer ISSUER = TestIssuer.start();

  private final Identifiabl layer =
      Identifiabl.builder(ISSUER.issuer(), AUDIENCE).challengeScopes("tool:read").build();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static String good() {
    return ISSUER.token().audience(AUDIENCE).mint();
  }

  private static RequestContext context(String... authorization) {
    return context(Map.of("Authorization", List.of(authorization)), null);
  }

  private static RequestContext context(Map<String, List<String>> headers, String query) {
    RequestInfo request =
        new RequestInfo(
            "r1",
            "GET",
            "/",
            "/",
            query,
            Headers.of(headers),
            InetAddress.getLoopbackAddress(),
            Instant.now());
    return RequestContext.of(request, Route.HTTP, Body.empty());
  }

  private Denial denial(RequestContext context) {
    Decision decision = layer.before(context);
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    assertThat(decision.context().find(Identity.class)).isEqualTo(context.find(Identity.class));
    return ((Decision.Deny) decision).denial();
  }

  @Test
  void isNamedAfterItsModule() {
    assertThat(layer.name()).isEqualTo("identifiabl");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer    "})
  void addsTheIdentityOfGoodToken(String scheme) {
    Decision decision = layer.before(context(scheme + good()));

    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(decision.context().require(Identity.class).subject()).isEqualTo("user-1");
  }

  @Test
  void aPlaceWithNameOfItsOwnTakesTokensForThatNameWhichAreGoodNowhereElse() {
    Identifiabl there = layer.alsoFor("https://gateway.example/mcp").challenging("mcp:use");
    String token = ISSUER.token().audience("https://gateway.example/mcp").mint();

    for (int remembered = 0; remembered < 2; remembered++) {
      assertThat(there.before(context("Bearer " + token))).isInstanceOf(Decision.Proceed.class);
      assertThat(denial(context("Bearer " + token)).code()).isEqualTo("invalid_audience");
      assertThat(there.before(context("Bearer " + good()))).isInstanceOf(Decision.Proceed.class);
    }
    assertThat(((Decision.Deny) there.before(context(Map.of(), null))).denial().challenge())
        .isEqualTo(new Challenge(List.of("mcp:use"), false));
    assertThat(layer.metrics()).isEqualTo(there.metrics()); // keys and memory are shared
  }

  @Test
  void asksForTokenWhenNoneWasSent() {
    Denial denial = denial(context(Map.of(), null));

    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.error()).isEqualTo("unauthorized");
    assertThat(denial.code()).isEqualTo("missing_bearer");
    assertThat(denial.rpcCode()).isEqualTo(-32001);
    assertThat(denial.challenge()).isEqualTo(new Challenge(List.of("tool:read"), false));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "Bearer", "Bearer  ", "Basic dTpw", "Bearerx", "Bear", "DPoP x"})
  void takesOtherSchemesForNoToken(String value) {
    Denial denial = denial(context(value));

    assertThat(denial.code()).isEqualTo("missing_bearer");
    assertThat(denial.challenge()).isEqualTo(new Challenge(List.of("tool:read"), false));
  }

  @Test
  void doesNotReadTokensGluedToTheScheme() {
    assertThat(denial(context("Bearer" + good())).code()).isEqualTo("missing_bearer");
    assertThat(denial(context("Bearer\t" + good())).code()).isEqualTo("missing_bearer");
  }

  @Test
  void readsNoTokenFromTheQueryOrOtherHeaders() {
    String token = good();
    Map<String, List<String>> headers =
        Map.of("X-Access-Token", List.of(token), "Cookie", List.of("access_token=" + token));
    assertThat(denial(context(headers, "access_token=" + token)).code())
        .isEqualTo("missing_bearer");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"garbage", "a.b.c", "a b", "token, Bearer token"})
  void refusesBadTokenWithChallengeThatSaysSo(String token) {
    Denial denial = denial(context("Bearer " + token));

    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.error()).isEqualTo("invalid_token");
    assertThat(denial.code()).isEqualTo("malformed_token");
    assertThat(denial.challenge()).isEqualTo(new Challenge(List.of("tool:read"), true));
  }

  @Test
  void refusesTwoAuthorizationHeaders() {
    Denial denial = denial(context("Bearer " + good(), "Bearer " + good()));

    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.code()).isEqualTo("duplicate_authorization");
    assertThat(denial.challenge()).isEqualTo(new Challenge(List.of("tool:read"), true));
  }

  @Test
  void saysThatKeysAreMissingWithoutChallenge() {
    Identifiabl alone =
        Identifiabl.builder(ISSUER.issuer(), AUDIENCE)
            .fetcher(
                (uri, limits) -> {
                  throw new IOException("offline");
                })
            .build();

    Denial denial = ((Decision.Deny) alone.before(context("Bearer " + good()))).denial();

    assertThat(denial.status()).isEqualTo(503);
    assertThat(denial.error()).isEqualTo("jwks_unavailable");
    assertThat(denial.challenge()).isNull();
    assertThat(alone.metrics().keyFetchFailures()).isEqualTo(1);
  }

  @Test
  void agreesWithAnEarlierLayerOnThePrincipal() {
    Identity earlier =
        Identity.builder("user-1", ISSUER.issuer()).source("api_key").scopes(List.of("x")).build();
    RequestContext context = context("Bearer " + good()).with(earlier);

    Decision decision = layer.before(context);

    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(decision.context().require(Identity.class)).isSameAs(earlier);
  }

  @Test
  void refusesToDisagreeWithAnEarlierLayer() {
    for (Identity earlier :
        List.of(
            Identity.builder("user-2", ISSUER.issuer()).build(),
            Identity.builder("user-1", "https://other.example").build())) {
      Denial denial = denial(context("Bearer " + good()).with(earlier));

      assertThat(denial.status()).isEqualTo(401);
      assertThat(denial.code()).isEqualTo("identity_conflict");
    }
  }

  @Test
  void demandsTokenEvenWhenAnEarlierLayerKnowsTheCaller() {
    Identity earlier = Identity.builder("user-1", ISSUER.issuer()).build();
    assertThat(denial(context(Map.of(), null).with(earlier)).code()).isEqualTo("missing_bearer");
  }

  @Test
  void sharesItsVerifier() {
    String token = good();
    layer.verifier().verify(token);
    layer.before(context("Bearer " + token));
    assertThat(layer.metrics().cacheHits()).isEqualTo(1);
  }
}
