package io.gatewaystack.transformabl;

import java.util.List;

/**
 * A piece of a text and what becomes of it. Positions count characters.
 *
 * @param start position of the first character replaced
 * @param end position behind the last character replaced
 * @param with what stands there afterwards
 */
record TextEdit(int start, int end, String with) {

  /** The text with edits made, which are in order and do not overlap. */
  static String apply(String text, List<TextEdit> edits) {
    StringBuilder edited = new StringBuilder(text.length() + 16);
    int kept = 0;
    for (TextEdit edit : edits) {
      edited.append(text, kept, edit.start).append(edit.with);
      kept = edit.end;
    }
    return edited.append(text, kept, text.length()).toString();
  }

  /** The edit that makes one text of another, as short as a single one can be. */
  static TextEdit between(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int start = 0;
    while (start < most && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    if (start > 0 && Character.isHighSurrogate(before.charAt(start - 1))) {
      start--; // pairs stay together
    }
    int same = 0;
    while (same < most - start && last(before, same) == last(after, same)) {
      same++;
    }
    if (same > 0 && Character.isLowSurrogate(last(before, same - 1))) {
      same--;
    }
    return new TextEdit(
        start, before.length() - same, after.substring(start, after.length() - same));
  }

  private static char last(String text, int back) {
    return text.charAt(text.length() - 1 - back);
  }

  /** Shows no text: it may be personal. */
  @Override
  public String toString() {
    return "TextEdit[" + start + ".." + end + "]";
  }
}
