package io.gatewaystack.transformabl;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Transformabl}.
 *
 * @param scanner finds what is to be found
 * @param redaction what is put in the place of matches; null leaves them
 * @param blockThreshold the risk score from which on requests are refused, 1..100; null refuses
 *     none
 * @param scanCap bytes of a body that are looked at
 * @param content the JSON Pointers of the values that are looked at; null for all
 */
record TransformablConfig(
    TextScanner scanner,
    @Nullable Redaction redaction,
    @Nullable Integer blockThreshold,
    int scanCap,
    @Nullable Predicate<String> content) {

  TransformablConfig {
    if (blockThreshold != null && (blockThreshold < 1 || blockThreshold > 100)) {
      throw new IllegalArgumentException(
          "blockThreshold: " + blockThreshold + " (expected: 1..100)");
    }
    if (scanCap < 1) {
      throw new IllegalArgumentException("scanCap: " + scanCap + " (expected: > 0)");
    }
  }

  /** Whether a body that was not seen whole must not pass. */
  boolean enforces() {
    return redaction != null || blockThreshold != null;
  }
}
