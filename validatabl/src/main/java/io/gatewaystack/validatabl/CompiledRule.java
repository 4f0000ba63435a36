package io.gatewaystack.validatabl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule ready to be tried.
 *
 * @param conditions all must hold
 * @param decision what the policy says when they do
 */
record CompiledRule(List<CompiledCondition> conditions, PolicyDecision decision) {

  /**
   * Compiles a rule.
   *
   * @param position the rule's place in the order of trial, from 1
   */
  static CompiledRule of(Rule rule, int position) {
    List<CompiledCondition> conditions = new ArrayList<>();
    for (int i = 0; i < rule.conditions().size(); i++) {
      String place = "rule %s: conditions[%d]".formatted(rule.id(), i);
      conditions.add(CompiledCondition.of(rule.conditions().get(i), place));
    }
    return new CompiledRule(
        List.copyOf(conditions), new PolicyDecision(rule.effect(), Optional.of(rule), position));
  }

  boolean matches(Facts facts) {
    for (CompiledCondition condition : conditions) {
      if (!condition.holds(facts)) {
        return false;
      }
    }
    return true;
  }
}
