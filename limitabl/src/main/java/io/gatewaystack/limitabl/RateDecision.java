package io.gatewaystack.limitabl;

import java.time.Duration;

/**
 * What a rate limiter decided about one request.
 *
 * @param allowed whether the request was admitted, and so was counted
 * @param remaining requests left now; 0 when refused
 * @param resetAfter time until the allowance is whole again; until one request is allowed, if
 *     refused
 */
public record RateDecision(boolean allowed, long remaining, Duration resetAfter) {

  /** How long to wait before the next attempt: zero when allowed, more than zero when refused. */
  public Duration retryAfter() {
    return allowed ? Duration.ZERO : resetAfter;
  }

  /** {@link #resetAfter} in whole seconds, rounded up so that waiting that long suffices. */
  public long resetAfterSeconds() {
    return resetAfter.getSeconds() + (resetAfter.getNano() > 0 ? 1 : 0);
  }
}
