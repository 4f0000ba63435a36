package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a {@link TextTable} while it is made. For one thread. */
final class TableRows {
  private static final int NONE = -1;

  private final List<int[]> next = new ArrayList<>();
  private final List<BitSet> passed = new ArrayList<>();
  private final List<BitSet> ended = new ArrayList<>();
  private int lost = NONE;

  private TableRows() {}

  /** The row from which no text leads to a match; negative when there is none. */
  int lost() {
    return lost;
  }

  int size() {
    return next.size();
  }

  /** The row that each column leads to. */
  int[] next(int row) {
    return next.get(row);
  }

  /** The expressions that match whatever follows. */
  BitSet passed(int row) {
    return passed.get(row);
  }

  /** The expressions that match when the text ends here. */
  BitSet ended(int row) {
    return ended.get(row);
  }

  /** Where a row lies, which may be new. */
  private interface Numbering {
    int of(int row);
  }

  /**
   * The rows of one automaton, those that are reached from its first.
   *
   * @param from for each of its rows those that each column leads to
   * @param first where texts begin
   * @param won the row that only texts reach that match
   * @param endings the rows where a text may end that matches
   * @param lost the row from which nothing leads to a match
   */
  static TableRows of(List<int[]> from, int first, int won, BitSet endings, int lost) {
    TableRows rows = new TableRows();
    Map<Integer, Integer> numbers = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    Numbering numbering =
        row ->
            numbers.computeIfAbsent(
                row,
                added -> {
                  order.add(added);
                  return order.size() - 1;
                });
    numbering.of(first);
    for (int at = 0; at < order.size(); at++) {
      int row = order.get(at);
      int[] next = from.get(row).clone();
      for (int column = 0; column < next.length; column++) {
        next[column] = numbering.of(next[column]);
      }
      rows.next.add(next);
      rows.passed.add(one(row == won));
      rows.ended.add(one(row != won && endings.get(row)));
    }
    rows.lost = numbers.getOrDefault(lost, NONE);
    return rows;
  }

  static BitSet one(boolean present) {
    BitSet one = new BitSet(1);
    one.set(0, present);
    return one;
  }

  /**
   * The rows of two tables that are walked side by side.
   *
   * @throws Effort.Exhausted when they would be many, or nothing is left to spend
   */
  static TableRows joined(TextTable one, TextTable other, List<int[]> columns, Effort effort) {
    TableRows rows = new TableRows();
    Map<Long, Integer> numbers = new HashMap<>();
    List<int[]> order = new ArrayList<>();
    add(TextTable.START, TextTable.START, numbers, order);
    for (int at = 0; at < order.size(); at++) {
      effort.spend(columns.size());
      effort.require(at < TextTable.MAX_ROWS);
      int[] row = order.get(at);
      int[] next = new int[columns.size()];
      for (int column = 0; column < next.length; column++) {
        int[] pair = columns.get(column);
        next[column] = add(one.next(row[0], pair[0]), other.next(row[1], pair[1]), numbers, order);
      }
      rows.next.add(next);
      rows.passed.add(both(one.passed(row[0]), other.passed(row[1])));
      rows.ended.add(both(one.ended(row[0]), other.ended(row[1])));
    }
    rows.lost = numbers.getOrDefault(key(one.lost(), other.lost()), NONE);
    return rows;
  }

  private static int add(int one, int other, Map<Long, Integer> numbers, List<int[]> order) {
    Integer known = numbers.putIfAbsent(key(one, other), order.size());
    if (known == null) {
      order.add(new int[] {one, other});
      return order.size() - 1;
    }
    return known;
  }

  private static long key(int one, int other) {
    return (long) one << Integer.SIZE | other & 0xFFFF_FFFFL;
  }

  static BitSet both(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.or(others);
    return both;
  }
}
