package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.expression.RegexToken;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Expressions as a table: one look per character of a text tells which of them match, where an
 * engine takes many looks for each. Immutable and safe for use by several threads.
 */
final class TextTable {
  /** Columns fit a byte. */
  static final int MAX_COLUMNS = Byte.MAX_VALUE;

  /** All tables of a policy take some megabytes, tens of them at most. */
  static final int MAX_ROWS = 16_000;

  /** The row where texts begin. */
  static final int START = 0;

  /** How many characters are skipped at a time where nothing begins. */
  private static final int STEP = 8;

  /** Where fewer are skipped it is not tried again so soon: trying costs more than walking. */
  private static final int WORTHWHILE = 8 * STEP;

  private static final int LONGEST_PAUSE = 32 * STEP;

  private final BitSet numbers;
  private final @Nullable BitSet always;
  private final Columns columns;
  private final byte[] ascii;

  /** How far rows are apart: a cell for each column, and one for the end of a text. */
  private final int width;

  /**
   * For each column of each row where the row lies that it leads to, in the lower bits, and above
   * them the number of what it tells.
   */
  private final int[] cells;

  /** How many bits are the lower ones. */
  private final int shift;

  /** Where the row lies from which nothing is told any more: the first, or the one after it. */
  private final int lost;

  /** What cells tell, by its number: expressions that match whatever follows; by 0 nothing. */
  private final BitSet[] sets;

  /**
   * A table.
   *
   * @param numbers those of its expressions
   * @param always those of them that match every text
   * @throws Effort.Exhausted when it would be large
   */
  TextTable(BitSet numbers, BitSet always, TableRows rows, Columns columns, Effort effort) {
    this.numbers = numbers;
    this.always = always.isEmpty() ? null : always;
    this.columns = columns;
    this.ascii = columns.ascii();
    this.width = columns.size() + 1;
    this.lost = rows.lost() * width;
    this.sets = rows.sets().toArray(BitSet[]::new);
    this.shift = Integer.SIZE - Integer.numberOfLeadingZeros(rows.size() * width);
    effort.require(sets.length <= 1 << Integer.SIZE - 1 - shift);
    this.cells = new int[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < width; column++) {
        cells[row * width + column] =
            rows.told(row)[column] << shift | rows.next(row)[column] * width;
      }
    }
  }

  /**
   * The table of one valid expression, of the number 0, that is tried from the first character of
   * texts on.
   *
   * @throws Effort.Exhausted when it would be large, or nothing is left to spend
   */
  static TextTable of(String expression, RegexGraph graphs, Effort effort) {
    return TableMaker.of(graphs.of(RegexToken.read(expression)), effort);
  }

  Columns columns() {
    return columns;
  }

  int rows() {
    return cells.length / width;
  }

  /** The row from which nothing is told any more. */
  int lost() {
    return lost / width;
  }

  /** The row that a column of a row leads to. */
  int next(int row, int column) {
    return (cells[row * width + column] & mask()) / width;
  }

  /** The number of what it tells. */
  int told(int row, int column) {
    return cells[row * width + column] >>> shift;
  }

  /** What is told, by its number. */
  BitSet set(int number) {
    return sets[number];
  }

  private BitSet always() {
    return always == null ? new BitSet() : always;
  }

  /** The numbers of its expressions. */
  BitSet numbers() {
    return numbers;
  }

  private int mask() {
    return (1 << shift) - 1;
  }

  /**
   * Adds the numbers of the expressions that match a text from its first character on.
   *
   * @return whether that could be told; no where the text holds half of a pair without the other
   */
  boolean find(String text, BitSet found) {
    if (always != null) {
      found.or(always);
    }
    int[] cells = this.cells;
    byte[] ascii = this.ascii;
    int mask = mask();
    int lost = this.lost;
    int length = text.length();
    byte[] told = null;
    int row = START;
    int again = 0;
    int pause = STEP;
    for (int at = 0; at < length; at++) {
      if (row <= lost) {
        if (row == lost) {
          return true;
        }
        if (at >= again) {
          int from = at;
          at = skip(text, from);
          pause = at - from < WORTHWHILE ? Math.min(2 * pause, LONGEST_PAUSE) : STEP;
          again = at + pause;
          if (at == length) {
            break;
          }
        }
      }
      char c = text.charAt(at);
      int column;
      if (c < Columns.ASCII) {
        column = ascii[c];
      } else {
        column = columns.beyond(text, at);
        if (column == Columns.UNKNOWN) {
          return false;
        }
        at += Character.isHighSurrogate(c) ? 1 : 0;
      }
      row = cells[row + column];
      if (row > mask) {
        int set = row >>> shift;
        told = told == null ? new byte[sets.length] : told;
        if (told[set] == 0) {
          told[set] = 1;
          found.or(sets[set]);
        }
        row &= mask;
      }
    }
    int set = cells[row + width - 1] >>> shift;
    if (set > 0) {
      found.or(sets[set]);
    }
    return true;
  }

  /**
   * Skips characters that lead from the first row back to it, some at a time: most do where what is
   * looked for may stand anywhere, and none waits for where the one before it led.
   */
  private int skip(String text, int from) {
    int[] cells = this.cells;
    byte[] ascii = this.ascii;
    int at = from;
    for (int last = text.length() - STEP; at <= last; at += STEP) {
      int a = text.charAt(at);
      int b = text.charAt(at + 1);
      int c = text.charAt(at + 2);
      int d = text.charAt(at + 3);
      int e = text.charAt(at + 4);
      int f = text.charAt(at + 5);
      int g = text.charAt(at + 6);
      int h = text.charAt(at + 7);
      if ((a | b | c | d | e | f | g | h) >= Columns.ASCII
          || (cells[ascii[a]]
                  | cells[ascii[b]]
                  | cells[ascii[c]]
                  | cells[ascii[d]]
                  | cells[ascii[e]]
                  | cells[ascii[f]]
                  | cells[ascii[g]]
                  | cells[ascii[h]])
              != START) {
        return at;
      }
    }
    return at;
  }

  /** Whether a text matches one of the expressions; unknown of what is no Unicode text. */
  Truth matches(String text) {
    BitSet found = new BitSet();
    boolean told = find(text, found);
    return found.isEmpty() && !told ? Truth.UNKNOWN : Truth.of(!found.isEmpty());
  }

  /** The same table, with other numbers for its expressions: of one expression, this one. */
  TextTable numbered(int number) {
    BitSet one = new BitSet();
    one.set(number);
    return new TextTable(this, one);
  }

  private TextTable(TextTable table, BitSet number) {
    this.numbers = number;
    this.always = table.always == null ? null : number;
    this.columns = table.columns;
    this.ascii = table.ascii;
    this.width = table.width;
    this.cells = table.cells;
    this.shift = table.shift;
    this.lost = table.lost;
    this.sets = new BitSet[] {table.sets[0], number};
  }

  /**
   * One table for the expressions of two.
   *
   * @return empty when it would be large, or nothing is left to spend
   */
  Optional<TextTable> join(TextTable other, Effort effort) {
    Columns.Joined joined = columns.join(other.columns);
    if (joined.both().size() > MAX_COLUMNS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TextTable(
              TableRows.both(numbers, other.numbers),
              TableRows.both(always(), other.always()),
              TableRows.joined(this, other, joined.pairs(), effort),
              joined.both(),
              effort));
    } catch (Effort.Exhausted e) {
      return Optional.empty();
    }
  }
}
