package io.gatewaystack.identifiabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Remembers which tokens were verified, by their hash: bounded in number, size and time. */
final class TokenCache {
  private static final int CHARACTERS_PER_ENTRY = 1024;

  /**
   * One use in sixteen is noted: enough to tell what is used most when the cache is full. Noting it
   * costs more than finding it.
   */
  private static final int NOTED = 0xF;

  private final Cache<CredentialHash, VerifiedToken> tokens;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * An empty cache.
   *
   * @param cap longest time a token is remembered; its own end comes first
   * @param entries most tokens remembered; long ones count as several
   */
  TokenCache(Duration cap, int entries, TimeSource time) {
    tokens =
        Caffeine.newBuilder()
            .maximumWeight(entries)
            .weigher((CredentialHash hash, VerifiedToken token) -> weight(token))
            .expireAfter(
                Expiry.<CredentialHash, VerifiedToken>creating(
                    (hash, token) -> lifetime(token, cap, time)))
            .ticker(time::nanos)
            .executor(Runnable::run) // waking a pool thread costs more than the work
            .evictionListener((hash, token, cause) -> evictions.increment())
            .build();
  }

  /** A token verified with the keys its issuer still has. */
  @Nullable VerifiedToken find(CredentialHash hash) {
    boolean noted = (ThreadLocalRandom.current().nextInt() & NOTED) == 0;
    VerifiedToken token =
        noted ? tokens.getIfPresent(hash) : tokens.policy().getIfPresentQuietly(hash);
    if (token != null && token.keys().equals(token.issuer().keys().current())) {
      hits.increment();
      return token;
    }
    misses.increment();
    return null;
  }

  void remember(CredentialHash hash, VerifiedToken token) {
    tokens.put(hash, token);
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

  private static int weight(VerifiedToken token) {
    return 1 + token.length() / CHARACTERS_PER_ENTRY;
  }

  private static Duration lifetime(VerifiedToken token, Duration cap, TimeSource time) {
    Duration left = Duration.ofMillis(Math.max(0, token.until() - time.millis()));
    return left.compareTo(cap) < 0 ? left : cap;
  }
}
