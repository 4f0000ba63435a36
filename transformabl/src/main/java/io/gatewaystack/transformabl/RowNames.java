package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of columns in documents that keep them apart from their rows: {@code
 * {"columns":["id","ssn"],"rows":[[1,"…"]]}}, {@code [["id","ssn"],[1,"…"]]}. Not safe for use by
 * several threads.
 */
final class RowNames {
  private static final Set<String> HEADS =
      Set.of("cols", "columns", "fields", "head", "header", "headers");
  private static final int SHORTEST_HEAD = 4;
  private static final int LONGEST_HEAD = 7;
  private static final int LONGEST_LABEL = 32;
  private static final int MOST = 64;

  private final byte[] json;
  private final List<String> names = new ArrayList<>(0);
  private boolean collecting;
  private boolean first; // row, of those that are rows of strings
  private int column = -1; // of the value at the cursor; -1 outside of rows
  private String label = ""; // the value before, if it is the first of a pair
  private String second = ""; // what stands in front of the value at the cursor in a pair

  RowNames(byte[] json) {
    this.json = json;
  }

  /** Goes on to a name. */
  void key(int from, int to) {
    column = -1;
    label = "";
    second = "";
    first = false;
    collecting =
        to - from <= LONGEST_HEAD
            && to - from >= SHORTEST_HEAD
            && isFirst(json[from])
            && HEADS.contains(
                new String(json, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    if (collecting) {
      names.clear();
    }
  }

  private static boolean isFirst(byte letter) {
    int small = letter | 0x20;
    return small == 'c' || small == 'f' || small == 'h';
  }

  /** Goes on to a value. */
  void value(Leaf leaf) {
    int before = before(leaf.from());
    boolean starts = before >= 0 && json[before] == '[';
    int outer = starts ? before(before) : -1;
    boolean nested = outer >= 0 && json[outer] == '[';
    second = label;
    boolean pair = nested || outer >= 0 && json[outer] == ',';
    label = pair && leaf.kind() == Leaf.Kind.STRING ? label(leaf.text()) : "";
    if (nested && !collecting && leaf.kind() == Leaf.Kind.STRING && names.isEmpty()) {
      first = true;
      collecting = true;
    } else if (first && starts) {
      first = false;
      collecting = false;
    }
    if (collecting) {
      collect(leaf);
    } else if (!names.isEmpty()) {
      column = starts ? 0 : column < 0 ? -1 : column + 1;
    }
  }

  private static String label(String text) {
    return text.length() > LONGEST_LABEL ? "" : text;
  }

  private void collect(Leaf leaf) {
    boolean name = leaf.kind() == Leaf.Kind.STRING && names.size() < MOST;
    String text = name ? leaf.text() : "";
    if (text.chars().anyMatch(Character::isDigit)) {
      names.clear();
      collecting = false;
    } else if (name) {
      names.add(text);
    }
  }

  private int before(int position) {
    int at = position - 1;
    while (at >= 0 && json[at] <= ' ') {
      at--;
    }
    return at;
  }

  /**
   * The name of the column in which the value stands, or what stands in front of it in a pair;
   * empty when there is neither.
   */
  String name() {
    if (column >= 0 && column < names.size()) {
      return names.get(column);
    }
    return second;
  }
}
