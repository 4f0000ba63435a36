package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds what the engine may have to run in one decision: expressions without a table that tells
 * about all texts. Clients choose the texts, and so whether it runs. For one thread.
 */
final class EngineBound {
  /** Each costs something before its first character: 0.3 µs. */
  static final int MAX_EXPRESSIONS = 8;

  /**
   * Places of all of them, repetitions written out. The engine takes 7 to 14 ns for each place that
   * a character leads to, on a name of 40 characters made for them 0.3 to 0.5 µs for each, so all
   * take 40 to 60 µs.
   */
  static final int MAX_PLACES = 128;

  private static final String EXPECTED =
      ("at most %d expressions, of %d places together, that have no table of %d rows, made within a"
              + " second for all; write X{0,9} or X{5,} for X{5,9}, repeat less behind what matches"
              + " the same, name fewer classes beyond ASCII, or use equals, in or startsWith")
          .formatted(MAX_EXPRESSIONS, MAX_PLACES, TextTable.MAX_ROWS);

  private final TextPatterns patterns;
  private final Set<Meaning> running = new HashSet<>();
  private int places;

  EngineBound(TextPatterns patterns) {
    this.patterns = patterns;
  }

  /**
   * Adds the conditions of a rule.
   *
   * @throws RefusedRule when the engine may have to run too much
   */
  void add(Rule rule, List<CheckedCondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      CheckedCondition condition = conditions.get(i);
      if (condition.operator() == Operator.MATCHES
          && condition.source().value() instanceof String expression
          && isTooMuch(patterns.find(expression), condition.meaning())) {
        throw new RefusedRule(
            rule.id(),
            "rule %s: conditions[%d].value: %s (expected: %s)"
                .formatted(rule.id(), i, expression, EXPECTED));
      }
    }
  }

  private boolean isTooMuch(TextPattern pattern, Meaning meaning) {
    if (!pattern.mayRun() || !running.add(meaning)) {
      return false;
    }
    places += RegexGraph.ofAscii(new Effort(Long.MAX_VALUE)).of(pattern).size();
    return running.size() > MAX_EXPRESSIONS || places > MAX_PLACES;
  }
}
