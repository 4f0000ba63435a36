package io.gatewaystack.validatabl.policy;

import static java.util.Comparator.comparing;
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
import java.util.stream.Stream;

/** Turns rules into a table, or refuses them. */
final class PolicyCompiler {
  /** The order of trial. */
  static final Comparator<Rule> ORDER = comparingInt(Rule::priority).thenComparing(Rule::effect);

  private final Map<Field, Integer> fields = new LinkedHashMap<>();
  private final Map<Integer, RuleIndex> indexes = new LinkedHashMap<>();
  private final List<CompiledRule> compiled = new ArrayList<>();
  private final TextPatterns patterns;
  private final JointCompiler joints;
  private final BitSet unindexed = new BitSet();
  private final OpeningsCompiler openings = new OpeningsCompiler();

  private PolicyCompiler(TextPatterns patterns) {
    this.patterns = patterns;
    this.joints = new JointCompiler(patterns);
  }

  /**
   * Compiles rules.
   *
   * @throws IllegalArgumentException naming rule and key
   */
  static RuleTable compile(List<Rule> rules, Effect otherwise) {
    refuseDuplicates(rules);
    return new PolicyCompiler(new TabledPatterns()).table(rules, otherwise);
  }

  private RuleTable table(List<Rule> rules, Effect otherwise) {
    for (Rule rule : rules.stream().sorted(ORDER).toList()) {
      add(rule);
    }
    return new RuleTable(
        compiled,
        List.copyOf(fields.keySet()),
        new RuleTable.Ways(List.copyOf(indexes.values()), unindexed, joints.joints()),
        openings.compile(otherwise));
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
    List<CheckedCondition> conditions = checkedTogether(rule);
    int place = compiled.size();
    enter(place, conditions);
    compiled.add(
        new CompiledRule(
            // a body is read late, if at all
            compiled(rule, conditions.stream().sorted(comparing(CheckedCondition::isArgument))),
            compiled(rule, conditions.stream().filter(c -> !c.isOpen())),
            compiled(rule, conditions.stream().filter(c -> !c.isOpenForMany())),
            openings.add(rule, conditions),
            new OpenRule(rule.effect(), OpenPart.of(conditions)),
            new OpenRule(rule.effect(), OpenPart.of(conditions, CheckedCondition::isOpenForMany)),
            new PolicyDecision(rule.effect(), Optional.of(rule), place + 1)));
  }

  /** Refuses with its rule what may only be too much together with other rules. */
  private List<CheckedCondition> checkedTogether(Rule rule) {
    try {
      return checked(rule, patterns);
    } catch (IllegalArgumentException e) {
      throw new RefusedRule(rule.id(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<CompiledCondition> compiled(Rule rule, Stream<CheckedCondition> conditions) {
    return List.copyOf(conditions.map(condition -> compiled(rule, condition)).toList());
  }

  private CompiledCondition compiled(Rule rule, CheckedCondition condition) {
    int field = number(condition.field());
    return joints
        .add(rule, condition)
        .<CompiledCondition>map(
            place ->
                new CompiledCondition.Together(
                    field, place.joint(), place.number(), condition.test()))
        .orElseGet(() -> new CompiledCondition.Single(field, condition.test()));
  }

  /** The conditions of a rule, checked, in the order of the rule. */
  static List<CheckedCondition> checked(Rule rule, TextPatterns patterns) {
    List<CheckedCondition> conditions = new ArrayList<>();
    for (int i = 0; i < rule.conditions().size(); i++) {
      String place = "rule %s: conditions[%d]".formatted(rule.id(), i);
      conditions.add(CheckedCondition.of(rule.conditions().get(i), place, patterns));
    }
    return conditions;
  }

  private int number(Field field) {
    return fields.computeIfAbsent(field, f -> fields.size());
  }

  /** A text has one value, a set many: an index of texts leaves fewer rules to try. */
  private void enter(int place, List<CheckedCondition> conditions) {
    Optional<CheckedCondition> key =
        conditions.stream()
            .filter(condition -> condition.keys().isPresent())
            .min(comparing(condition -> condition.field().shape() != Shape.TEXT));
    Optional<CheckedCondition> beginning =
        conditions.stream().filter(condition -> condition.beginning().isPresent()).findFirst();
    if (key.isPresent()) {
      index(key.get()).add(place, key.get().keys().orElseThrow());
    } else if (beginning.isPresent()) {
      index(beginning.get()).add(place, beginning.get().beginning().orElseThrow());
    } else {
      unindexed.set(place);
    }
  }

  private RuleIndex index(CheckedCondition key) {
    return indexes.computeIfAbsent(number(key.field()), RuleIndex::new);
  }
}
