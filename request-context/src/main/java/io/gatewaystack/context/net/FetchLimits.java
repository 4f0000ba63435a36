package io.gatewaystack.context.net;

import java.time.Duration;

/**
 * How long and how large a fetched document may be.
 *
 * @param timeout for the whole exchange, connecting included; more than 0
 * @param maxBytes largest body accepted, at least 1
 */
public record FetchLimits(Duration timeout, int maxBytes) {

  /** Refuses limits that allow nothing. */
  public FetchLimits {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 1)");
    }
  }
}
