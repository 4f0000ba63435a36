package io.gatewaystack.validatabl.policy;

import java.util.List;

/**
 * A rule ready to be tried.
 *
 * @param conditions all must hold
 * @param known those of them that look neither at arguments nor at content
 * @param knownOfMany those of {@code known} that do not look at the resource either
 * @param open the number of what the others ask, {@link Openings#NOTHING} when there are none
 * @param left what is left when the rest is known
 * @param leftOfMany as {@code left}, when the resource is not known
 * @param decision what the policy says when they do
 */
record CompiledRule(
    List<CompiledCondition> conditions,
    List<CompiledCondition> known,
    List<CompiledCondition> knownOfMany,
    int open,
    OpenRule left,
    OpenRule leftOfMany,
    PolicyDecision decision) {

  /** Whether every condition holds; one that surely does not outweighs those that are unknown. */
  Truth matches(Reading reading) {
    return all(conditions, reading);
  }

  /** Whether every condition holds that looks neither at arguments nor at content. */
  Truth mayMatch(Reading reading) {
    return all(known, reading);
  }

  /** As {@link #mayMatch}, whatever the resource is. */
  Truth mayMatchMany(Reading reading) {
    return all(knownOfMany, reading);
  }

  private static Truth all(List<CompiledCondition> conditions, Reading reading) {
    Truth all = Truth.TRUE;
    for (int i = 0; i < conditions.size(); i++) {
      switch (conditions.get(i).holds(reading)) {
        case FALSE -> {
          return Truth.FALSE;
        }
        case UNKNOWN -> all = Truth.UNKNOWN;
        case TRUE -> {}
      }
    }
    return all;
  }
}
