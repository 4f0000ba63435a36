package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule asks of arguments and content, without what it asks of the rest.
 *
 * @param conditions all must hold, by the field they look at
 * @param meanings what they say, by which such parts are told apart
 */
record OpenPart(Map<Field, List<CheckedCondition>> conditions, Set<Meaning> meanings) {
  static final OpenPart NOTHING = new OpenPart(Map.of(), Set.of());

  static OpenPart of(List<CheckedCondition> rule) {
    List<CheckedCondition> open = rule.stream().filter(CheckedCondition::isOpen).toList();
    return new OpenPart(
        open.stream().collect(groupingBy(CheckedCondition::field)),
        open.stream().map(CheckedCondition::meaning).collect(toUnmodifiableSet()));
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
