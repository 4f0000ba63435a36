package io.gatewaystack.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Usable as {@code Clock}, as {@code
 * InstantSource} and, through {@code clock::nanoTime}, as the tick of a cache or a bucket.
 *
 * <p>Thread-safe; clocks made by {@link #withZone} share the time of their origin.
 */
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock in UTC showing {@code start}. */
  public static TestClock at(Instant start) {
    return new TestClock(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  /** A clock in UTC showing an ISO-8601 instant such as {@code 2026-01-01T00:00:00Z}. */
  public static TestClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Shows {@code instant} from now on; may go back in time. */
  public void set(Instant instant) {
    now.set(instant);
  }

  /** Moves by {@code step}, which may be negative, and returns the new time. */
  public Instant advance(Duration step) {
    return now.updateAndGet(t -> t.plus(step));
  }

  /** Nanoseconds since the epoch: moves in step with {@link #instant()}. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now.get()).toNanos();
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public TestClock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
