package io.gatewaystack.transformabl.detect;

/** How well a find is confirmed. */
public enum Strength {
  /** Its shape fits. */
  WEAK,
  /** Its shape is rare, or a word beside it says what it is. */
  FAIR,
  /** A checksum or a register confirms it. */
  STRONG
}
