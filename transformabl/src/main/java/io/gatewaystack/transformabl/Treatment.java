package io.gatewaystack.transformabl;

import io.gatewaystack.context.section.Content;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import org.jspecify.annotations.Nullable;

/**
 * What happens to content that crosses in one direction.
 *
 * @param looks whether it is looked at
 * @param rules what is redacted; null when nothing is
 * @param blockThreshold the risk score from which on it is refused, 1..100; null refuses nothing
 * @param safety what is unsafe, and what of it is refused whatever the score
 * @param reader reads texts for that; without a bound, because bodies and answers have theirs
 */
record Treatment(
    boolean looks,
    @Nullable RedactionRules rules,
    @Nullable Integer blockThreshold,
    SafetyRules safety,
    SafetyScanner reader) {

  /** With a reader of its own, which keeps what it learns of words from text to text. */
  Treatment(
      boolean looks,
      @Nullable RedactionRules rules,
      @Nullable Integer blockThreshold,
      SafetyRules safety) {
    this(
        looks,
        rules,
        blockThreshold,
        safety,
        SafetyScanner.standard().withCap(Integer.MAX_VALUE).remembering());
  }

  /** Looks for what is unsafe in one body or answer. */
  Watch watch(Tally tally) {
    return new Watch(looks ? safety : SafetyRules.off(), reader, tally);
  }

  /** Whether content that was not seen whole, or could not be judged, must not pass. */
  boolean enforces() {
    return dependsOnMatches() || safety.enforces();
  }

  /** Whether text must not leave before its matches are known. */
  boolean dependsOnMatches() {
    return rules != null || blockThreshold != null;
  }

  boolean blocks(Content content) {
    return blockThreshold != null && content.riskScore() >= blockThreshold
        || safety.blocks(content.labels());
  }
}
