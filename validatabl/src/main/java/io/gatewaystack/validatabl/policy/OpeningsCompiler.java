package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.Openings.Question;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects what rules ask of arguments, and answers every question about it in advance. */
final class OpeningsCompiler {
  /** Some seconds on a slow machine; policies of a thousand rules need a small part of it. */
  private static final long MAX_STEPS = 20_000_000;

  private final Map<OpenPart, Integer> numbers = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<NamedTarget> named = new LinkedHashSet<>();
  private final TextGraphs graphs = new TextGraphs(new Effort(MAX_STEPS));

  /** A part, and who has it. */
  private static final class Part {
    final OpenPart asked;
    final Users allowances = new Users();
    final Users denials = new Users();

    Part(OpenPart asked) {
      this.asked = asked;
    }
  }

  /** The rules of one effect that have a part in common. */
  private static final class Users {
    final List<String> rules = new ArrayList<>();
    final Set<NamedTarget> named = new HashSet<>();
    boolean unnamed;

    void add(String rule, Set<NamedTarget> about) {
      rules.add(rule);
      named.addAll(about);
      unnamed |= about.isEmpty();
    }

    boolean concern(Optional<NamedTarget> about) {
      return unnamed || about.filter(named::contains).isPresent();
    }
  }

  OpeningsCompiler() {
    number(OpenPart.NOTHING);
    parts.get(Openings.NOTHING).allowances.add("defaultEffect", Set.of());
  }

  private int number(OpenPart part) {
    return numbers.computeIfAbsent(
        part,
        asked -> {
          parts.add(new Part(asked));
          return parts.size() - 1;
        });
  }

  /** The number of what a rule asks of arguments. */
  int add(Rule rule, List<CheckedCondition> conditions) {
    int number = number(OpenPart.of(conditions));
    Set<NamedTarget> about = NamedTarget.in(conditions);
    Part part = parts.get(number);
    (rule.effect() == Effect.ALLOW ? part.allowances : part.denials).add(rule.id(), about);
    if (rule.effect() == Effect.DENY && number != Openings.NOTHING) {
      named.addAll(about);
    }
    return number;
  }

  /**
   * All answers.
   *
   * @throws IllegalArgumentException naming the rules about which they cannot be given
   */
  Openings compile() {
    Map<Question, List<BitSet>> answers = new HashMap<>();
    List<Optional<NamedTarget>> groups = new ArrayList<>(List.of(Optional.empty()));
    named.forEach(target -> groups.add(Optional.of(target)));
    for (Optional<NamedTarget> about : groups) {
      Map<Integer, OpenPart> denials = denials(about);
      for (int demand = 0; demand < parts.size(); demand++) {
        Users allowances = parts.get(demand).allowances;
        boolean asked = about.isEmpty() ? !allowances.rules.isEmpty() : allowances.concern(about);
        if (asked && !(demand == Openings.NOTHING && denials.isEmpty())) {
          answers.put(new Question(demand, about), answer(demand, denials));
        }
      }
    }
    return new Openings(answers);
  }

  private Map<Integer, OpenPart> denials(Optional<NamedTarget> about) {
    Map<Integer, OpenPart> denials = new TreeMap<>();
    for (int i = Openings.NOTHING + 1; i < parts.size(); i++) {
      if (parts.get(i).denials.concern(about)) {
        denials.put(i, parts.get(i).asked);
      }
    }
    return denials;
  }

  private List<BitSet> answer(int demand, Map<Integer, OpenPart> denials) {
    try {
      return new ArgumentSpace(parts.get(demand).asked, denials, graphs).unavoidable();
    } catch (Effort.Exhausted e) {
      throw new IllegalArgumentException(
          "rule %s: conditions: nobody can tell which arguments it lets through, after the denials %s (expected: fewer conditions on arguments, or on tools by name)"
              .formatted(parts.get(demand).allowances.rules.get(0), some(denials)),
          e);
    }
  }

  private String some(Map<Integer, OpenPart> denials) {
    List<String> ids =
        denials.keySet().stream().flatMap(i -> parts.get(i).denials.rules.stream()).toList();
    String more = ids.size() > 5 ? " and " + (ids.size() - 5) + " more" : "";
    return ids.stream().limit(5).collect(Collectors.joining(", ")) + more;
  }
}
