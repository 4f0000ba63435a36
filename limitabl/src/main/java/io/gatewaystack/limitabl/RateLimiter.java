package io.gatewaystack.limitabl;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Admits so many requests per window and key, and remembers a bounded number of keys. Exact under
 * concurrency; safe for use by several threads.
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

  private final Counts<String> counts;

  /**
   * A limiter of its own: no two share what they counted.
   *
   * @param limit the allowance of each key
   * @param maxKeys keys remembered at most, 1..100 000 000
   * @param nanoTime monotonic nanoseconds from any origin, e.g. {@code System::nanoTime}
   */
  public RateLimiter(RateLimit limit, int maxKeys, LongSupplier nanoTime) {
    counts = new Counts<>(limit, maxKeys, nanoTime);
  }

  /** A limiter that remembers {@link #DEFAULT_MAX_KEYS} keys and uses the system's time. */
  public static RateLimiter of(RateLimit limit) {
    return new RateLimiter(limit, DEFAULT_MAX_KEYS, System::nanoTime);
  }

  /** The allowance of each key. */
  public RateLimit limit() {
    return counts.limit();
  }

  /** Admits a request and counts it, or refuses it and counts nothing. */
  public RateDecision tryAcquire(String key) {
    return counts.tryAcquire(counts.of(key));
  }

  /**
   * The refusal {@link #tryAcquire} would give now, if it would; counts nothing, keeps no key.
   * While others acquire for the same key at this moment it may miss one that follows from theirs.
   */
  public Optional<RateDecision> findRefusal(String key) {
    return counts.findRefusal(key);
  }

  /**
   * Takes back one admission that was not used. Call it at most once for each, and soon: an
   * admission of the window before may count for the window now.
   */
  public void giveBack(String key) {
    counts.giveBack(key);
  }

  /** Keys remembered now, those about to be forgotten included. */
  public long trackedKeys() {
    return counts.trackedKeys();
  }

  /** Keys that had to go because of {@code maxKeys}, since the start. */
  public long evictedKeys() {
    return counts.evictedKeys();
  }
}
