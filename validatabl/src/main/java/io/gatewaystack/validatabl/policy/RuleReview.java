package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.document.Problems;
import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds rules that can never decide: conditions that exclude one another, and rules behind another
 * one that matches whenever they do. Such a rule does not do what it was written for.
 */
final class RuleReview {
  private final Problems problems;

  /** By one of its conditions, the rules reviewed so far that have it. */
  private final Map<Meaning, List<Earlier>> earlier = new HashMap<>();

  private Optional<String> catchAll = Optional.empty();

  /** A rule that is tried before. */
  private record Earlier(String id, Set<Meaning> meanings) {}

  RuleReview(Problems problems) {
    this.problems = problems;
  }

  /** Reviews rules that compile, each with the line it stands in. */
  void review(Map<Rule, Integer> lines) {
    for (Rule rule : lines.keySet().stream().sorted(PolicyCompiler.ORDER).toList()) {
      List<CheckedCondition> conditions = PolicyCompiler.checked(rule);
      contradiction(conditions)
          .or(() -> shadow(conditions))
          .ifPresent(
              what ->
                  problems.add(
                      lines.getOrDefault(rule, 1), "rule " + rule.id() + ": conditions: " + what));
      remember(rule.id(), conditions);
    }
  }

  private static Optional<String> contradiction(List<CheckedCondition> conditions) {
    Map<Field, List<CheckedCondition>> byField =
        conditions.stream().collect(groupingBy(CheckedCondition::field));
    for (Map.Entry<Field, List<CheckedCondition>> same : byField.entrySet()) {
      if (same.getValue().size() > 1 && new Witnesses(same.getValue()).none()) {
        return Optional.of(
            same.getKey().names().get(0) + " never has such a value (expected: one that can be)");
      }
    }
    boolean possible =
        Arrays.stream(Kind.values())
            .map(AnyRequest::new)
            .anyMatch(request -> conditions.stream().allMatch(c -> mayHold(c, request)));
    return possible
        ? Optional.empty()
        : Optional.of("no kind of request has all these fields (expected: those of one kind)");
  }

  private static boolean mayHold(CheckedCondition condition, Facts request) {
    return condition.test().of(condition.field().read(request)) != Truth.FALSE;
  }

  private Optional<String> shadow(List<CheckedCondition> conditions) {
    Set<Meaning> meanings = meanings(conditions);
    return catchAll
        .or(
            () ->
                meanings.stream()
                    .flatMap(m -> earlier.getOrDefault(m, List.of()).stream())
                    .filter(rule -> meanings.containsAll(rule.meanings()))
                    .map(Earlier::id)
                    .findFirst())
        .map(id -> "rule " + id + " is tried before and matches whenever this one does");
  }

  private void remember(String id, List<CheckedCondition> conditions) {
    Set<Meaning> meanings = meanings(conditions);
    if (meanings.isEmpty()) {
      catchAll = catchAll.or(() -> Optional.of(id));
      return;
    }
    // under the condition that fewest rules have in common so far
    Meaning rarest =
        meanings.stream()
            .min(Comparator.comparingInt(m -> earlier.getOrDefault(m, List.of()).size()))
            .orElseThrow();
    earlier.computeIfAbsent(rarest, m -> new ArrayList<>()).add(new Earlier(id, meanings));
  }

  private static Set<Meaning> meanings(List<CheckedCondition> conditions) {
    return conditions.stream()
        .filter(condition -> !condition.isIdle())
        .map(CheckedCondition::meaning)
        .collect(toSet());
  }
}
