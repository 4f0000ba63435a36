package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import java.util.function.Consumer;

/** Finds the tools of the lists in a message: {@code result.tools}, in a batch as well. */
final class ToolLists {
  private ToolLists() {}

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
