package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a {@link TextTable} while it is made. For one thread. */
final class TableRows {
  private final List<int[]> next = new ArrayList<>();
  private final List<int[]> told = new ArrayList<>();
  private final List<BitSet> sets = new ArrayList<>();
  private int lost;

  private TableRows() {}

  /** The row from which nothing is told any more; none, or only the first, comes before it. */
  int lost() {
    return lost;
  }

  int size() {
    return next.size();
  }

  /** The row that each column leads to, and the end of a text: to the first. */
  int[] next(int row) {
    return next.get(row);
  }

  /** The numbers of what each column tells, and the end of a text. */
  int[] told(int row) {
    return told.get(row);
  }

  /** What is told, by its number: expressions that match whatever follows; by 0 nothing. */
  List<BitSet> sets() {
    return sets;
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
   * @param again the row where the walk goes on when a text has matched
   * @param endings the rows where a text may end that matches
   * @param lost the row from which nothing leads to a match
   */
  static TableRows of(List<int[]> from, int first, int won, int again, BitSet endings, int lost) {
    TableRows rows = new TableRows();
    rows.sets.add(one(false));
    rows.sets.add(one(true));
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
    rows.lost = numbering.of(lost);
    for (int at = 0; at < order.size(); at++) {
      int row = order.get(at);
      int[] to = from.get(row);
      int[] next = new int[to.length + 1];
      int[] told = new int[to.length + 1];
      for (int column = 0; column < to.length; column++) {
        boolean wins = to[column] == won;
        next[column] = numbering.of(wins ? again : to[column]);
        told[column] = wins ? 1 : 0;
      }
      told[to.length] = endings.get(row) ? 1 : 0;
      rows.next.add(next);
      rows.told.add(told);
    }
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
    Pairs order = new Pairs();
    Pairs sets = new Pairs();
    sets.number(0, 0);
    order.number(TextTable.START, TextTable.START);
    rows.lost = order.number(one.lost(), other.lost());
    int end = columns.size();
    for (int at = 0; at < order.size(); at++) {
      effort.spend(end);
      effort.require(at < TextTable.MAX_ROWS && sets.size() <= TextTable.MAX_ROWS);
      int[] row = order.get(at);
      int[] next = new int[end + 1];
      int[] told = new int[end + 1];
      for (int column = 0; column < end; column++) {
        int[] pair = columns.get(column);
        next[column] = order.number(one.next(row[0], pair[0]), other.next(row[1], pair[1]));
        told[column] = sets.number(one.told(row[0], pair[0]), other.told(row[1], pair[1]));
      }
      told[end] =
          sets.number(
              one.told(row[0], one.columns().size()), other.told(row[1], other.columns().size()));
      rows.next.add(next);
      rows.told.add(told);
    }
    for (int number = 0; number < sets.size(); number++) {
      int[] pair = sets.get(number);
      rows.sets.add(both(one.set(pair[0]), other.set(pair[1])));
    }
    return rows;
  }

  /** Pairs of numbers, numbered as they come. */
  private static final class Pairs {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<int[]> pairs = new ArrayList<>();

    int number(int one, int other) {
      long key = (long) one << Integer.SIZE | other;
      Integer known = numbers.putIfAbsent(key, pairs.size());
      if (known != null) {
        return known;
      }
      pairs.add(new int[] {one, other});
      return pairs.size() - 1;
    }

    int size() {
      return pairs.size();
    }

    int[] get(int number) {
      return pairs.get(number);
    }
  }

  static BitSet both(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.or(others);
    return both;
  }
}
