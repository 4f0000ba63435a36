package io.gatewaystack.identifiabl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock, for what tokens say, beside a clock that never jumps, for how long something may
 * be kept. A clock somebody else provides is both.
 */
final class TimeSource {
  private final InstantSource clock;
  private final LongSupplier ticker;

  private TimeSource(InstantSource clock, LongSupplier ticker) {
    this.clock = clock;
    this.ticker = ticker;
  }

  static TimeSource system() {
    return new TimeSource(InstantSource.system(), System::nanoTime);
  }

  static TimeSource of(InstantSource clock) {
    return new TimeSource(clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
  }

  Instant instant() {
    return clock.instant();
  }

  /** Milliseconds since the epoch. */
  long millis() {
    return clock.millis();
  }

  /** Nanoseconds since some origin; only differences mean anything. */
  long nanos() {
    return ticker.getAsLong();
  }
}
