package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import java.util.List;
import java.util.Optional;

/**
 * What a policy says on facts that may be incomplete.
 *
 * @param answer what it says whatever the unknown facts are; undecided when that depends on them
 * @param rule the rule that decides; empty for the default, and when it depends on unknown facts
 * @param unknown the fields that were asked for and are unknown
 */
record Opinion(Answer answer, Optional<Rule> rule, List<Field> unknown) {

  Ruling by(Policy policy, boolean enforced) {
    return new Ruling(
        policy.name(), policy.version(), enforced, answer, rule.map(Rule::id).orElse(null));
  }
}
