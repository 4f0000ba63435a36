package io.gatewaystack.example.config;

import java.time.Duration;

/**
 * How often each caller may call.
 *
 * @param max requests per window and caller
 * @param window length of the window
 */
public record RateConfig(int max, Duration window) {

  /**
   * Addresses are limited beside callers, more generously, and no more than one per microsecond.
   */
  private static final int MOST_PER_CALLER = 100;

  static RateConfig from(Environment env, String max, int otherwise, String window) {
    Duration length = env.millis(window, 60_000);
    long most = Math.min(10_000_000, length.toNanos() / 1000 / MOST_PER_CALLER);
    return new RateConfig(env.number(max, otherwise, 1, (int) most), length);
  }
}
