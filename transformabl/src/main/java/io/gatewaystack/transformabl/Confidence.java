package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Strength;

/** How sure a detector is of a match. */
public enum Confidence {
  /** The shape fits. */
  LOW,
  /** The shape fits and a weak check confirms it, or a strong one with an unusual spelling. */
  MEDIUM,
  /** The shape fits and a strong check, such as a checksum, confirms it. */
  HIGH;

  static Confidence of(Strength strength) {
    return switch (strength) {
      case WEAK -> LOW;
      case FAIR -> MEDIUM;
      case STRONG -> HIGH;
    };
  }
}
