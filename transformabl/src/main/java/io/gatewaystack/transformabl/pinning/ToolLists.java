package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Finds the tools of the lists in a message: {@code result.tools}, in a batch as well. */
final class ToolLists {
  private static final byte[] NAME = ascii("\"tools\"");
  private static final byte[] LETTER_TO_O = ascii("\\u006");
  private static final byte[] LETTER_FROM_P = ascii("\\u007");

  private ToolLists() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether a message may hold a list of tools: it says so, spells a letter of it by its number, or
   * is in an encoding in which nothing can be told.
   */
  static boolean mayBeIn(byte[] json) {
    for (int at = 0; at < json.length; at++) {
      byte b = json[at];
      boolean may =
          b == 0
              || b == '"' && isAt(json, at, NAME)
              || b == '\\' && (isAt(json, at, LETTER_TO_O) || isAt(json, at, LETTER_FROM_P));
      if (may) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] json, int at, byte[] text) {
    int end = at + text.length;
    return end <= json.length && Arrays.equals(json, at, end, text, 0, text.length);
  }

  /** Moves a cursor over a document, and calls back on each tool. */
  static void each(JsonCursor cursor, Consumer<JsonCursor> tool) {
    if (!cursor.isArray()) {
      answer(cursor, tool);
      return;
    }
    cursor.enter(); // a batch, which servers up to 2025-03-26 may send
    while (cursor.next()) {
      answer(cursor, tool);
    }
    cursor.leave();
  }

  private static void answer(JsonCursor cursor, Consumer<JsonCursor> tool) {
    if (!cursor.isObject()) {
      return;
    }
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("result") && cursor.isObject()) {
        result(cursor, tool);
      }
    }
    cursor.leave();
  }

  private static void result(JsonCursor cursor, Consumer<JsonCursor> tool) {
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("tools") && cursor.isArray()) {
        cursor.enter();
        while (cursor.next()) {
          tool.accept(cursor);
        }
        cursor.leave();
      }
    }
    cursor.leave();
  }
}
