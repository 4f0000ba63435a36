package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Follows the text of a JSON document that comes in pieces, as the arguments of a tool do in the
 * stream of a model, and makes edits fit where they stand. What is not JSON is followed as far as
 * it looks like it. Not safe for use by several threads.
 */
final class JsonFragment {
  private static final int MAX_DEPTH = JsonDocument.MAX_DEPTH;

  private final BitSet objects = new BitSet();
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean expectsKey;

  /** What a text becomes inside a JSON string. */
  static String escaped(String text) {
    return new String(LiteralCursor.inside(text), StandardCharsets.UTF_8);
  }

  /**
   * Edits of the next piece of text, changed so that its reader still sees JSON: escaped inside a
   * string, quoted in the place of a number. The piece is passed by.
   *
   * @param keys whether names of members may be edited
   */
  List<TextEdit> fitted(String text, List<TextEdit> edits, boolean keys) {
    List<TextEdit> fitted = new ArrayList<>(edits.size());
    int at = 0;
    int free = 0;
    for (TextEdit edit : edits) {
      pass(text, at, edit.start());
      at = edit.start();
      if (!inString) {
        TextEdit number = number(text, edit, free);
        fitted.add(number);
        free = number.end();
      } else if (keys || !expectsKey) {
        int end = Math.min(edit.end(), stringEnd(text, edit.start()));
        fitted.add(new TextEdit(edit.start(), end, escaped(edit.with())));
        free = end;
      }
    }
    pass(text, at, text.length());
    return fitted;
  }

  private static TextEdit number(String text, TextEdit edit, int free) {
    int start = edit.start();
    while (start > free && isOfNumber(text.charAt(start - 1))) {
      start--;
    }
    int end = edit.end();
    while (end < text.length() && isOfNumber(text.charAt(end))) {
      end++;
    }
    return new TextEdit(start, end, '"' + escaped(edit.with()) + '"');
  }

  private static boolean isOfNumber(char c) {
    return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static int stringEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private void pass(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      if (inString) {
        inString = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else {
        structure(c);
      }
    }
  }

  private void structure(char c) {
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> {
        depth = Math.min(depth + 1, MAX_DEPTH);
        objects.set(depth, c == '{');
        expectsKey = c == '{';
      }
      case '}', ']' -> {
        depth = Math.max(depth - 1, 0);
        expectsKey = false;
      }
      case ',' -> expectsKey = objects.get(depth);
      case ':' -> expectsKey = false;
      default -> {} // white space, numbers, literals
    }
  }
}
