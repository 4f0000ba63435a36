package io.gatewaystack.transformabl.text;

/**
 * The heads of columns: where lines have as many cells as each other, parted by one mark, the first
 * of them says what stands in those below it. Only short lines are looked at, and none twice while
 * questions go down a text. Not safe for use by several threads.
 */
final class Columns {
  private static final Marks MARKS = Marks.of(",;\t|");
  private static final Marks BEFORE_VALUES = Marks.of(" \"'(+`*-");
  private static final Marks FIGURES = Marks.of("0123456789+-() ./\"',`\r");
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_CELL = 40;
  private static final int LONGEST_NUMBER = 4; // in a head

  private final Words words;
  private NormalText text;
  private int line; // where the line starts around the place that was asked last
  private int read; // up to where line breaks were looked for
  private int blockEnd; // behind the last line that is known to belong to the head
  private int headStart;
  private int headEnd; // of the first line of that block; its start when it is no head
  private char mark;

  Columns(Words words, NormalText text) {
    this.words = words;
    this.text = text;
  }

  /** Another text is read. */
  void of(NormalText newText) {
    text = newText;
    line = 0;
    read = 0;
    blockEnd = 0;
  }

  /**
   * Whether a line stands above that of a value, and this one is short enough; false is certain.
   *
   * @param before how far in front of a place the value may start
   */
  boolean mayHaveHead(int from, int before) {
    int line = line(from);
    return line > 0 && from - line <= LONGEST_LINE + before;
  }

  /** What the head of the column says in which a value stands; NONE when there is none. */
  Topic head(int from) {
    if (!mayHaveHead(from, 0)) {
      return Topic.NONE;
    }
    char parts = partedBy(from);
    int start = parts == 0 ? -1 : lineStart(from);
    return start > 0 && isBelowHead(start, parts) ? cell(column(start, from)) : Topic.NONE;
  }

  /** The mark in front of a value or, if it is the first of its line, behind it; NUL if none. */
  private char partedBy(int from) {
    int at = from - 1;
    while (at >= 0 && from - at < 6 && BEFORE_VALUES.have(text.at(at))) {
      at--;
    }
    char before = text.at(at);
    if (before == '\n' && isAlone(from)) {
      return '\n';
    }
    if (before != '\n') {
      return MARKS.have(before) ? before : 0;
    }
    int end = from;
    while (end - from < LONGEST_CELL && text.at(end) >= ' ' && !MARKS.have(text.at(end))) {
      end++;
    }
    char behind = text.at(end);
    return behind == '\t' || behind > ' ' && end - from < LONGEST_CELL ? behind : 0;
  }

  /** Whether nothing but figures stands between a place and the end of its line. */
  private boolean isAlone(int from) {
    int end = from;
    while (end - from < LONGEST_CELL && isFigure(text.at(end))) {
      end++;
    }
    return text.at(end) == '\n' || end == text.length();
  }

  private static boolean isFigure(char c) {
    return FIGURES.have(c);
  }

  /** Whether a line belongs to a block with a head above it; finds the block if it is another. */
  private boolean isBelowHead(int start, char parts) {
    if (parts == mark && start < blockEnd && start > headStart) {
      return start > headEnd && headEnd > headStart;
    }
    mark = parts;
    int end = lineEnd(start, start + LONGEST_LINE);
    int cells = count(start, end);
    int first = start;
    int known = blockEnd;
    while (first > 0 && first != known) {
      int above = lineStart(first - 1);
      if (above < 0 || count(above, first - 1) != cells) {
        break;
      }
      first = above;
    }
    if (mark == '\n' && first > 0 && first != known) {
      first = Math.max(0, lineStart(first - 1)); // a line of words above lines of figures
    }
    if (first != known || first == 0) {
      headStart = first;
      headEnd = isHead(first) ? lineEnd(first, first + LONGEST_LINE) : first;
    }
    blockEnd = Math.min(end + 1, text.length());
    return start > headEnd && headEnd > headStart;
  }

  /** Whether a line has short cells, and no long number in any. */
  private boolean isHead(int start) {
    int cell = 0;
    int digits = 0;
    for (int at = start; at < text.length() && text.at(at) != '\n'; at++) {
      cell = text.at(at) == mark ? 0 : cell + 1;
      digits = text.isDigit(at) ? digits + 1 : 0;
      if (cell > LONGEST_CELL || digits > LONGEST_NUMBER) {
        return false;
      }
    }
    return true;
  }

  private int lineEnd(int from, int limit) {
    int end = from;
    while (end < text.length() && end < limit && text.at(end) != '\n') {
      end++;
    }
    return end;
  }

  /** Where the line around a position starts; -1 when it is too long. */
  private int lineStart(int from) {
    int start = start(from, LONGEST_LINE);
    return from - start > LONGEST_LINE ? -1 : start;
  }

  private int start(int from, int most) {
    int start = from;
    while (from - start <= most && start > 0 && text.at(start - 1) != '\n') {
      start--;
    }
    return start;
  }

  /** Where the line around a position starts; some place far in front if it is too long. */
  private int line(int from) {
    if (from < line) { // asked out of order
      return start(from, 2 * LONGEST_LINE);
    }
    char[] chars = text.chars();
    for (int end = Math.min(from, text.length()); read < end; read++) {
      if (chars[read] == '\n') {
        line = read + 1;
      }
    }
    return line;
  }

  /** How many marks stand between two places of a line, outside of quotes. */
  private int count(int from, int to) {
    int count = 0;
    boolean quoted = false;
    if (mark == '\n') {
      for (int i = from; i < to && count == 0; i++) {
        count = isFigure(text.at(i)) || text.at(i) == '*' ? 0 : 1;
      }
      return from == to ? 1 : count;
    }
    for (int i = from; i < to; i++) {
      quoted ^= text.at(i) == '"';
      count += !quoted && text.at(i) == mark ? 1 : 0;
    }
    return count;
  }

  private int column(int start, int from) {
    return mark == '\n' ? 0 : count(start, from);
  }

  private Topic cell(int column) {
    int start = headStart;
    for (int i = 0; i < column; i++) {
      while (start < headEnd && text.at(start) != mark) {
        start++;
      }
      start++;
    }
    int end = start;
    while (end < headEnd && text.at(end) != mark) {
      end++;
    }
    return start < headEnd ? words.lastWithin(start, end) : Topic.NONE;
  }
}
