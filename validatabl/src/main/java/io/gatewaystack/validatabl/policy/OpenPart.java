package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.List;
import java.util.Set;

/**
 * What a rule asks of arguments and content, without what it asks of the rest.
 *
 * @param conditions all must hold
 * @param meanings what they say, by which such parts are told apart
 */
record OpenPart(List<CheckedCondition> conditions, Set<Meaning> meanings) {
  static final OpenPart NOTHING = new OpenPart(List.of(), Set.of());

  static OpenPart of(List<CheckedCondition> rule) {
    List<CheckedCondition> open = rule.stream().filter(CheckedCondition::isOpen).toList();
    return new OpenPart(
        open, open.stream().map(CheckedCondition::meaning).collect(toUnmodifiableSet()));
  }

  List<CheckedCondition> on(Field field) {
    return conditions.stream().filter(c -> c.field().equals(field)).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenPart part && meanings.equals(part.meanings);
  }

  @Override
  public int hashCode() {
    return meanings.hashCode();
  }
}
