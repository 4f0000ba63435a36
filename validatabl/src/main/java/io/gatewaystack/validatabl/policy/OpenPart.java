package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a rule asks of what is not known yet, such as arguments and content, without what it asks of
 * the rest. Two such parts are equal when they say the same.
 */
final class OpenPart {
  static final OpenPart NOTHING = new OpenPart(Map.of(), Set.of());

  private final Map<Field, List<CheckedCondition>> conditions;
  private final Set<Meaning> meanings;
  private final int hash;

  private OpenPart(Map<Field, List<CheckedCondition>> conditions, Set<Meaning> meanings) {
    this.conditions = conditions;
    this.meanings = meanings;
    this.hash = meanings.hashCode();
  }

  /** The part of a rule that asks for arguments and content. */
  static OpenPart of(List<CheckedCondition> rule) {
    return of(rule, CheckedCondition::isOpen);
  }

  /** The part of a rule that some of its conditions make. */
  static OpenPart of(List<CheckedCondition> rule, Predicate<CheckedCondition> isOpen) {
    List<CheckedCondition> open = rule.stream().filter(isOpen).toList();
    return open.isEmpty()
        ? NOTHING
        : new OpenPart(
            open.stream()
                .collect(groupingBy(CheckedCondition::field, LinkedHashMap::new, toList())),
            open.stream().map(CheckedCondition::meaning).collect(toUnmodifiableSet()));
  }

  /** Both together. */
  OpenPart and(OpenPart other) {
    return of(Stream.concat(all(), other.all()).toList(), condition -> true);
  }

  /** Whether it asks all that another one asks. */
  boolean holds(OpenPart other) {
    return meanings.containsAll(other.meanings);
  }

  private Stream<CheckedCondition> all() {
    return conditions.values().stream().flatMap(List::stream);
  }

  /** All must hold, by the field they look at. */
  Map<Field, List<CheckedCondition>> conditions() {
    return conditions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenPart part && hash == part.hash && meanings.equals(part.meanings);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
