package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of columns in documents that keep them apart from their rows: {@code
 * {"columns":["id","ssn"],"rows":[[1,"…"]]}}, in any order, {@code [["id","ssn"],[1,"…"]]}. Not
 * safe for use by several threads.
 */
final class RowNames {
  /** Names of members that hold rows, in whose neighbours names of columns are looked for. */
  private static final Set<String> ROWS =
      Set.of("data", "data_array", "dataset", "records", "rows", "tuples", "values");

  private static final int LONGEST_ROWS = 10;
  private static final int LONGEST_LABEL = 32;
  private static final int MOST = 64;

  private final byte[] json;
  private final List<String> names = new ArrayList<>(0);
  private final List<String> described = new ArrayList<>(0); // of columns, for rows alone
  private boolean rows; // the value is in rows of such columns
  private int aheadTo; // how far the document was read for what follows rows
  private boolean collecting;
  private boolean first; // row, of those that are rows of strings
  private boolean nested; // the value is the first in the first of several arrays
  private boolean pair; // the value may be the first of a pair
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
    rows = false;
    collecting = false;
    if (to - from <= LONGEST_ROWS && to > from) {
      shortKey(from, to);
    }
  }

  /** Few names have a first letter of those that matter. */
  private void shortKey(int from, int to) {
    switch (json[from] | 0x20) {
      case 'c', 'f', 'h' -> head(from, to);
      case 'd', 'r', 't', 'v' -> rows(from, to);
      default -> {}
    }
  }

  private void head(int from, int to) {
    collecting = RowHead.isKey(json, from, to);
    if (!collecting) {
      return;
    }
    names.clear();
    described.clear();
    int value = RowHead.valueOf(json, to);
    if (RowHead.are(json, value, '[', '{')) {
      described.addAll(RowHead.names(json, value));
    }
  }

  private void rows(int from, int to) {
    int value = RowHead.valueOf(json, to);
    if (RowHead.are(json, value, '[', '[') && value >= aheadTo && areRows(from, to)) {
      lookBehind(value);
      rows = !described.isEmpty();
    }
  }

  private boolean areRows(int from, int to) {
    return ROWS.contains(
        new String(json, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
  }

  /** Columns may also be named behind their rows. */
  private void lookBehind(int value) {
    RowHead.Behind behind = RowHead.behind(json, value);
    aheadTo = behind.value();
    if (!behind.names().isEmpty()) {
      names.clear();
      described.clear();
      described.addAll(behind.names());
    }
  }

  /** Goes on to a value. */
  void value(Leaf leaf) {
    int before = before(leaf.from());
    boolean starts = before >= 0 && json[before] == '[';
    int outer = starts ? before(before) : -1;
    second = label;
    label = "";
    nested = outer >= 0 && json[outer] == '[';
    pair = nested || outer >= 0 && json[outer] == ',';
    if (first && starts) {
      first = false;
      collecting = false;
    }
    boolean row = rows ? pair || !starts : !collecting && !names.isEmpty();
    if (row) {
      column = starts ? 0 : column < 0 ? -1 : column + 1;
    }
  }

  /**
   * Leaves a value behind.
   *
   * @param now what becomes of its text; null when it stays
   */
  void leave(Leaf leaf, @Nullable String now) {
    if (!pair && !collecting) {
      return;
    }
    boolean string = now != null || leaf.kind() == Leaf.Kind.STRING;
    String text = now != null ? now : string ? leaf.text() : "";
    label = pair && text.length() <= LONGEST_LABEL ? text : "";
    if (nested && !collecting && !rows && string && names.isEmpty()) {
      first = true;
      collecting = true;
    }
    if (collecting && string && names.size() < MOST) {
      collect(text);
    }
  }

  private void collect(String text) {
    if (text.chars().anyMatch(Character::isDigit)) {
      names.clear();
      collecting = false;
    } else {
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
    List<String> heads = rows ? described : names;
    return column >= 0 && column < heads.size() ? heads.get(column) : second;
  }
}
