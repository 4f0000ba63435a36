package io.gatewaystack.validatabl.policy;

import java.util.List;

/**
 * What is left of a rule when all is known that can be known before a call.
 *
 * @param effect what happens when the rest holds, too
 * @param part the rest
 */
record OpenRule(Effect effect, OpenPart part) {
  private static final OpenRule FREE = new OpenRule(Effect.ALLOW, OpenPart.NOTHING);

  static OpenRule byDefault(Effect effect) {
    return new OpenRule(effect, OpenPart.NOTHING);
  }

  /** Whether it decides for sure, so that none behind it is ever reached. */
  boolean isSure() {
    return part.equals(OpenPart.NOTHING);
  }

  /** Whether rules, in the order of trial, allow everything. */
  static boolean allowAll(List<OpenRule> rules) {
    return !rules.isEmpty() && rules.get(0).equals(FREE);
  }
}
