package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.section.Judgement.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules in the order of trial, and the way to those that may match.
 *
 * <p>A rule that demands equality, or a beginning, is in exactly one index; the others are always
 * candidates.
 */
final class RuleTable {
  private final CompiledRule[] rules;
  private final Field[] fields;
  private final RuleIndex[] indexes;
  private final Joint[] joints;
  private final BitSet unindexed;
  private final Openings openings;

  /**
   * What makes it quick to find the rules that match.
   *
   * @param indexes find those that demand a text
   * @param unindexed the places of the others
   * @param joints decide conditions together
   */
  record Ways(List<RuleIndex> indexes, BitSet unindexed, List<Joint> joints) {}

  RuleTable(List<CompiledRule> rules, List<Field> fields, Ways ways, Openings openings) {
    this.rules = rules.toArray(CompiledRule[]::new);
    this.fields = fields.toArray(Field[]::new);
    this.indexes = ways.indexes().toArray(RuleIndex[]::new);
    this.joints = ways.joints().toArray(Joint[]::new);
    this.unindexed = (BitSet) ways.unindexed().clone();
    this.openings = openings;
  }

  /** Starts an evaluation. */
  Reading read(Facts facts) {
    return new Reading(fields, joints, facts);
  }

  /** The names of the arguments that rules look at, or into. */
  Set<String> arguments() {
    return Arrays.stream(fields)
        .filter(Field.Argument.class::isInstance)
        .map(field -> ((Field.Argument) field).path().get(0))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether rules look at what is found in content. */
  boolean looksAtContent() {
    return Arrays.stream(fields).anyMatch(Field.Found.class::isInstance);
  }

  /** The places of the rules that may match, in ascending order those to try. */
  BitSet candidates(Reading reading) {
    BitSet candidates = (BitSet) unindexed.clone();
    for (RuleIndex index : indexes) {
      index.mark(reading, candidates);
    }
    return candidates;
  }

  CompiledRule rule(int place) {
    return rules[place];
  }

  /**
   * Whether some rule may allow before one surely denies.
   *
   * @param byDefault what counts when no rule does either
   */
  boolean mayAllow(Reading reading, boolean byDefault) {
    BitSet candidates = candidates(reading);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      Truth matches = rules[i].matches(reading);
      if (matches != Truth.FALSE && rules[i].decision().allowed()) {
        return true;
      }
      if (matches == Truth.TRUE) {
        return false;
      }
    }
    return byDefault;
  }

  /**
   * Whether some arguments and some content lead to a rule that allows before one denies. What else
   * is unknown counts as it suits.
   *
   * @param about what is called, when it has a name
   * @param byDefault what counts when no rule does either
   */
  boolean opens(Reading reading, Optional<NamedTarget> about, boolean byDefault) {
    BitSet candidates = candidates(reading);
    BitSet denials = new BitSet();
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      CompiledRule rule = rules[i];
      Truth known = rule.mayMatch(reading);
      if (known == Truth.FALSE) {
        continue;
      }
      boolean sure = known == Truth.TRUE && rule.open() == Openings.NOTHING;
      if (rule.decision().allowed() && openings.open(rule.open(), about, denials)) {
        return true;
      }
      if (sure) {
        return false; // what comes after it is never reached
      }
      if (!rule.decision().allowed() && known == Truth.TRUE) {
        denials.set(rule.open());
      }
    }
    return byDefault && openings.open(Openings.NOTHING, about, denials);
  }

  /**
   * What is left of the rules that may matter to a call, or to many reads, in the order of trial.
   * What else is unknown counts as it suits.
   */
  List<OpenRule> left(Reading reading, boolean many, Effect byDefault) {
    BitSet candidates = candidates(reading);
    List<OpenRule> left = new ArrayList<>();
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      CompiledRule rule = rules[i];
      Truth known = rule.mayMatch(reading);
      if (known == Truth.FALSE) {
        continue;
      }
      boolean sure = (many ? rule.mayMatchMany(reading) : known) == Truth.TRUE;
      OpenRule open = many ? rule.leftOfMany() : rule.left();
      if (sure || rule.decision().allowed()) {
        left.add(open);
      }
      if (sure && open.isSure()) {
        return left;
      }
    }
    left.add(OpenRule.byDefault(byDefault));
    return left;
  }

  /** What the rules say, whatever is unknown in the reading. */
  Opinion judge(Reading reading, PolicyDecision otherwise) {
    BitSet candidates = candidates(reading);
    PolicyDecision decision = otherwise;
    EnumSet<Effect> possible = EnumSet.noneOf(Effect.class);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      Truth matches = rules[i].matches(reading);
      if (matches == Truth.TRUE) {
        decision = rules[i].decision();
        break;
      }
      if (matches == Truth.UNKNOWN) {
        possible.add(rules[i].decision().effect());
      }
    }
    Optional<Rule> rule = possible.isEmpty() ? decision.rule() : Optional.empty();
    possible.add(decision.effect());
    Answer answer = possible.size() > 1 ? Answer.UNDECIDED : decision.answer();
    return new Opinion(answer, rule, reading.unknown());
  }
}
