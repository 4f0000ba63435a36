package io.gatewaystack.explicabl;

import java.time.Duration;

/** The settings of the audit layer, as {@link Explicabl.Builder} documents them. */
record ExplicablConfig(
    String serviceName,
    String environment,
    int queueCapacity,
    Duration pollInterval,
    Duration closeTimeout) {
  private static final int MAX_QUEUE = 1 << 20;
  private static final Duration MAX_POLL = Duration.ofSeconds(1);

  ExplicablConfig {
    if (serviceName.isBlank()) {
      throw new IllegalArgumentException("serviceName: (expected: not blank)");
    }
    if (environment.isBlank()) {
      throw new IllegalArgumentException("environment: (expected: not blank)");
    }
    if (queueCapacity < 1 || queueCapacity > MAX_QUEUE) {
      throw new IllegalArgumentException(
          "queueCapacity: " + queueCapacity + " (expected: 1.." + MAX_QUEUE + ")");
    }
    if (!isPositive(pollInterval) || pollInterval.compareTo(MAX_POLL) > 0) {
      throw new IllegalArgumentException(
          "pollInterval: " + pollInterval + " (expected: > 0, at most " + MAX_POLL + ")");
    }
    if (!isPositive(closeTimeout)) {
      throw new IllegalArgumentException("closeTimeout: " + closeTimeout + " (expected: > 0)");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}
