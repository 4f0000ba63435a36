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
 * Admits so many requests per window and key, and remembers a bounded number of keys. Exact under
 * concurrency, without locks; safe for use by several threads.
 *
 * <p><b>Windows.</b> The first request of a key opens its first window, which admits exactly {@link
 * RateLimit#maxRequests}; no window after it admits more. A counter that restarts with each window
 * (interval refill) keeps that promise, but lets a caller send the allowance twice in a row, just
 * before and just after a restart. A bucket refilled one request at a time (greedy refill) has no
 * such edge, but admits more than the allowance within a window. So a request must pass both: the
 * restart bounds the window; the steady refill bounds a burst to one allowance wherever it falls,
 * and the long-run rate to {@code maxRequests / window}.
 *
 * <p><b>Time</b> is monotonic: setting the wall clock admits nothing extra.
 *
 * <p><b>Memory.</b> A key untouched for two windows is forgotten; its bucket was full again, so
 * nothing is forgiven. With more than {@code maxKeys} keys in use within two windows, those used
 * least give way and would start afresh; a key that keeps trying is among the last to go. Forcing
 * this takes a flood of more than {@code maxKeys} other keys, each with an allowance of its own, so
 * it wins its author far less than he already commands. The alternative, to refuse or to lump
 * together new keys at the bound, would let that flood lock everybody else out. Choose {@code
 * maxKeys} above the number of callers expected within two windows and watch {@link #evictedKeys}.
 */
public final class RateLimiter {
  /** Keys remembered unless said otherwise. */
  public static final int DEFAULT_MAX_KEYS = 50_000;

  private final RateLimit limit;
  private final Cache<String, Count> counts;
  private final Function<String, Count> fresh;
  private final LongAdder evicted = new LongAdder();

  /**
   * A limiter of its own: no two share what they counted.
   *
   * @param limit the allowance of each key
   * @param maxKeys keys remembered at most, 1..100 000 000
   * @param nanoTime monotonic nanoseconds from any origin, e.g. {@code System::nanoTime}
   */
  public RateLimiter(RateLimit limit, int maxKeys, LongSupplier nanoTime) {
    if (maxKeys < 1 || maxKeys > 100_000_000) {
      throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: 1..100000000)");
    }
    this.limit = limit;
    Elapsed time = new Elapsed(nanoTime, nanoTime.getAsLong());
    BucketConfiguration bandwidths =
        bandwidths(limit); // one for all: immutable, and less to keep per key
    this.fresh =
        key ->
            new Count(
                new LockFreeBucket(
                    bandwidths, MathType.INTEGER_64_BITS, time, BucketListener.NOPE));
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(maxKeys)
            // Full again after one window; the other is for a thread stalled before it consumes.
            .expireAfterAccess(limit.window().multipliedBy(2))
            .ticker(time)
            .executor(Runnable::run) // tidy up on the caller's thread: wakes none, owns none
            .evictionListener((key, count, cause) -> count(cause))
            .build();
  }

  /** A limiter that remembers {@link #DEFAULT_MAX_KEYS} keys and uses the system's time. */
  public static RateLimiter of(RateLimit limit) {
    return new RateLimiter(limit, DEFAULT_MAX_KEYS, System::nanoTime);
  }

  /** The allowance of each key. */
  public RateLimit limit() {
    return limit;
  }

  /** Admits a request and counts it, or refuses it and counts nothing. */
  public RateDecision tryAcquire(String key) {
    Count count = counts.get(key, fresh);
    ConsumptionProbe probe = count.bucket.tryConsumeAndReturnRemaining(1);
    count.mayBeEmpty = probe.getRemainingTokens() == 0;
    return probe.isConsumed()
        ? new RateDecision(
            true, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()))
        : refused(probe.getNanosToWaitForRefill());
  }

  /**
   * The refusal {@link #tryAcquire} would give now, if it would; counts nothing, keeps no key.
   * While others acquire for the same key at this moment it may miss one that follows from theirs.
   */
  public Optional<RateDecision> findRefusal(String key) {
    Count count = counts.getIfPresent(key);
    if (count == null || !count.mayBeEmpty) {
      return Optional.empty();
    }
    EstimationProbe probe = count.bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(refused(probe.getNanosToWaitForRefill()));
  }

  /**
   * Takes back one admission that was not used. Call it at most once for each, and soon: an
   * admission of the window before may count for the window now.
   */
  public void giveBack(String key) {
    Count count = counts.getIfPresent(key);
    if (count != null) {
      count.bucket.addTokens(1); // never above the allowance
    }
  }

  /** Keys remembered now, those about to be forgotten included. */
  public long trackedKeys() {
    return counts.estimatedSize();
  }

  /** Keys that had to go because of {@code maxKeys}, since the start. */
  public long evictedKeys() {
    return evicted.sum();
  }

  private void count(RemovalCause cause) {
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
  private static final class Count {
    private final Bucket bucket;
    private volatile boolean mayBeEmpty;

    Count(Bucket bucket) {
      this.bucket = bucket;
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
