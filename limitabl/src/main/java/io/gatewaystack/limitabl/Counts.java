package io.gatewaystack.limitabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LockFreeBucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The counts of a {@link RateLimiter}, which explains them, by keys of any kind. Safe for use by
 * several threads.
 */
final class Counts<K> {
  private static final long NEVER = -1;

  private final RateLimit limit;
  private final Cache<K, Count<K>> counts;
  private final Function<K, Count<K>> fresh;
  private final LongAdder evicted = new LongAdder();
  private final Elapsed time;

  /** Until then a key may be without allowance; a window later every key has some again. */
  private volatile long refusableUntil = NEVER;

  /** No two share what they counted. */
  Counts(RateLimit limit, int maxKeys, LongSupplier nanoTime) {
    if (maxKeys < 1 || maxKeys > 100_000_000) {
      throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: 1..100000000)");
    }
    this.limit = limit;
    this.time = new Elapsed(nanoTime, nanoTime.getAsLong());
    BucketConfiguration bandwidths =
        bandwidths(limit); // one for all: immutable, and less to keep per key
    this.fresh =
        key ->
            new Count<>(
                key,
                new LockFreeBucket(
                    bandwidths, MathType.INTEGER_64_BITS, time, BucketListener.NOPE));
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(maxKeys)
            // Full again after one window; the other is for a thread stalled before it consumes.
            .expireAfterAccess(limit.window().multipliedBy(2))
            .ticker(time)
            .executor(Runnable::run) // tidy up on the caller's thread: wakes none, owns none
            .evictionListener((key, count, cause) -> evicted(cause))
            .build();
  }

  RateLimit limit() {
    return limit;
  }

  /** The count of a key; a new one when none is remembered. */
  Count<K> of(K key) {
    return counts.get(key, fresh);
  }

  /** Admits a request and counts it, or refuses it and counts nothing. */
  RateDecision tryAcquire(Count<K> count) {
    ConsumptionProbe probe = count.bucket.tryConsumeAndReturnRemaining(1);
    boolean empty = probe.getRemainingTokens() == 0;
    count.mayBeEmpty = empty;
    if (empty) {
      refusableUntil = time.currentTimeNanos() + limit.window().toNanos();
    }
    return probe.isConsumed()
        ? new RateDecision(
            true, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()))
        : refused(probe.getNanosToWaitForRefill());
  }

  /** Whether {@link #findRefusal} may find one for any key: no look-up is needed to tell. */
  boolean mayRefuse() {
    long until = refusableUntil;
    return until != NEVER && time.currentTimeNanos() <= until;
  }

  /** The refusal {@link #tryAcquire} would give now, if it would; counts nothing, keeps no key. */
  Optional<RateDecision> findRefusal(K key) {
    Count<K> count = counts.getIfPresent(key);
    if (count == null || !count.mayBeEmpty) {
      return Optional.empty();
    }
    EstimationProbe probe = count.bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(refused(probe.getNanosToWaitForRefill()));
  }

  /** Takes back one admission. */
  void giveBack(K key) {
    Count<K> count = counts.getIfPresent(key);
    if (count != null) {
      count.bucket.addTokens(1); // never above the allowance
    }
  }

  long trackedKeys() {
    return counts.estimatedSize();
  }

  long evictedKeys() {
    return evicted.sum();
  }

  private void evicted(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      evicted.increment();
    }
  }

  private static RateDecision refused(long nanosToWait) {
    return new RateDecision(false, 0, Duration.ofNanos(nanosToWait));
  }

  /**
   * The steady refill is written as one request per period: written as {@code maxRequests} per
   * window, the library rounds the time to wait down, and a client that waits it is refused again.
   * Rounding the period down makes the bucket whole within a window; the restart is the bound.
   */
  private static BucketConfiguration bandwidths(RateLimit limit) {
    long max = limit.maxRequests();
    Duration period = Duration.ofNanos(limit.window().toNanos() / max);
    return BucketConfiguration.builder()
        .addLimit(Bandwidth.builder().capacity(max).refillIntervally(max, limit.window()).build())
        .addLimit(Bandwidth.builder().capacity(max).refillGreedy(1, period).build())
        .build();
  }

  /** What was counted for a key, and whether the last to acquire left nothing. */
  static final class Count<K> {
    private final K key;
    private final Bucket bucket;
    private volatile boolean mayBeEmpty;

    private Count(K key, Bucket bucket) {
      this.key = key;
      this.bucket = bucket;
    }

    /** The key that is remembered: equal to the one asked for, and perhaps older. */
    K key() {
      return key;
    }
  }

  /** The one time of buckets and cache, from zero so that it cannot overflow. */
  private record Elapsed(LongSupplier nanoTime, long origin) implements TimeMeter, Ticker {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong() - origin;
    }

    @Override
    public long read() {
      return currentTimeNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
