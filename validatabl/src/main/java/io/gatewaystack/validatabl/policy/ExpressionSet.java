package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.partitioningBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Expressions that are asked of one field. Their tables are joined as far as they stay small, so
 * that a text is read once for all of them, or a few times. For an expression without a table there
 * is one that does not count, which tells at least where it does not match.
 */
final class ExpressionSet implements Joint {
  /** What joining may take: half a second or so. */
  private static final long MAX_STEPS = 8_000_000;

  /** Who does not count needs few rows. */
  private static final long MAX_HINT = 20_000;

  private final List<TextTable> tables;
  private final List<TextTable> hints;
  private final BitSet unknown;
  private final BitSet all;

  private ExpressionSet(List<TextTable> tables, List<TextTable> hints, int size) {
    this.tables = tables;
    this.hints = hints;
    this.all = new BitSet();
    this.all.set(0, size);
    this.unknown = (BitSet) all.clone();
    Stream.concat(tables.stream(), hints.stream())
        .forEach(table -> unknown.andNot(table.numbers()));
  }

  /** A set of expressions, which are numbered in this order. */
  static ExpressionSet of(List<TextPattern> patterns) {
    Effort effort = new Effort(MAX_STEPS);
    RegexGraph more = RegexGraph.ofMore(effort);
    List<TextTable> tables = new ArrayList<>();
    List<TextTable> hints = new ArrayList<>();
    for (int number = 0; number < patterns.size(); number++) {
      TextPattern pattern = patterns.get(number);
      Optional<TextTable> table = pattern.table();
      Optional<TextTable> hint =
          table.isPresent()
              ? Optional.empty()
              : TextTable.of(pattern.expression(), more, effort.part(MAX_HINT));
      int own = number;
      table.ifPresent(found -> tables.add(found.numbered(own)));
      hint.ifPresent(found -> hints.add(found.numbered(own)));
    }
    return new ExpressionSet(joined(tables, effort), joined(hints, effort), patterns.size());
  }

  private static List<TextTable> joined(List<TextTable> tables, Effort effort) {
    return tables.stream()
        .collect(partitioningBy(table -> table.columns().isExact()))
        .values()
        .stream()
        .flatMap(alike -> pairwise(alike, effort).stream())
        .toList();
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
    BitSet open = (BitSet) unknown.clone();
    BitSet holding = find(tables, text, open);
    open.or(find(hints, text, open));
    return new Found(holding, open);
  }

  private static BitSet find(List<TextTable> tables, String text, BitSet open) {
    BitSet found = new BitSet();
    for (TextTable table : tables) {
      if (!table.find(text, found)) {
        open.or(table.numbers());
      }
    }
    return found;
  }
}
