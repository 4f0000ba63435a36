package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the lists of tools in an answer and takes out what is blocked. A list is known by its
 * shape, wherever it turns up: a stream that is resumed replays answers to requests this request
 * knows nothing of.
 */
final class ToolListEditor implements ResponseEditor {
  private final PinRules rules;
  private final UnaryOperator<String> upstreamOf;
  private @Nullable ResponseHead head;

  ToolListEditor(PinRules rules, UnaryOperator<String> upstreamOf) {
    this.rules = rules;
    this.upstreamOf = upstreamOf;
  }

  @Override
  public void head(ResponseHead answer) {
    head = answer;
  }

  @Override
  public void message(Message message, Consumer<Message> out) {
    if (isNotice(message)) {
      out.accept(message);
      return;
    }
    JsonDocument json = message.json();
    List<ListedTool> listed = new ArrayList<>();
    ToolLists.each(
        json.cursor(), tool -> listed.add(ListedTool.of(tool, rules.maxDefinitionBytes())));
    if (listed.isEmpty()) {
      out.accept(message);
      return;
    }
    ListJudge judge = new ListJudge(rules, upstreamOf, listed);
    ResponseHead answer = head;
    if (!judge.reasons().isEmpty() && answer != null) {
      answer.merge(ToolPins.content(judge.reasons()));
    }
    Set<ListedTool> blocked = judge.blocked();
    out.accept(blocked.isEmpty() ? message : message.with(without(json, listed, blocked)));
  }

  /** An event of a type of its own, such as {@code ping}, that nobody could read as JSON-RPC. */
  private static boolean isNotice(Message message) {
    String event = message.event();
    if (event == null || event.equals("message")) {
      return false;
    }
    String text = new String(message.bytes(), StandardCharsets.UTF_8);
    return text.indexOf('{') < 0 && text.indexOf('[') < 0;
  }

  private static JsonDocument without(
      JsonDocument json, List<ListedTool> listed, Set<ListedTool> blocked) {
    JsonCursor cursor = json.cursor();
    Iterator<ListedTool> next = listed.iterator();
    ToolLists.each(
        cursor,
        tool -> {
          if (blocked.contains(next.next())) {
            tool.remove();
          }
        });
    return cursor.document();
  }
}
