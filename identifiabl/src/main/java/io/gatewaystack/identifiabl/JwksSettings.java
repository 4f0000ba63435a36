package io.gatewaystack.identifiabl;

import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.context.net.Fetcher;
import java.time.Duration;

/**
 * How the keys of issuers are kept.
 *
 * @param fetcher gets them
 * @param maxAge how old the keys may get before they are fetched anew
 * @param maxStale how old they may get when they cannot be fetched
 * @param timeout of one fetch
 * @param cooldown least time between two fetches caused by an unknown key, or after a failure
 */
record JwksSettings(
    Fetcher fetcher, Duration maxAge, Duration maxStale, Duration timeout, Duration cooldown) {
  private static final int MAX_BYTES = 256 * 1024;

  JwksSettings {
    Expect.between("jwksMaxAge", maxAge, Duration.ofSeconds(1), Duration.ofDays(1));
    Expect.between("jwksMaxStale", maxStale, maxAge, Duration.ofDays(7));
    Expect.between("jwksTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    Expect.between("jwksCooldown", cooldown, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** Keys are fetched anew a little before they are too old, so that nobody waits for it. */
  Duration refreshAfter() {
    return maxAge.multipliedBy(4).dividedBy(5);
  }

  /** Of one of the requests a fetch consists of, so that together they end in time. */
  FetchLimits limits(int requests) {
    return new FetchLimits(timeout.dividedBy(requests), MAX_BYTES);
  }
}
