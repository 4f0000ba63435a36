package io.gatewaystack.validatabl.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which column of a table a character belongs to. Immutable. */
final class Columns {
  static final int UNKNOWN = -1;

  static final int ASCII = 128;

  /** Where columns change, in ascending order; the first is 0. */
  private final int[] turns;

  /** The columns of the characters from each turn on. */
  private final int[] columns;

  private final int size;
  private final byte[] ascii = new byte[ASCII];

  Columns(int[] turns, int[] columns) {
    this.turns = turns;
    this.columns = columns;
    this.size = Arrays.stream(columns).max().orElse(0) + 1;
    for (int c = 0; c < ASCII; c++) {
      ascii[c] = (byte) column(c);
    }
  }

  int size() {
    return size;
  }

  /** The columns of the characters below {@link #ASCII}; not to be changed. */
  byte[] ascii() {
    return ascii;
  }

  /**
   * The column of a character of a text that is not below {@link #ASCII}; {@link #UNKNOWN} for half
   * of a pair without the other.
   */
  int beyond(String text, int at) {
    int character = text.codePointAt(at);
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return half ? UNKNOWN : column(character);
  }

  private int column(int character) {
    int at = Arrays.binarySearch(turns, character);
    return columns[at >= 0 ? at : -at - 2];
  }

  /**
   * Columns that tell apart what either of two tells.
   *
   * @param both the columns
   * @param pairs for each of them the column of the one and of the other
   */
  record Joined(Columns both, List<int[]> pairs) {}

  Joined join(Columns other) {
    int[] all =
        IntStream.concat(Arrays.stream(turns), Arrays.stream(other.turns))
            .sorted()
            .distinct()
            .toArray();
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    int[] joined =
        Arrays.stream(all).map(c -> number(List.of(column(c), other.column(c)), numbers)).toArray();
    int[][] pairs = new int[numbers.size()][];
    numbers.forEach((pair, number) -> pairs[number] = new int[] {pair.get(0), pair.get(1)});
    return new Joined(new Columns(all, joined), List.of(pairs));
  }

  private static int number(List<Integer> pair, Map<List<Integer>, Integer> numbers) {
    Integer known = numbers.putIfAbsent(pair, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }
}
