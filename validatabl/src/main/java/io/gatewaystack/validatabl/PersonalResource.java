package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import java.util.function.Consumer;

/**
 * Keeps a resource that not everybody may read out of caches that serve everybody: the answer to
 * {@code resources/read} says how widely it may be kept since MCP 2026-07-28. All else stays as it
 * was written.
 */
final class PersonalResource implements ResponseEditor {
  private static final String FIRST_REVISION = "2026-07-28";

  /** Whether an answer may say that it may be kept for everybody. */
  static boolean concerns(RequestContext context) {
    return context.operation().kind() == Operation.Kind.MCP_READ
        && context.operation().method().equals("resources/read")
        && context
            .request()
            .headers()
            .first("MCP-Protocol-Version")
            .filter(version -> version.compareTo(FIRST_REVISION) >= 0)
            .isPresent();
  }

  @Override
  public void message(Message message, Consumer<Message> out) {
    if (ListFilter.isNotice(message)) {
      out.accept(message);
      return;
    }
    JsonCursor cursor = message.json().cursor();
    if (cursor.isObject()) {
      cursor.enter();
      while (cursor.next()) {
        if (cursor.keyIs("result") && cursor.isObject()) {
          result(cursor);
        }
      }
      cursor.leave();
    }
    out.accept(cursor.isChanged() ? message.with(cursor.document()) : message);
  }

  private static void result(JsonCursor cursor) {
    CacheScope scope = new CacheScope();
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("contents")) {
        scope.concerns();
      }
      scope.member(cursor);
    }
    scope.close(cursor);
    cursor.leave();
  }
}
