package io.gatewaystack.limitabl;

import java.time.Duration;
import java.util.Objects;

/**
 * An allowance: so many requests per window, for each key on its own.
 *
 * @param name the policy's name in {@code RateLimit} headers: 1..64 of visible ASCII without {@code
 *     "} and {@code \}
 * @param maxRequests requests allowed per window, at least 1 and at most one per microsecond
 * @param window length of the window, one millisecond to 366 days
 */
public record RateLimit(String name, long maxRequests, Duration window) {
  private static final int MAX_NAME = 64;
  private static final Duration MIN_WINDOW = Duration.ofMillis(1);
  private static final Duration MAX_WINDOW = Duration.ofDays(366);

  /** Refuses what is out of range. */
  public RateLimit {
    Objects.requireNonNull(window, "window");
    if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(RateLimit::isPlain)) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: 1..64 visible ASCII characters, no quote or backslash)");
    }
    if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
      throw new IllegalArgumentException("window: " + window + " (expected: PT0.001S..P366D)");
    }
    long most = window.toNanos() / 1_000; // finer than that, the refill period loses precision
    if (maxRequests < 1 || maxRequests > most) {
      throw new IllegalArgumentException(
          "maxRequests: " + maxRequests + " (expected: 1.." + most + " for this window)");
    }
  }

  private static boolean isPlain(int c) {
    return c > 0x20 && c < 0x7F && c != '"' && c != '\\';
  }
}
