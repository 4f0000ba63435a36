package io.gatewaystack.example.config;

import java.time.Duration;

/**
 * How often each caller may call.
 *
 * @param max requests per window and caller
 * @param window length of the window
 */
public record RateConfig(int max, Duration window) {

  static RateConfig from(Environment env) {
    return new RateConfig(
        env.number("RATE_LIMIT_MAX", 10, 1, 10_000_000),
        env.millis("RATE_LIMIT_WINDOW_MS", 60_000));
  }
}
