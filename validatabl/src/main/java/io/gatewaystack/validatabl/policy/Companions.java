package io.gatewaystack.validatabl.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fields of which one is never there without the other: conditions on both may exclude one another.
 * Roles and scopes are permissions, whoever acts is one of the actors, and only an object has
 * members.
 */
final class Companions {
  private static final Fact SOME_TEXT = new TextBeginning("");
  private static final Fact SOME_TEXTS = new SomeTexts(Set.of());

  private Companions() {}

  /** What is wrong with conditions that ask for one field and rule the other one out. */
  static Optional<String> contradiction(List<CheckedCondition> conditions) {
    List<CheckedCondition> asking =
        conditions.stream().filter(c -> isFalse(c, Fact.Absent.INSTANCE)).toList();
    for (CheckedCondition asked : asking) {
      for (CheckedCondition other : conditions) {
        if (companion(asked.field(), other.field())
            .filter(fact -> isFalse(other, fact))
            .isPresent()) {
          return Optional.of(
              "%s never has such a value where %s is there (expected: one that can be)"
                  .formatted(other.source().field(), asked.source().field()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFalse(CheckedCondition condition, Fact fact) {
    return condition.test().of(fact) == Truth.FALSE;
  }

  /** What is known of a field when another one is there; empty when that tells nothing. */
  private static Optional<Fact> companion(Field there, Field field) {
    if (there instanceof Field.Argument inner && field instanceof Field.Argument outer) {
      return isInside(inner.path(), outer.path())
          ? Optional.of(Sample.Thing.INSTANCE)
          : Optional.empty();
    }
    boolean grant = there == Field.Caller.SCOPES || there == Field.Caller.ROLES;
    if (grant && field == Field.Caller.PERMISSIONS
        || there == Field.Caller.ACTOR && field == Field.Caller.ACTORS) {
      return Optional.of(SOME_TEXTS);
    }
    return there == Field.Caller.ACTORS && field == Field.Caller.ACTOR
        ? Optional.of(SOME_TEXT)
        : Optional.empty();
  }

  private static boolean isInside(List<String> inner, List<String> outer) {
    return inner.size() > outer.size() && inner.subList(0, outer.size()).equals(outer);
  }
}
