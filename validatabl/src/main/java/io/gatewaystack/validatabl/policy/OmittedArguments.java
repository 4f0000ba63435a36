package io.gatewaystack.validatabl.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Arguments that are best left out by whoever does not need them: no condition holds for their
 * absence, nor for that of anything inside them. What is denied because of one of them is no
 * obstacle then.
 */
final class OmittedArguments {
  /** Arguments of which the absence, or that of something inside, fulfils a condition. */
  private final Set<List<String>> missed = new HashSet<>();

  OmittedArguments(List<OpenPart> parts) {
    for (OpenPart part : parts) {
      part.conditions()
          .forEach(
              (field, conditions) -> {
                if (conditions.stream().anyMatch(OmittedArguments::holdsForNothing)) {
                  addWithOuter(field, missed);
                }
              });
    }
  }

  private static boolean holdsForNothing(CheckedCondition condition) {
    return condition.test().of(Fact.Absent.INSTANCE) == Truth.TRUE;
  }

  private static void addWithOuter(Field field, Set<List<String>> paths) {
    if (field instanceof Field.Argument argument) {
      for (int i = 1; i <= argument.path().size(); i++) {
        paths.add(argument.path().subList(0, i));
      }
    }
  }

  /** The denials that are avoided by leaving out what a demand does not look at. */
  Predicate<OpenPart> of(OpenPart demand) {
    Set<List<String>> needed = new HashSet<>();
    demand.conditions().keySet().forEach(field -> addWithOuter(field, needed));
    return denial ->
        denial.conditions().keySet().stream()
            .filter(Field.Argument.class::isInstance)
            .map(field -> ((Field.Argument) field).path())
            .anyMatch(path -> !missed.contains(path) && !needed.contains(path));
  }
}
