package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.policy.Openings.Question;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Collects what rules ask of arguments, and answers every question about it in advance. */
final class OpeningsCompiler {
  /** What stands for the rule that always matches last. */
  static final String DEFAULT = "defaultEffect";

  /** Some seconds on a slow machine; policies of a thousand rules need a small part of it. */
  private static final long MAX_STEPS = 40_000_000;

  private final Map<OpenPart, Integer> numbers = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();

  /** The parts of denials about one tool, prompt or resource by name, and those about any. */
  private final Map<NamedTarget, Set<Integer>> denialsAbout = new LinkedHashMap<>();

  private final Set<Integer> unnamed = new TreeSet<>();
  private final TextGraphs graphs = new TextGraphs(new Effort(MAX_STEPS), new RuleGraphs());

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
      about.forEach(
          target -> denialsAbout.computeIfAbsent(target, first -> new TreeSet<>()).add(number));
      if (about.isEmpty()) {
        unnamed.add(number);
      }
    }
    return number;
  }

  /**
   * All answers.
   *
   * @param otherwise what counts when no rule matches
   * @throws RefusedRule naming the rules about which they cannot be given
   */
  Openings compile(Effect otherwise) {
    if (otherwise == Effect.ALLOW) {
      parts.get(Openings.NOTHING).allowances.add(DEFAULT, Set.of());
    }
    OmittedArguments omitted =
        new OmittedArguments(parts.stream().map(part -> part.asked).toList());
    Map<Question, List<BitSet>> answers = new HashMap<>();
    for (int demand = 0; demand < parts.size(); demand++) {
      if (!parts.get(demand).allowances.rules.isEmpty()) {
        answer(demand, omitted, answers);
      }
    }
    return new Openings(answers);
  }

  /** Answers what is asked about one demand: for any call, and for each that denials name. */
  private void answer(int demand, OmittedArguments omitted, Map<Question, List<BitSet>> answers) {
    OpenPart asked = parts.get(demand).asked;
    Users allowances = parts.get(demand).allowances;
    Set<Integer> concerned = unnamed;
    try {
      Map<Integer, OpenPart> always = denials(unnamed, omitted.of(asked));
      if (allowances.concernOthers(denialsAbout.keySet())) {
        answers.put(new Question(demand, Optional.empty()), space(asked, always).unavoidable());
      }
      Set<NamedTarget> targets = allowances.unnamed ? denialsAbout.keySet() : allowances.named;
      for (NamedTarget about : targets) {
        Set<Integer> own = denialsAbout.get(about);
        if (own != null) {
          concerned = own;
          Map<Integer, OpenPart> denials = denials(own, part -> false);
          denials.putAll(always);
          answers.put(
              new Question(demand, Optional.of(about)), space(asked, denials).unavoidable());
        }
      }
    } catch (Effort.Exhausted e) {
      throw RefusedRule.entangled(allowances.rules.get(0), some(concerned), e);
    }
  }

  private ArgumentSpace space(OpenPart demand, Map<Integer, OpenPart> denials) {
    return new ArgumentSpace(demand, denials, Form.ANY, graphs);
  }

  private Map<Integer, OpenPart> denials(Set<Integer> numbers, Predicate<OpenPart> avoided) {
    graphs.effort().spend(1L + numbers.size());
    Map<Integer, OpenPart> denials = new TreeMap<>();
    for (int number : numbers) {
      OpenPart asked = parts.get(number).asked;
      if (!avoided.test(asked)) {
        denials.put(number, asked);
      }
    }
    return denials;
  }

  private String some(Set<Integer> denials) {
    List<String> ids = denials.stream().flatMap(i -> parts.get(i).denials.rules.stream()).toList();
    String more = ids.size() > 5 ? " and " + (ids.size() - 5) + " more" : "";
    return ids.stream().limit(5).collect(Collectors.joining(", ")) + more;
  }
}
