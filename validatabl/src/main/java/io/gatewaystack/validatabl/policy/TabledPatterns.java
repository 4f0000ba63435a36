package io.gatewaystack.validatabl.policy;

import java.util.HashMap;
import java.util.Map;

/**
 * The expressions of one policy, each with a table: clients choose the texts, and so whatever has
 * no table could be made to run for as long as they like. For one thread.
 */
final class TabledPatterns implements TextPatterns {
  /** For all: a second at most. A thousand usual expressions take a sixth of it. */
  private static final long MAX_STEPS = 10_000_000;

  /** For one of them. */
  private static final long MOST = 2_000_000;

  private static final String HINT =
      "; write X{0,9} or X{5,} for X{5,9}, repeat less behind what matches the same, name fewer"
          + " classes beyond ASCII, or use equals, in or startsWith";

  private final Effort whole = new Effort(MAX_STEPS);
  private final RegexGraph graphs = new RegexGraph(whole);
  private final Map<String, TextPattern> known = new HashMap<>();

  @Override
  public TextPattern find(String expression) {
    TextPattern found = known.get(expression);
    if (found == null) {
      found = tabled(TextPattern.ofOwner(expression), expression);
      known.put(expression, found);
    }
    return found;
  }

  private TextPattern tabled(TextPattern pattern, String expression) {
    try {
      return pattern.tabled(graphs, whole.part(MOST));
    } catch (Effort.Exhausted e) {
      String expected =
          whole.isExhausted()
              ? "expressions of which all tables together are made within a second"
              : "an expression that has a table of at most " + TextTable.MAX_ROWS + " rows";
      throw new IllegalArgumentException(expression + " (expected: " + expected + HINT + ')', e);
    }
  }
}
