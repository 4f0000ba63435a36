package io.gatewaystack.transformabl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream remembers of a text that has left: its last characters, because the words in front
 * of a value say what it is, and in a table the first line of it, or the names in front of SQL's
 * values, because they do so, too.
 */
final class Remembered {
  private static final int MOST = 256;
  private static final int LONGEST_LINE = 300;
  private static final String MARKS = ",;\t|";
  private static final Pattern VALUES =
      Pattern.compile("\\([^()]{1,400}\\)\\s{0,9}VALUES\\b", Pattern.CASE_INSENSITIVE);

  private Remembered() {}

  /**
   * What to remember.
   *
   * @param text what was remembered, and behind it what has left since
   */
  static String of(String text) {
    int cut = text.length() - MOST;
    if (cut <= 0) {
      return text;
    }
    String tail = text.substring(cut);
    return ofValues(text, cut).or(() -> ofTable(text, cut)).orElse(tail);
  }

  /** The first line of a table, and the rows of which not all is forgotten. */
  private static Optional<String> ofTable(String text, int cut) {
    int line = text.lastIndexOf('\n', cut - 1) + 1;
    int end = text.indexOf('\n', line);
    if (end < 0 || end - line > LONGEST_LINE) {
      return Optional.empty();
    }
    String last = text.substring(line, end);
    int head = head(text, line, end);
    head = head < 0 && isFigures(last) ? words(text, line) : head;
    if (head >= 0) {
      String first = text.substring(head, text.indexOf('\n', head) + 1);
      return Optional.of(first + text.substring(line));
    }
    return hasMark(last) || isFigures(text, end + 1)
        ? Optional.of(text.substring(line)) // may be the first line itself
        : Optional.empty();
  }

  private static boolean isFigures(String text, int line) {
    int end = text.indexOf('\n', line);
    return isFigures(text.substring(line, end < 0 ? text.length() : end));
  }

  /** The names in front of the values of a statement in SQL, and the last of these. */
  private static Optional<String> ofValues(String text, int cut) {
    Matcher head = VALUES.matcher(text).region(0, cut);
    if (!head.find()) {
      return Optional.empty();
    }
    int row = text.lastIndexOf('(', cut);
    while (row > head.end() && !startsRow(text, row, head.end())) {
      row = text.lastIndexOf('(', row - 1);
    }
    boolean goesOn = row >= head.end() && text.indexOf(';', head.end()) < 0;
    return goesOn && cut - row <= LONGEST_LINE
        ? Optional.of(head.group() + ' ' + text.substring(row))
        : Optional.empty();
  }

  /** Whether a bracket stands behind the names, or behind another row. */
  private static boolean startsRow(String text, int bracket, int names) {
    int at = bracket - 1;
    while (at >= names && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at < names || text.startsWith("),", at - 1);
  }

  /** Where the first line of the table begins that a line belongs to; below zero for none. */
  private static int head(String text, int line, int end) {
    int below = text.indexOf('\n', end + 1) < 0 ? line : end + 1; // the line may be the odd one
    for (int i = 0; i < MARKS.length(); i++) {
      int first = Math.min(first(text, line, MARKS.charAt(i)), first(text, below, MARKS.charAt(i)));
      if (first < line) {
        return first;
      }
    }
    return -1;
  }

  /** The first line of those with as many marks as one below; one between two may have others. */
  private static int first(String text, int line, char mark) {
    int cells = count(text.substring(line, text.indexOf('\n', line)), mark);
    int first = line;
    int odd = cells == 0 ? 1 : 0;
    int at = line;
    while (at > 0 && odd <= 1) {
      int above = text.lastIndexOf('\n', at - 2) + 1;
      String row = text.substring(above, at - 1);
      boolean same = cells > 0 && row.length() <= LONGEST_LINE && count(row, mark) == cells;
      odd = same ? 0 : odd + 1;
      first = same ? above : first;
      at = above;
    }
    return first;
  }

  /** Where the line begins that stands above lines of figures; below zero for none. */
  private static int words(String text, int line) {
    int at = line;
    while (at > 0) {
      int above = text.lastIndexOf('\n', at - 2) + 1;
      String row = text.substring(above, at - 1);
      if (!isFigures(row)) {
        return row.length() <= LONGEST_LINE ? above : at < line ? at : -1;
      }
      at = above;
    }
    return at < line ? at : -1;
  }

  private static boolean hasMark(String line) {
    return MARKS.chars().anyMatch(mark -> count(line, (char) mark) > 0);
  }

  /** How often a mark stands outside of quotes. */
  private static int count(String line, char mark) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      count += !quoted && line.charAt(i) == mark ? 1 : 0;
    }
    return count;
  }

  private static boolean isFigures(String line) {
    return !line.isEmpty()
        && line.chars().allMatch(c -> c >= '0' && c <= '9' || "+-() ./\"',`\r".indexOf(c) >= 0);
  }
}
