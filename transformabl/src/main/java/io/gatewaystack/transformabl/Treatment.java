package io.gatewaystack.transformabl;

import org.jspecify.annotations.Nullable;

/**
 * What happens to content that crosses in one direction.
 *
 * @param looks whether it is looked at
 * @param rules what is redacted; null when nothing is
 * @param blockThreshold the risk score from which on it is refused, 1..100; null refuses nothing
 */
record Treatment(boolean looks, @Nullable RedactionRules rules, @Nullable Integer blockThreshold) {

  /** Whether content that was not seen whole, or could not be judged, must not pass. */
  boolean enforces() {
    return rules != null || blockThreshold != null;
  }

  boolean blocks(int riskScore) {
    return blockThreshold != null && riskScore >= blockThreshold;
  }
}
