package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.ApiKeys;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys and tokens, as requests bring them. */
class ApiKeyCredentialsTest {
  private static final TestClock ISSUED = TestClock.at("2026-03-01T12:00:00Z");
  private static final TestIssuer ISSUER = TestIssuer.start(ISSUED);

  private final TestClock clock = TestClock.at(ISSUED.instant());
  private final InMemoryApiKeys keys = InMemoryApiKeys.of(clock);
  private final Counting store = new Counting();
  private final Identifiabl layer = builder().build();

  /** A store that counts and can fail; it tells of changes like the one it wraps, or not at all. */
  private final class Counting implements ApiKeyStore {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean tellsOfChanges = true;
    private volatile boolean failing;

    @Override
    public Optional<ApiKey> find(CredentialHash hash) throws IOException {
      calls.incrementAndGet();
      if (failing) {
        throw new IOException("secret address of the store");
      }
      return keys.find(hash);
    }

    @Override
    public long version() {
      return tellsOfChanges ? keys.version() : ApiKeyStore.super.version();
    }
  }

  private IdentifiablBuilder builder() {
    return Identifiabl.builder(ISSUER.issuer(), AUDIENCE).apiKeys(store).clock(clock);
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private IssuedApiKey create(String subject) {
    return keys.create(ApiKeyTerms.builder("test").subject(subject).build());
  }

  private static String token(String subject) {
    return ISSUER.token().audience(AUDIENCE).subject(subject).mint();
  }

  private static RequestContext context(Map<String, List<String>> headers) {
    return Requests.of("GET", "/", headers);
  }

  private Decision sent(String key) {
    return layer.before(context(Map.of("X-API-Key", List.of(key))));
  }

  private Decision sent(String bearer, String key) {
    return layer.before(
        context(Map.of("Authorization", List.of("Bearer " + bearer), "x-api-key", List.of(key))));
  }

  private static String verdict(Decision decision) {
    return decision instanceof Decision.Deny deny
        ? deny.denial().status() + " " + deny.denial().reason()
        : decision.context().require(Identity.class).subject();
  }

  @Test
  void acceptsNoRememberedKeyOfAFileThatCannotBeReadForAMinute(@TempDir Path directory)
      throws IOException {
    Path path = directory.resolve("keys.json");
    ApiKeyFile file = ApiKeyFile.builder(path).clock(clock).createIfMissing().open();
    String key = file.create(ApiKeyTerms.builder("test").subject("ada").build()).plaintext();
    Identifiabl guarding = builder().apiKeys(file).build();
    RequestContext request = context(Map.of("X-API-Key", List.of(key)));
    Files.delete(path);

    for (int second = 1; second <= 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(verdict(guarding.before(request))).as("second %d", second).isEqualTo("ada");
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(verdict(guarding.before(request))).isEqualTo("503 api_keys_unavailable");
  }

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

  @Test
  void asksTheStoreOnceForManyRequests() {
    String good = create("a").plaintext();
    String bad = "mcp_" + "x".repeat(43);
    for (int i = 0; i < 10; i++) {
      assertThat(verdict(sent(good))).isEqualTo("a");
      assertThat(verdict(sent(bad))).isEqualTo("401 invalid_api_key");
    }
    assertThat(store.calls).hasValue(2);
    assertThat(layer.metrics().apiKeyHits()).isEqualTo(18);
    assertThat(layer.metrics().apiKeyMisses()).isEqualTo(2);
    assertThat(layer.metrics().apiKeyStoreFailures()).isZero();
  }

  @Test
  void remembersGoodKeysForAMinuteAndUnknownOnesForTenSeconds() {
    store.tellsOfChanges = false;
    IssuedApiKey good = create("a");
    IssuedApiKey late = ApiKeys.create(ApiKeyTerms.builder("x").subject("b").build(), clock);
    assertThat(verdict(sent(good.plaintext()))).isEqualTo("a");
    assertThat(verdict(sent(late.plaintext()))).isEqualTo("401 invalid_api_key");
    keys.add(late.hash(), late.key());
    keys.revoke(good.key().id());

    clock.advance(Duration.ofMillis(9_999));
    assertThat(verdict(sent(late.plaintext()))).isEqualTo("401 invalid_api_key");
    clock.advance(Duration.ofMillis(1));
    assertThat(verdict(sent(late.plaintext()))).isEqualTo("b");

    clock.advance(Duration.ofMillis(49_999));
    assertThat(verdict(sent(good.plaintext()))).isEqualTo("a");
    clock.advance(Duration.ofMillis(1));
    assertThat(verdict(sent(good.plaintext()))).isEqualTo("401 invalid_api_key");
    assertThat(layer.metrics().apiKeyEvictions()).isPositive();
  }

  @Test
  void forgetsAtOnceWhenTheStoreSaysThatItChanged() {
    IssuedApiKey good = create("a");
    IssuedApiKey late = ApiKeys.create(ApiKeyTerms.builder("x").subject("b").build(), clock);
    assertThat(verdict(sent(good.plaintext()))).isEqualTo("a");
    assertThat(verdict(sent(late.plaintext()))).isEqualTo("401 invalid_api_key");

    keys.revoke(good.key().id());
    keys.add(late.hash(), late.key());

    assertThat(verdict(sent(good.plaintext()))).isEqualTo("401 invalid_api_key");
    assertThat(verdict(sent(late.plaintext()))).isEqualTo("b");
  }

  @Test
  void forgetsWhatItWasToldBeforeAChangeThatCameMeanwhile() {
    IssuedApiKey issued = create("a");
    ApiKeyStore changing =
        new ApiKeyStore() {
          @Override
          public Optional<ApiKey> find(CredentialHash hash) {
            Optional<ApiKey> found = keys.find(hash);
            keys.revoke(issued.key().id()); // after the answer was made, before it is remembered
            return found;
          }

          @Override
          public long version() {
            return keys.version();
          }
        };
    Identifiabl racing = Identifiabl.builder().apiKeys(changing).clock(clock).build();
    RequestContext request = context(Map.of("X-API-Key", List.of(issued.plaintext())));
    assertThat(verdict(racing.before(request))).isEqualTo("a");
    assertThat(verdict(racing.before(request))).isEqualTo("401 invalid_api_key");
  }

  @Test
  void letsNoRememberedKeyOutliveItsEnd() {
    ApiKeyTerms terms =
        ApiKeyTerms.builder("x").subject("a").expiresAt(clock.instant().plusSeconds(5)).build();
    String key = keys.create(terms).plaintext();
    assertThat(verdict(sent(key))).isEqualTo("a");
    clock.advance(Duration.ofMillis(4_999));
    assertThat(verdict(sent(key))).isEqualTo("a");
    clock.advance(Duration.ofMillis(1));
    assertThat(verdict(sent(key))).isEqualTo("401 invalid_api_key");
    assertThat(store.calls).hasValue(1);
  }

  @Test
  void keepsGoodKeysThroughAFloodOfInventedOnes() {
    String good = create("a").plaintext();
    Identifiabl small =
        builder().apiKeyCache(Duration.ofSeconds(60), Duration.ofSeconds(10), 100).build();
    RequestContext request = context(Map.of("X-API-Key", List.of(good)));
    assertThat(verdict(small.before(request))).isEqualTo("a");
    for (int i = 0; i < 5_000; i++) {
      String invented = "mcp_%043d".formatted(i);
      small.before(context(Map.of("X-API-Key", List.of(invented))));
    }
    assertThat(store.calls).hasValue(5_001);
    assertThat(small.metrics().apiKeyEvictions()).isEqualTo(4_900);

    assertThat(verdict(small.before(request))).isEqualTo("a");
    assertThat(store.calls).hasValue(5_001);
  }

  @Test
  void remembersNothingWhenSwitchedOff() {
    Identifiabl forgetful = builder().apiKeyCache(Duration.ZERO, Duration.ZERO, 1).build();
    RequestContext good = context(Map.of("X-API-Key", List.of(create("a").plaintext())));
    RequestContext bad = context(Map.of("X-API-Key", List.of("mcp_" + "x".repeat(43))));
    for (int i = 1; i <= 3; i++) {
      assertThat(verdict(forgetful.before(good))).isEqualTo("a");
      assertThat(verdict(forgetful.before(bad))).isEqualTo("401 invalid_api_key");
      assertThat(store.calls).hasValue(2 * i);
    }
  }

  @Test
  void servesWhatItRemembersThroughAnOutageAndThenRefusesWith503() {
    store.tellsOfChanges = false;
    String good = create("a").plaintext();
    assertThat(verdict(sent(good))).isEqualTo("a");
    store.failing = true;

    clock.advance(Duration.ofMillis(59_999));
    assertThat(verdict(sent(good))).isEqualTo("a");
    assertThat(verdict(sent("mcp_" + "x".repeat(43)))).isEqualTo("503 api_keys_unavailable");
    clock.advance(Duration.ofMillis(1));
    Denial denial = Requests.denial(sent(good));
    assertThat(denial.reason()).isEqualTo("api_keys_unavailable");
    assertThat(denial.rpcCode()).isEqualTo(50301);
    assertThat(denial.challenge()).isNull();
    assertThat(denial.description()).doesNotContain("secret");
    assertThat(denial.members()).containsEntry(Denial.RETRY_AFTER, 1);
    assertThat(layer.metrics().apiKeyStoreFailures()).isEqualTo(2);

    store.failing = false;
    assertThat(verdict(sent(good))).isEqualTo("a");
  }

  @Test
  void refusesWith503WhenTheStoreThrows() {
    ApiKeyStore broken =
        hash -> {
          throw new IllegalStateException("bug");
        };
    Identifiabl unlucky = Identifiabl.builder().apiKeys(broken).build();
    RequestContext request = context(Map.of("X-API-Key", List.of("mcp_" + "x".repeat(43))));
    assertThat(verdict(unlucky.before(request))).isEqualTo("503 api_keys_unavailable");
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

  @Test
  void refusesSettingsOutOfRange() {
    refuses("apiKeyCache.known", Duration.ofMillis(60_001), Duration.ZERO, 1);
    refuses("apiKeyCache.known", Duration.ofMillis(-1), Duration.ZERO, 1);
    refuses("apiKeyCache.unknown", Duration.ZERO, Duration.ofMillis(10_001), 1);
    refuses("apiKeyCache.entries", Duration.ZERO, Duration.ZERO, 0);
  }

  private void refuses(String setting, Duration known, Duration unknown, int entries) {
    assertThatThrownBy(() -> builder().apiKeyCache(known, unknown, entries).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + ": ");
  }
}
