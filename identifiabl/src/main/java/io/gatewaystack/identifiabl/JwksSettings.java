package io.gatewaystack.identifiabl;

import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.context.net.Fetcher;
import java.net.URI;
import java.time.Duration;

/**
 * Where an issuer's keys are and how they are kept.
 *
 * @param uri where the JWK Set is
 * @param fetcher gets it
 * @param maxAge how old the keys may get before they are fetched anew
 * @param maxStale how old they may get when they cannot be fetched
 * @param timeout of one fetch
 * @param cooldown least time between two fetches caused by an unknown key, or after a failure
 */
record JwksSettings(
    URI uri,
    Fetcher fetcher,
    Duration maxAge,
    Duration maxStale,
    Duration timeout,
    Duration cooldown) {
  private static final int MAX_BYTES = 256 * 1024;

  JwksSettings {
    Expect.secure("jwksUri", uri.toString());
    Expect.between("jwksMaxAge", maxAge, Duration.ofSeconds(1), Duration.ofDays(1));
    Expect.between("jwksMaxStale", maxStale, maxAge, Duration.ofDays(7));
    Expect.between("jwksTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    Expect.between("jwksCooldown", cooldown, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** Keys are fetched anew a little before they are too old, so that nobody waits for it. */
  Duration refreshAfter() {
    return maxAge.multipliedBy(4).dividedBy(5);
  }

  FetchLimits limits() {
    return new FetchLimits(timeout, MAX_BYTES);
  }
}
