package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.groupingBy;

import io.gatewaystack.validatabl.document.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds rules that can never decide: conditions that exclude one another, and rules behind another
 * one that matches whenever they do. Such a rule does not do what it was written for.
 */
final class RuleReview {
  private final Problems problems;

  /** What may be spent on looking for texts: a second or so. What comes later is not looked at. */
  private static final long MAX_STEPS = 10_000_000;

  private final EarlierRules earlier = new EarlierRules();
  private final TextGraphs graphs = new TextGraphs(new Effort(MAX_STEPS), new RuleGraphs());

  RuleReview(Problems problems) {
    this.problems = problems;
  }

  /** Reviews rules that compile, each with the line it stands in. */
  void review(Map<Rule, Integer> lines) {
    for (Rule rule : lines.keySet().stream().sorted(PolicyCompiler.ORDER).toList()) {
      List<CheckedCondition> conditions = PolicyCompiler.checked(rule, TextPatterns.none());
      List<ReviewedCondition> telling =
          conditions.stream().map(ReviewedCondition::of).filter(c -> !c.isIdle()).toList();
      idle(conditions)
          .or(() -> contradiction(conditions).or(() -> shadow(telling)).map("conditions: "::concat))
          .ifPresent(
              what -> problems.add(lines.getOrDefault(rule, 1), "rule " + rule.id() + ": " + what));
      earlier.add(rule.id(), telling);
    }
  }

  /** A condition that holds for nothing its field can be. */
  private Optional<String> idle(List<CheckedCondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      CheckedCondition alone = conditions.get(i);
      if (new Witnesses(List.of(alone), graphs).none()) {
        return Optional.of(
            "conditions[%d].value: %s (expected: one that fits some %s: %s)"
                .formatted(
                    i,
                    alone.source().value(),
                    alone.source().field(),
                    FieldTexts.of(alone.field()).told()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> contradiction(List<CheckedCondition> conditions) {
    Map<Field, List<CheckedCondition>> byField =
        conditions.stream().collect(groupingBy(CheckedCondition::field));
    for (Map.Entry<Field, List<CheckedCondition>> same : byField.entrySet()) {
      if (same.getValue().size() > 1 && new Witnesses(same.getValue(), graphs).none()) {
        return Optional.of(
            same.getKey().names().get(0) + " never has such a value (expected: one that can be)");
      }
    }
    Optional<String> apart = Companions.contradiction(conditions);
    if (apart.isPresent()) {
      return apart;
    }
    boolean possible =
        AnyRequest.all()
            .anyMatch(request -> conditions.stream().allMatch(c -> mayHold(c, request)));
    return possible
        ? Optional.empty()
        : Optional.of("no kind of request has all these fields (expected: those of one kind)");
  }

  private static boolean mayHold(CheckedCondition condition, Facts request) {
    return condition.test().of(condition.field().read(request)) != Truth.FALSE;
  }

  private Optional<String> shadow(List<ReviewedCondition> conditions) {
    return earlier
        .covering(conditions)
        .map(id -> "rule " + id + " is tried before and matches whenever this one does");
  }
}
