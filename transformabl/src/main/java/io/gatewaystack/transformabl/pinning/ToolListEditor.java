package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
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
 * knows nothing of, and an upstream may answer one request in the answer to another.
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
    if (!ToolLists.mayBeIn(message.bytes())) {
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
