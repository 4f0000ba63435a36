package io.gatewaystack.identifiabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a store said of hashes, for a short while and only until the store changes. What
 * is unknown has a room of its own: a flood of invented keys must not push out the good ones.
 */
final class ApiKeyCache {

  /**
   * What is remembered of a key.
   *
   * @param key the key; whether it is usable is asked on every request
   * @param result the identity in the form handed out, made once
   * @param version the store's version before it was asked
   */
  record KnownKey(ApiKey key, Verification.Verified result, long version) {}

  private final ApiKeyStore store;
  private final Function<ApiKey, Verification.Verified> identity;
  private final Cache<CredentialHash, KnownKey> known;
  private final Cache<CredentialHash, Long> unknown;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  ApiKeyCache(ApiKeySettings settings, Function<ApiKey, Verification.Verified> identity) {
    this.store = settings.store();
    this.identity = identity;
    known = cache(settings.knownFor(), settings);
    unknown = cache(settings.unknownFor(), settings);
  }

  /**
   * The key with a hash, null when there is none.
   *
   * @throws IOException when the store has to be asked and cannot answer
   */
  @Nullable KnownKey find(CredentialHash hash) throws IOException {
    long version = store.version();
    KnownKey key = known.getIfPresent(hash);
    if (key != null && key.version() == version) {
      hits.increment();
      return key;
    }
    Long unknownSince = unknown.getIfPresent(hash);
    if (unknownSince != null && unknownSince == version) {
      hits.increment();
      return null;
    }
    misses.increment();
    return ask(hash, version);
  }

  private @Nullable KnownKey ask(CredentialHash hash, long version) throws IOException {
    Optional<ApiKey> found = store.find(hash);
    if (found.isEmpty()) {
      unknown.put(hash, version);
      return null;
    }
    KnownKey key = new KnownKey(found.get(), identity.apply(found.get()), version);
    known.put(hash, key);
    return key;
  }

  long hits() {
    return hits.sum();
  }

  long misses() {
    return misses.sum();
  }

  long evictions() {
    return evictions.sum();
  }

  private <V> Cache<CredentialHash, V> cache(Duration lifetime, ApiKeySettings settings) {
    return Caffeine.newBuilder()
        .maximumSize(settings.entries())
        .expireAfterWrite(lifetime)
        .ticker(settings.time()::nanos)
        .executor(Runnable::run) // waking a pool thread costs more than the work
        .evictionListener((hash, value, cause) -> evictions.increment())
        .build();
  }
}
