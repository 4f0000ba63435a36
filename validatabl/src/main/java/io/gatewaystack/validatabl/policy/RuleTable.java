package io.gatewaystack.validatabl.policy;

import java.util.BitSet;
import java.util.List;

/**
 * Rules in the order of trial, and the way to those that may match.
 *
 * <p>A rule that demands equality is in exactly one index; the others are always candidates.
 */
final class RuleTable {
  private final CompiledRule[] rules;
  private final Field[] fields;
  private final RuleIndex[] indexes;
  private final BitSet unindexed;

  RuleTable(
      List<CompiledRule> rules, List<Field> fields, List<RuleIndex> indexes, BitSet unindexed) {
    this.rules = rules.toArray(CompiledRule[]::new);
    this.fields = fields.toArray(Field[]::new);
    this.indexes = indexes.toArray(RuleIndex[]::new);
    this.unindexed = (BitSet) unindexed.clone();
  }

  /** Starts an evaluation. */
  Reading read(Facts facts) {
    return new Reading(fields, facts);
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
}
