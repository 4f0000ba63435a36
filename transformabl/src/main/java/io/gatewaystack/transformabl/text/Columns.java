package io.gatewaystack.transformabl.text;

/**
 * The heads of columns: in a text of several lines, with values parted by one mark, the first line
 * says what stands in those below it. Only short lines are looked at. Not safe for use by several
 * threads.
 */
final class Columns {
  private static final String MARKS = ",;\t|";
  private static final int LONGEST_LINE = 300;

  private final Words words;
  private NormalText text = new NormalText();
  private int headEnd; // of the first line; 0 when it is no head, -1 when that is not known
  private char mark;

  Columns(Words words) {
    this.words = words;
  }

  /** Another text is read. */
  void of(NormalText newText) {
    text = newText;
    headEnd = -1;
  }

  /** What the head of the column says in which a value stands; NONE when there is none. */
  Topic head(int from) {
    if (headEnd < 0) {
      readHead();
    }
    if (headEnd == 0 || from <= headEnd) {
      return Topic.NONE;
    }
    int column = column(from);
    return column < 0 ? Topic.NONE : cell(column);
  }

  private void readHead() {
    headEnd = 0;
    int end = 0;
    while (end < text.length() && end <= LONGEST_LINE && text.at(end) != '\n') {
      end++;
    }
    int most = 0;
    for (int i = 0; i < MARKS.length(); i++) {
      int count = count(MARKS.charAt(i), 0, end);
      if (count > most) {
        most = count;
        mark = MARKS.charAt(i);
      }
    }
    headEnd = most > 0 && end < text.length() && end <= LONGEST_LINE ? end : 0;
  }

  private int count(char c, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += text.at(i) == c ? 1 : 0;
    }
    return count;
  }

  /** How many marks stand in front of a position in its line; -1 when the line is too long. */
  private int column(int from) {
    int start = from;
    while (from - start <= LONGEST_LINE && start > 0 && text.at(start - 1) != '\n') {
      start--;
    }
    return from - start > LONGEST_LINE ? -1 : count(mark, start, from);
  }

  private Topic cell(int column) {
    int start = 0;
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
