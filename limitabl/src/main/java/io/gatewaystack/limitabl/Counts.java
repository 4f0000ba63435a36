package io.gatewaystack.limitabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.ThreadUnsafeBucket;
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

  /**
   * Noting that a key is in use costs more than finding it: once in so long a time is enough while
   * it has allowance left. The others are noted always, and so the last to be forgotten.
   */
  private static final long OFTEN_ENOUGH = Duration.ofSeconds(1).toNanos();

  private final RateLimit limit;
  private final Cache<K, Count<K>> counts;
  private final Policy<K, Count<K>> quietly;
  private final Function<K, Count<K>> fresh;
  private final long notedAfter;
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
    this.fresh = key -> new Count<>(key, bandwidths, time);
    this.notedAfter = Math.min(limit.window().toNanos() / 8, OFTEN_ENOUGH);
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(maxKeys)
            // Full again after one window; the other is for a thread stalled before it consumes.
            .expireAfterAccess(limit.window().multipliedBy(2))
            .ticker(time)
            .executor(Runnable::run) // tidy up on the caller's thread: wakes none, owns none
            .evictionListener((key, count, cause) -> evicted(cause))
            .build();
    this.quietly = counts.policy();
  }

  RateLimit limit() {
    return limit;
  }

  /** The count of a key; a new one when none is remembered. */
  Count<K> of(K key) {
    Count<K> known = quietly.getIfPresentQuietly(key);
    long now = time.currentTimeNanos();
    if (known != null && !known.mayBeEmpty && now - known.noted < notedAfter) {
      return known;
    }
    Count<K> noted = counts.get(key, fresh);
    noted.noted = now;
    return noted;
  }

  /** Admits a request and counts it, or refuses it and counts nothing. */
  RateDecision tryAcquire(Count<K> count) {
    ConsumptionProbe probe = count.consumeOne();
    boolean empty = probe.getRemainingTokens() == 0;
    if (empty != count.mayBeEmpty) {
      count.mayBeEmpty = empty;
    }
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
    EstimationProbe probe = count.estimateOne();
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(refused(probe.getNanosToWaitForRefill()));
  }

  /** Takes back one admission. */
  void giveBack(K key) {
    Count<K> count = counts.getIfPresent(key);
    if (count != null) {
      count.addOne(); // never above the allowance
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

  /**
   * What was counted for a key, and whether the last to acquire left nothing. Its lock guards the
   * bucket: it is held for some additions only, and spares a new state for every request.
   */
  static final class Count<K> {
    private final K key;
    private final ThreadUnsafeBucket bucket;
    private volatile boolean mayBeEmpty;
    private volatile long noted;

    private Count(K key, BucketConfiguration bandwidths, TimeMeter time) {
      this.key = key;
      this.bucket =
          new ThreadUnsafeBucket(bandwidths, MathType.INTEGER_64_BITS, time, BucketListener.NOPE);
    }

    /** The key that is remembered: equal to the one asked for, and perhaps older. */
    K key() {
      return key;
    }

    private synchronized ConsumptionProbe consumeOne() {
      return bucket.tryConsumeAndReturnRemaining(1);
    }

    private synchronized EstimationProbe estimateOne() {
      return bucket.estimateAbilityToConsume(1);
    }

    private synchronized void addOne() {
      bucket.addTokens(1);
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
