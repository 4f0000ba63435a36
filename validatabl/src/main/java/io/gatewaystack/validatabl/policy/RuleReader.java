package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one rule of a policy file. */
final class RuleReader {
  static final List<String> KEYS = List.of("id", "priority", "effect", "conditions", "reason");
  static final List<String> CONDITION_KEYS = List.of("field", "operator", "value");

  private static final int MAX_CONDITIONS = 50;
  private static final int MAX_REASON = 1000;

  private final Problems problems;
  private final Optional<String> id;
  private final String place;
  private final Members members;

  /**
   * Reads the id at once, because it is what the rule is called in messages.
   *
   * @param unnamed what a rule without id is called
   */
  RuleReader(DocumentNode node, String unnamed, Problems problems) {
    this.problems = problems;
    Members nameless = new Members(node, unnamed + ": ", problems);
    this.id = nameless.parsed(nameless.require("id"), "id", Rule::checkedId);
    this.place = id.map(known -> "rule " + known).orElse(unnamed);
    this.members = id.isPresent() ? nameless.at(place + ": ") : nameless;
  }

  Optional<String> id() {
    return id;
  }

  /** The rule; empty when something in it is wrong. */
  Optional<Rule> read() {
    members.allow(KEYS);
    Optional<Effect> effect = members.parsed(members.require("effect"), "effect", Effect::parse);
    Optional<Integer> priority = priority();
    Optional<String> reason = members.parsed(members.find("reason"), "reason", RuleReader::reason);
    List<Condition> conditions = conditions();
    if (id.isEmpty() || effect.isEmpty() || priority.isEmpty() || conditions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Rule(id.get(), priority.get(), effect.get(), conditions, reason));
  }

  private static String reason(String text) {
    if (text.isBlank() || text.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "reason: (expected: 1 to " + MAX_REASON + " characters, not blank)");
    }
    return text;
  }

  private Optional<Integer> priority() {
    return members.find("priority").isEmpty()
        ? Optional.of(Rule.DEFAULT_PRIORITY)
        : members.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** The conditions; empty when one of them is wrong. */
  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    List<DocumentNode> elements =
        members.elements(members.require("conditions"), "conditions", MAX_CONDITIONS);
    for (int i = 0; i < elements.size(); i++) {
      condition(elements.get(i), "%s: conditions[%d]".formatted(place, i))
          .ifPresent(conditions::add);
    }
    return conditions.size() == elements.size() ? conditions : List.of();
  }

  private Optional<Condition> condition(DocumentNode node, String conditionPlace) {
    Members parts = new Members(node, conditionPlace + ".", problems);
    parts.allow(CONDITION_KEYS);
    Optional<String> field = parts.parsed(parts.require("field"), "field", text -> text);
    Optional<Operator> operator =
        parts.parsed(parts.require("operator"), "operator", Operator::parse);
    Optional<Object> value = parts.require("value").flatMap(v -> value(v, parts));
    if (field.isEmpty() || operator.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    Condition condition = new Condition(field.get(), operator.get(), value.get());
    try {
      CheckedCondition.of(condition, conditionPlace, TextPatterns.none());
      return Optional.of(condition);
    } catch (IllegalArgumentException e) {
      problems.add(node.line(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Object> value(DocumentNode node, Members parts) {
    if (!(node.value() instanceof List<?> list)) {
      if (node.value() instanceof Map) {
        parts.refuse(node, "value", "a mapping (expected: a text, number, boolean or list)");
        return Optional.empty();
      }
      return Optional.ofNullable(node.value());
    }
    Set<Object> members = new LinkedHashSet<>();
    for (Object element : list) {
      DocumentNode member = (DocumentNode) element;
      if (!(member.value() instanceof String text) || !members.add(text)) {
        parts.refuse(member, "value", member.told() + " (expected: different texts)");
        return Optional.empty();
      }
    }
    return Optional.of(members);
  }
}
