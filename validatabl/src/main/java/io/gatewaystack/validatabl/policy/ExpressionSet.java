package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Expressions that are asked of one field. Their tables are joined as far as they stay small, so
 * that a text is read once for all of them, or a few times.
 */
final class ExpressionSet implements Joint {
  /** What joining may take: half a second or so. */
  private static final long MAX_STEPS = 12_000_000;

  private final TextTable[] tables;
  private final BitSet all = new BitSet();

  private ExpressionSet(List<TextTable> tables) {
    this.tables = tables.toArray(TextTable[]::new);
    tables.forEach(table -> all.or(table.numbers()));
  }

  /** A set of expressions, which are numbered in this order. */
  static ExpressionSet of(List<TextPattern> expressions) {
    List<TextTable> plain = new ArrayList<>();
    List<TextTable> counting = new ArrayList<>();
    for (int number = 0; number < expressions.size(); number++) {
      TextPattern expression = expressions.get(number);
      (expression.counts() ? counting : plain).add(expression.table().numbered(number));
    }
    Effort effort = new Effort(MAX_STEPS);
    List<TextTable> joined = pairwise(plain, effort);
    joined.addAll(pairwise(counting, effort));
    return new ExpressionSet(pairwise(joined, effort));
  }

  /** The tables that could not be joined; a text is read once for each. */
  List<TextTable> tables() {
    return List.of(tables);
  }

  /** Joins neighbours, then what has become of them, until nothing stays small. */
  private static List<TextTable> pairwise(List<TextTable> tables, Effort effort) {
    List<TextTable> done = new ArrayList<>();
    List<TextTable> open = tables;
    while (open.size() > 1) {
      List<TextTable> joined = new ArrayList<>();
      for (int i = 0; i + 1 < open.size(); i += 2) {
        Optional<TextTable> both = open.get(i).join(open.get(i + 1), effort);
        if (both.isPresent()) {
          joined.add(both.get());
        } else {
          done.addAll(open.subList(i, i + 2));
        }
      }
      if (open.size() % 2 == 1) {
        joined.add(open.get(open.size() - 1));
      }
      open = joined;
    }
    done.addAll(open);
    return done;
  }

  @Override
  public Found look(Fact fact) {
    if (!fact.whole()) {
      return Found.nothingOf(all);
    }
    String text = fact.text();
    return text == null ? Found.NOTHING : look(text);
  }

  private Found look(String text) {
    BitSet holding = new BitSet();
    BitSet open = null;
    for (TextTable table : tables) {
      if (!table.find(text, holding)) {
        open = open == null ? new BitSet() : open;
        open.or(table.numbers());
      }
    }
    if (open == null && holding.isEmpty()) {
      return Found.NOTHING;
    }
    return new Found(holding, open == null ? new BitSet() : open);
  }
}
