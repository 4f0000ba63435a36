package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.ApiKeys;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long an answer of the store is remembered. */
class RememberedApiKeysTest extends ApiKeyRequests {
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
