package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a policy of a document, or refuses it with everything that is wrong. */
final class PolicyReader {
  static final List<String> KEYS = List.of("$schema", "name", "defaultEffect", "record", "rules");

  private static final int MAX_RULES = 10_000;

  private final Problems problems;

  PolicyReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a policy.
   *
   * @throws InvalidPolicy when anything is wrong
   */
  Policy read(DocumentNode root) {
    Members members = new Members(root, "", problems);
    members.allow(KEYS);
    members.parsed(members.find("$schema"), "$schema", text -> text);
    Optional<String> name = members.parsed(members.find("name"), "name", Policy::checkedName);
    Optional<Effect> otherwise =
        members.parsed("defaultEffect", word -> Effect.parse("defaultEffect", word));
    Set<String> recorded = recorded(members);
    Map<Rule, Integer> rules = rules(members);
    refuse();
    new RuleReview(problems).review(rules);
    refuse();
    Policy policy = compiled(rules, otherwise.orElse(Effect.DENY));
    return policy.named(name.orElse(policy.name())).recording(recorded);
  }

  private void refuse() {
    if (problems.any()) {
      throw new InvalidPolicy(problems.found());
    }
  }

  /** Rules that are fit one by one may still be too much together. */
  private Policy compiled(Map<Rule, Integer> rules, Effect otherwise) {
    try {
      return Policy.of(List.copyOf(rules.keySet()), otherwise);
    } catch (RefusedRule e) {
      int line =
          rules.entrySet().stream()
              .filter(rule -> rule.getKey().id().equals(e.rule()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(1);
      problems.add(line, String.valueOf(e.getMessage()));
      throw new InvalidPolicy(problems.found());
    }
  }

  private Set<String> recorded(Members members) {
    Set<String> fields = new LinkedHashSet<>();
    for (DocumentNode element :
        members.elements(members.find("record"), "record", Policy.MAX_RECORDED)) {
      members
          .parsed(Optional.of(element), "record", Policy::checkedArgument)
          .filter(field -> !fields.add(field))
          .ifPresent(field -> members.refuse(element, "record", field + " (expected: once)"));
    }
    return fields;
  }

  /** The rules that could be read, each with its line. */
  private Map<Rule, Integer> rules(Members members) {
    Map<Rule, Integer> rules = new LinkedHashMap<>();
    Set<String> ids = new LinkedHashSet<>();
    List<DocumentNode> elements = members.elements(members.require("rules"), "rules", MAX_RULES);
    for (int i = 0; i < elements.size(); i++) {
      DocumentNode element = elements.get(i);
      RuleReader reader = new RuleReader(element, "rules[" + i + "]", problems);
      reader
          .id()
          .filter(id -> !ids.add(id))
          .ifPresent(
              id -> problems.add(element.line(), "rule " + id + ": id (expected: used once)"));
      reader.read().ifPresent(rule -> rules.put(rule, element.line()));
    }
    return rules;
  }
}
