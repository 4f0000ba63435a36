package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.NormalText;

/** The last line of a text that goes on, if it may be a row of a table: its end decides that. */
final class UnfinishedRow {
  private static final String MARKS = ",;\t|"; // between cells
  private static final int LONGEST_LINE = 300;

  private UnfinishedRow() {}

  /** Where it begins; the end of the text when it is none. */
  static int start(NormalText text, int end) {
    int start = lineStart(text, end);
    int above = start > 0 ? lineStart(text, start - 1) : start;
    for (int i = 0; i < MARKS.length() && above < start; i++) {
      int marks = count(text, MARKS.charAt(i), start, end);
      if (marks > 0 && marks <= count(text, MARKS.charAt(i), above, start)) {
        return start;
      }
    }
    return end;
  }

  private static int lineStart(NormalText text, int end) {
    int start = end;
    while (start > 0 && end - start <= LONGEST_LINE && text.at(start - 1) != '\n') {
      start--;
    }
    return end - start > LONGEST_LINE ? end : start;
  }

  private static int count(NormalText text, char mark, int start, int end) {
    int count = 0;
    for (int at = start; at < end; at++) {
      count += text.at(at) == mark ? 1 : 0;
    }
    return count;
  }
}
