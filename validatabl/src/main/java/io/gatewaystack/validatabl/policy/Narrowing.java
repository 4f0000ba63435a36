package io.gatewaystack.validatabl.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of what is not known yet: of arguments some, of a resource what it fulfils.
 *
 * @param within conditions that all hold
 * @param outside conditions none of which holds
 */
record Narrowing(List<Condition> within, List<Condition> outside) {

  Narrowing {
    within = List.copyOf(within);
    outside = List.copyOf(outside);
  }

  /** Rules that allow just what is so. */
  List<OpenRule> rules() {
    return Stream.concat(
            outside.stream().map(condition -> rule(Effect.DENY, List.of(condition))),
            Stream.of(rule(Effect.ALLOW, within)))
        .toList();
  }

  /** How many characters it compares with. */
  int length() {
    return Stream.concat(within.stream(), outside.stream())
        .mapToInt(condition -> condition.value().toString().length())
        .sum();
  }

  private static OpenRule rule(Effect effect, List<Condition> conditions) {
    List<CheckedCondition> checked = conditions.stream().map(CheckedCondition::known).toList();
    return new OpenRule(effect, OpenPart.of(checked, CheckedCondition::isOpenForMany));
  }
}
