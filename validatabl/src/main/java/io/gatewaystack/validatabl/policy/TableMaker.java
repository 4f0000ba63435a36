package io.gatewaystack.validatabl.policy;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the table of one expression. What matters for joining it with others is that it forgets:
 * rows from which every text matches are one, rows from which none does are one, and when the
 * expression has matched the walk goes on as if the text began there, or is over.
 */
final class TableMaker {
  private final List<int[]> rows = new ArrayList<>();
  private final BitSet accepting = new BitSet();
  private final Alphabet alphabet;

  private TableMaker(TextGraph graph, Effort effort) {
    this.alphabet = Alphabet.of(List.of(graph), effort);
    TextMachine machine = new TextMachine(graph, alphabet, effort);
    for (int state = 0; state < machine.size(); state++) {
      effort.require(state < TextTable.MAX_ROWS);
      int[] row = new int[alphabet.size()];
      for (int symbol = 0; symbol < row.length; symbol++) {
        row[symbol] = machine.step(state, symbol);
      }
      rows.add(row);
      accepting.set(state, machine.accepts(state));
    }
  }

  /**
   * The table of a graph.
   *
   * @throws Effort.Exhausted when it would be large, or nothing is left to spend
   */
  static TextTable of(TextGraph graph, Effort effort) {
    return new TableMaker(graph, effort).make(effort);
  }

  private TextTable make(Effort effort) {
    int first = redirect();
    boolean always = first == TextMachine.WON;
    int start = always ? TextMachine.LOST : first;
    boolean over = isReached(TextMachine.LOST, start);
    int[] columns = columns();
    effort.require(Arrays.stream(columns).max().orElse(0) < TextTable.MAX_COLUMNS);
    return new TextTable(
        TableRows.one(true),
        TableRows.one(always),
        TableRows.of(
            rows.stream().map(row -> narrowed(row, columns)).toList(),
            start,
            TextMachine.WON,
            over ? TextMachine.LOST : start,
            accepting,
            TextMachine.LOST),
        alphabet.columns(columns),
        effort);
  }

  /** Leads to one row all that has won or is lost; where texts begin then. */
  private int redirect() {
    BitSet won = closed(accepting);
    BitSet alive = leadingTo(accepting);
    int[] to = new int[rows.size()];
    Arrays.setAll(
        to, row -> won.get(row) ? TextMachine.WON : alive.get(row) ? row : TextMachine.LOST);
    rows.replaceAll(row -> Arrays.stream(row).map(next -> to[next]).toArray());
    return to[TextMachine.START];
  }

  /** Takes out rows that lead to others, until all only lead to each other. */
  private BitSet closed(BitSet some) {
    BitSet closed = (BitSet) some.clone();
    int before;
    do {
      before = closed.cardinality();
      for (int row = rows.size() - 1; row >= 0; row--) {
        closed.set(row, closed.get(row) && Arrays.stream(rows.get(row)).allMatch(closed::get));
      }
    } while (closed.cardinality() < before);
    return closed;
  }

  /** Adds rows that lead to one of them, until there are no more. */
  private BitSet leadingTo(BitSet some) {
    BitSet leading = (BitSet) some.clone();
    int before;
    do {
      before = leading.cardinality();
      for (int row = rows.size() - 1; row >= 0; row--) {
        leading.set(row, leading.get(row) || Arrays.stream(rows.get(row)).anyMatch(leading::get));
      }
    } while (leading.cardinality() > before);
    return leading;
  }

  private boolean isReached(int row, int from) {
    BitSet reached = new BitSet();
    List<Integer> open = new ArrayList<>(List.of(from));
    for (int at = 0; at < open.size(); at++) {
      for (int next : rows.get(open.get(at))) {
        if (!reached.get(next)) {
          reached.set(next);
          open.add(next);
        }
      }
    }
    return reached.get(row);
  }

  /** The columns of the symbols: those that lead to the same rows everywhere share one. */
  private int[] columns() {
    Map<IntBuffer, Integer> numbers = new HashMap<>();
    int[] columns = new int[alphabet.size()];
    for (int symbol = 0; symbol < columns.length; symbol++) {
      int at = symbol;
      IntBuffer column = IntBuffer.wrap(rows.stream().mapToInt(row -> row[at]).toArray());
      Integer known = numbers.putIfAbsent(column, numbers.size());
      columns[symbol] = known == null ? numbers.size() - 1 : known;
    }
    return columns;
  }

  private static int[] narrowed(int[] row, int[] columns) {
    int[] narrowed = new int[Arrays.stream(columns).max().orElse(0) + 1];
    for (int symbol = 0; symbol < row.length; symbol++) {
      narrowed[columns[symbol]] = row[symbol];
    }
    return narrowed;
  }
}
