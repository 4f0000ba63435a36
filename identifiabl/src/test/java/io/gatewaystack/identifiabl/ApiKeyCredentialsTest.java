package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.ApiKeys;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls by API key, and which keys are refused. */
class ApiKeyCredentialsTest extends ApiKeyRequests {
  @Test
  void identifiesByApiKey() {
    ApiKeyTerms terms =
        ApiKeyTerms.builder("nightly")
            .subject("agent-7")
            .tenantId("acme")
            .scopes("tool:read")
            .roles("robot")
            .plan("pro")
            .build();
    IssuedApiKey issued = keys.create(terms);

    Identity identity = Requests.identity(sent(issued.plaintext()));

    assertThat(identity)
        .isEqualTo(
            Identity.builder("agent-7", ApiKey.ISSUER)
                .tenantId("acme")
                .scopes(List.of("tool:read"))
                .roles(List.of("robot"))
                .plan("pro")
                .source("api_key")
                .claims(Map.of("api_key_id", issued.key().id()))
                .build());
  }

  @Test
  void identifiesByApiKeyBehindBearerToo() {
    String key = create("agent").plaintext();
    for (String scheme : List.of("Bearer ", "bearer  ")) {
      Decision decision = layer.before(context(Map.of("Authorization", List.of(scheme + key))));
      assertThat(Requests.identity(decision).subject()).isEqualTo("agent");
    }
  }

  @Test
  void namesTheKeyWhenItStandsForNobody() {
    IssuedApiKey issued = keys.create(ApiKeyTerms.builder("x").build());
    assertThat(Requests.identity(sent(issued.plaintext())).subject()).isEqualTo(issued.key().id());
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        " ",
        "mcp_",
        "mcp_short",
        "sk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "mcp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, mcp_b",
        "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"
      })
  void refusesMalformedKeysWithoutAskingTheStore(String key) {
    Decision decision = sent(key);
    assertThat(verdict(decision)).isEqualTo("401 invalid_api_key");
    assertThat(store.calls).hasValue(0);
  }

  @Test
  void anIdentityEndsWithItsKey() {
    Instant end = clock.instant().plusSeconds(5);
    IssuedApiKey ends = keys.create(ApiKeyTerms.builder("x").expiresAt(end).build());
    assertThat(Requests.identity(sent(ends.plaintext())).validUntil()).isEqualTo(end);
    assertThat(Requests.identity(sent(create("agent").plaintext())).validUntil()).isNull();
  }

  @Test
  void refusesAllBadKeysWithTheSameAnswer() {
    IssuedApiKey revoked = create("a");
    keys.revoke(revoked.key().id());
    IssuedApiKey expired =
        keys.create(ApiKeyTerms.builder("x").expiresAt(clock.instant().plusSeconds(5)).build());
    IssuedApiKey unknown = ApiKeys.create(ApiKeyTerms.builder("x").build(), clock);
    assertThat(verdict(sent(expired.plaintext()))).isEqualTo(expired.key().id());
    clock.advance(Duration.ofSeconds(5));

    Denial denial = Requests.denial(sent(unknown.plaintext()));

    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.error()).isEqualTo("invalid_api_key");
    assertThat(denial.code()).isNull();
    assertThat(denial.rpcCode()).isEqualTo(-32001);
    assertThat(denial.challenge()).isEqualTo(new Challenge(List.of(), true));
    assertThat(Requests.denial(sent(revoked.plaintext()))).isEqualTo(denial);
    assertThat(Requests.denial(sent(expired.plaintext()))).isEqualTo(denial);
    assertThat(Requests.denial(sent("mcp_"))).isEqualTo(denial);
  }

  @Test
  void refusesTwoApiKeyHeaders() {
    String key = create("a").plaintext();
    Decision decision = layer.before(context(Map.of("X-API-Key", List.of(key, key))));
    assertThat(verdict(decision)).isEqualTo("401 duplicate_api_key");
  }

  @Test
  void readsNoKeyFromOtherPlaces() {
    Map<String, List<String>> headers =
        Map.of("Cookie", List.of("X-API-Key=" + create("a").plaintext()));
    assertThat(verdict(layer.before(context(headers)))).isEqualTo("401 missing_bearer");
  }

  @Test
  void neverGivesOneCallerTheIdentityOfAnother() throws Exception {
    List<IssuedApiKey> issued = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      issued.add(create("agent-" + i));
    }
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> wrong = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread;
      wrong.add(
          pool.submit(
              () -> {
                start.await();
                int mistakes = 0;
                for (int i = 0; i < 2_000; i++) {
                  int number = (first * 7 + i) % 50;
                  String subject = verdict(sent(issued.get(number).plaintext()));
                  mistakes += subject.equals("agent-" + number) ? 0 : 1;
                }
                return mistakes;
              }));
    }
    start.countDown();
    for (Future<Integer> mistakes : wrong) {
      assertThat(mistakes.get(30, TimeUnit.SECONDS)).isZero();
    }
    pool.shutdown();
  }
}
