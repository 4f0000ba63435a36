package io.gatewaystack.validatabl.policy;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns rules into a table, or refuses them. */
final class PolicyCompiler {
  private static final Comparator<Rule> ORDER =
      comparingInt(Rule::priority).thenComparing(Rule::effect);

  private final Map<Field, Integer> fields = new LinkedHashMap<>();
  private final Map<Integer, RuleIndex> indexes = new LinkedHashMap<>();
  private final List<CompiledRule> compiled = new ArrayList<>();
  private final BitSet unindexed = new BitSet();

  /** A condition on the way to being compiled. */
  private record Part(Condition source, Field field, CompiledCondition compiled) {
    boolean isArgument() {
      return field instanceof Field.Argument;
    }

    /** A text has one value, a set many: the text leaves fewer rules to try. */
    boolean isText() {
      return field.shape() == Shape.TEXT;
    }

    Optional<Set<String>> keys() {
      return RuleIndex.keys(source, field);
    }
  }

  /**
   * Compiles rules.
   *
   * @throws IllegalArgumentException naming rule and key
   */
  RuleTable compile(List<Rule> rules) {
    refuseDuplicates(rules);
    for (Rule rule : rules.stream().sorted(ORDER).toList()) {
      add(rule);
    }
    return new RuleTable(
        compiled, List.copyOf(fields.keySet()), List.copyOf(indexes.values()), unindexed);
  }

  private static void refuseDuplicates(List<Rule> rules) {
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("rule " + rule.id() + ": id (expected: used once)");
      }
    }
  }

  private void add(Rule rule) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < rule.conditions().size(); i++) {
      parts.add(part(rule.conditions().get(i), "rule %s: conditions[%d]".formatted(rule.id(), i)));
    }
    int place = compiled.size();
    enter(place, parts);
    List<CompiledCondition> conditions =
        parts.stream()
            .sorted(Comparator.comparing(Part::isArgument)) // a body is read as late as possible
            .map(Part::compiled)
            .toList();
    compiled.add(
        new CompiledRule(
            conditions, new PolicyDecision(rule.effect(), Optional.of(rule), place + 1)));
  }

  private Part part(Condition condition, String place) {
    Field field =
        FieldNames.find(condition.field())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s.field: %s (expected: one of %s)"
                            .formatted(place, condition.field(), FieldNames.all())));
    int number = fields.computeIfAbsent(field, f -> fields.size());
    var test = new TestCompiler(condition, field, place).compile();
    return new Part(condition, field, new CompiledCondition(number, test));
  }

  private void enter(int place, List<Part> parts) {
    Part key =
        parts.stream()
            .filter(part -> part.keys().isPresent())
            .min(Comparator.comparing(part -> !part.isText()))
            .orElse(null);
    if (key == null) {
      unindexed.set(place);
      return;
    }
    int field = key.compiled().field();
    indexes.computeIfAbsent(field, RuleIndex::new).add(place, key.keys().orElseThrow());
  }
}
