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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Collects what rules ask of arguments, and answers every question about it in advance. */
final class OpeningsCompiler {
  /** What stands for the rule that always matches last. */
  static final String DEFAULT = "defaultEffect";

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

    boolean concern(NamedTarget about) {
      return unnamed || named.contains(about);
    }

    /** Whether they may concern what is none of these, or one whose name is not known. */
    boolean concernOthers(Set<NamedTarget> these) {
      return unnamed || !these.containsAll(named) || named.stream().anyMatch(NamedTarget::isOpen);
    }
  }

  OpeningsCompiler() {
    number(OpenPart.NOTHING);
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
   * @param otherwise what counts when no rule matches
   * @throws EntangledRules naming the rules about which they cannot be given
   */
  Openings compile(Effect otherwise) {
    if (otherwise == Effect.ALLOW) {
      parts.get(Openings.NOTHING).allowances.add(DEFAULT, Set.of());
    }
    Map<Question, List<BitSet>> answers = new HashMap<>();
    answer(Optional.empty(), users -> users.concernOthers(named), users -> users.unnamed, answers);
    for (NamedTarget about : named) {
      Predicate<Users> concerned = users -> users.concern(about);
      answer(Optional.of(about), concerned, concerned, answers);
    }
    return new Openings(answers);
  }

  /** Answers every question about one that denials name, or about all others. */
  private void answer(
      Optional<NamedTarget> about,
      Predicate<Users> allowing,
      Predicate<Users> denying,
      Map<Question, List<BitSet>> answers) {
    Map<Integer, OpenPart> denials = new TreeMap<>();
    for (int i = Openings.NOTHING + 1; i < parts.size(); i++) {
      if (denying.test(parts.get(i).denials)) {
        denials.put(i, parts.get(i).asked);
      }
    }
    for (int demand = 0; demand < parts.size(); demand++) {
      boolean asked = allowing.test(parts.get(demand).allowances);
      if (asked && !(demand == Openings.NOTHING && denials.isEmpty())) {
        answers.put(new Question(demand, about), answer(demand, denials));
      }
    }
  }

  private List<BitSet> answer(int demand, Map<Integer, OpenPart> denials) {
    try {
      return new ArgumentSpace(parts.get(demand).asked, denials, graphs).unavoidable();
    } catch (Effort.Exhausted e) {
      throw EntangledRules.of(parts.get(demand).allowances.rules.get(0), some(denials), e);
    }
  }

  private String some(Map<Integer, OpenPart> denials) {
    List<String> ids =
        denials.keySet().stream().flatMap(i -> parts.get(i).denials.rules.stream()).toList();
    String more = ids.size() > 5 ? " and " + (ids.size() - 5) + " more" : "";
    return ids.stream().limit(5).collect(Collectors.joining(", ")) + more;
  }
}
