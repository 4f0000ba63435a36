package io.gatewaystack.validatabl.policy;

import java.util.List;

/**
 * A rule ready to be tried.
 *
 * @param conditions all must hold
 * @param decision what the policy says when they do
 */
record CompiledRule(List<CompiledCondition> conditions, PolicyDecision decision) {

  /** Whether every condition holds; one that surely does not outweighs those that are unknown. */
  Truth matches(Reading reading) {
    Truth all = Truth.TRUE;
    for (CompiledCondition condition : conditions) {
      switch (condition.holds(reading)) {
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
