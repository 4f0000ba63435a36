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

  private final BitSet numbers;
  private final Columns columns;

  /** How far rows are apart: a cell for each column, and one for the end of a text. */
  private final int width;

  /**
   * Where the row lies that each column of a row leads to; the complement where something is known
   * as soon as it is reached. In the cell for the end stands the number of the row, or the
   * complement where something is known when a text ends.
   */
  private final int[] next;

  /** Where the row lies from which no text leads on to a match; negative when there is none. */
  private final int lost;

  /** The expressions that match whatever follows, when a row is reached. */
  private final @Nullable BitSet[] passed;

  /** The expressions that match when the text ends at a row. */
  private final @Nullable BitSet[] ended;

  TextTable(BitSet numbers, TableRows rows, Columns columns) {
    this.numbers = numbers;
    this.columns = columns;
    this.width = columns.size() + 1;
    this.lost = rows.lost() * width;
    this.next = new int[rows.size() * width];
    this.passed = new BitSet[rows.size()];
    this.ended = new BitSet[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      passed[row] = some(rows.passed(row));
      ended[row] = some(rows.ended(row));
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        next[row * width + column] = reached(rows.next(row)[column]);
      }
      next[row * width + columns.size()] = ended[row] == null ? row : ~row;
    }
  }

  /** Where a row lies, or its complement. */
  private int reached(int row) {
    int at = row * width;
    return at == lost || passed[row] != null ? ~at : at;
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

  private static @Nullable BitSet some(BitSet numbers) {
    return numbers.isEmpty() ? null : numbers;
  }

  Columns columns() {
    return columns;
  }

  int rows() {
    return passed.length;
  }

  /** The row where no text leads on to a match; negative when there is none. */
  int lost() {
    return lost / width;
  }

  int next(int row, int column) {
    return plain(next[row * width + column]) / width;
  }

  private static int plain(int cell) {
    return cell < 0 ? ~cell : cell;
  }

  BitSet passed(int row) {
    return numbers(passed[row]);
  }

  BitSet ended(int row) {
    return numbers(ended[row]);
  }

  /** The numbers of its expressions. */
  BitSet numbers() {
    return numbers;
  }

  private static BitSet numbers(@Nullable BitSet numbers) {
    return numbers == null ? new BitSet() : numbers;
  }

  /**
   * Adds the numbers of the expressions that match a text from its first character on.
   *
   * @return whether that could be told; no where the text holds half of a pair without the other
   */
  boolean find(String text, BitSet found) {
    int[] next = this.next;
    byte[] ascii = columns.ascii();
    int length = text.length();
    int row = reached(START);
    BitSet noted = null;
    for (int at = 0; ; at++) {
      if (row < 0) {
        row = ~row;
        if (row == lost) {
          return true;
        }
        int number = plain(next[row + columns.size()]);
        noted = noted == null ? new BitSet(rows()) : noted;
        if (!noted.get(number)) {
          noted.set(number);
          found.or(passed(number));
        }
      }
      if (at >= length) {
        break;
      }
      char c = text.charAt(at);
      if (c < Columns.ASCII) {
        row = next[row + ascii[c]];
        continue;
      }
      int column = columns.beyond(text, at);
      if (column == Columns.UNKNOWN) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        at++;
      }
      row = next[row + column];
    }
    int number = next[row + columns.size()];
    if (number < 0) {
      found.or(ended(plain(number)));
    }
    return true;
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
    this.columns = table.columns;
    this.width = table.width;
    this.lost = table.lost;
    this.next = table.next;
    this.passed = renumbered(table.passed, number);
    this.ended = renumbered(table.ended, number);
  }

  private static @Nullable BitSet[] renumbered(@Nullable BitSet[] rows, BitSet number) {
    @Nullable BitSet[] renumbered = new BitSet[rows.length];
    for (int row = 0; row < rows.length; row++) {
      renumbered[row] = rows[row] == null ? null : number;
    }
    return renumbered;
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
              TableRows.joined(this, other, joined.pairs(), effort),
              joined.both()));
    } catch (Effort.Exhausted e) {
      return Optional.empty();
    }
  }
}
