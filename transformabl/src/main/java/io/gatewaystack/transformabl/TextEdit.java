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

  /** Shows no text: it may be personal. */
  @Override
  public String toString() {
    return "TextEdit[" + start + ".." + end + "]";
  }
}
