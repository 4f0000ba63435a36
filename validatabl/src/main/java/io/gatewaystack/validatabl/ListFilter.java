package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.UnfitAnswer;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an answer what its caller does not see: entries of lists and completed values. What
 * is kept stays as it was written, to the byte.
 *
 * <p>A list is known by its shape, wherever it turns up: a stream that is resumed replays answers
 * to requests this request knows nothing of. What answers the request at hand must have the shape
 * that was asked for, and an entry that cannot be judged is taken out.
 */
final class ListFilter implements ResponseEditor {
  private static final String MALFORMED = "answer_not_a_list";
  private static final List<ListKind> KINDS = List.of(ListKind.values());

  private final Sight sight;
  private final boolean personal;
  private final @Nullable JsonRpcId id;
  private final @Nullable ListKind asked;
  private final @Nullable Completing completing;
  private final AskedCompletions earlier;

  /**
   * Filters one answer.
   *
   * @param completing what the request wants completed; null for any other request
   * @param earlier what requests before it wanted completed
   */
  ListFilter(Sight sight, @Nullable Completing completing, AskedCompletions earlier) {
    Operation operation = sight.context().operation();
    this.sight = sight;
    this.personal = sight.rules().dependOnCaller();
    this.id = operation.id();
    this.asked = ListKind.of(operation.method());
    this.completing = completing;
    this.earlier = earlier;
  }

  /** Whether the answer to an operation may hold what its caller does not see. */
  static boolean concerns(Operation operation) {
    return switch (operation.kind()) {
      case MCP_LIST, MCP_COMPLETE, MCP_STREAM -> true;
      case HTTP,
          MCP_TOOL_CALL,
          MCP_READ,
          MCP_PROMPT,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          REST_TOOL,
          MODEL_CALL ->
          false;
    };
  }

  @Override
  public void message(Message message, Consumer<Message> out) {
    if (isNotice(message)) {
      out.accept(message);
      return;
    }
    JsonDocument json = message.json();
    JsonCursor cursor = json.cursor();
    if (cursor.isArray()) { // a batch, which servers up to 2025-03-26 may send
      JsonCursor ahead = json.cursor();
      ahead.enter();
      cursor.enter();
      while (cursor.next() && ahead.next()) {
        if (cursor.isArray()) {
          throw new UnfitAnswer(MALFORMED); // no message, and read by nobody but careless readers
        }
        filter(cursor, idOf(ahead));
      }
      cursor.leave();
    } else {
      filter(cursor, idOf(json.cursor()));
    }
    out.accept(cursor.isChanged() ? message.with(cursor.document()) : message);
  }

  /** An event of a type of its own, such as {@code ping}, that nobody could read as JSON-RPC. */
  static boolean isNotice(Message message) {
    String event = message.event();
    if (event == null || event.equals("message")) {
      return false;
    }
    for (byte b : message.bytes()) {
      if (b == '{' || b == '[') {
        return false;
      }
    }
    return true;
  }

  private void filter(JsonCursor cursor, @Nullable String written) {
    if (!cursor.isObject()) {
      return; // nobody takes it for a result
    }
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("result") && !result(cursor, written) && answersUs(written)) {
        throw new UnfitAnswer(MALFORMED);
      }
    }
    cursor.leave();
  }

  /** Filters a result; false when it is not of the shape that was asked for. */
  private boolean result(JsonCursor cursor, @Nullable String written) {
    if (!cursor.isObject()) {
      return false;
    }
    boolean fits = asked == null && completing == null;
    CacheScope scope = new CacheScope();
    cursor.enter();
    while (cursor.next()) {
      ListKind kind = kindOf(cursor);
      if (kind != null) {
        entries(cursor, kind);
        scope.concerns();
        fits |= kind == asked;
      } else if (cursor.keyIs("completion")) {
        fits |= completion(cursor, written) && completing != null;
      } else if (cursor.keyIs("resultType")) { // a server that must ask first has no list yet
        fits |= cursor.isString() && !cursor.text().equals("complete");
      }
      scope.member(cursor);
    }
    if (personal || cursor.isChanged()) {
      // What is the same for all who are known here is not for those who are not.
      scope.close(cursor);
    }
    cursor.leave();
    return fits;
  }

  private static @Nullable ListKind kindOf(JsonCursor cursor) {
    for (ListKind kind : KINDS) {
      if (cursor.keyIs(kind.member)) {
        return kind;
      }
    }
    return null;
  }

  private void entries(JsonCursor cursor, ListKind kind) {
    if (!cursor.isArray()) {
      throw new UnfitAnswer(MALFORMED);
    }
    cursor.enter();
    while (cursor.next()) {
      String name = nameOf(cursor, kind);
      if (name == null || !isUsable(name) || !kind.shows(sight, name)) {
        cursor.remove();
      }
    }
    cursor.leave();
  }

  /** Whether a request could carry the name. */
  private static boolean isUsable(String name) {
    return !name.isEmpty() && name.length() <= Operation.MAX_NAME;
  }

  private static @Nullable String nameOf(JsonCursor entry, ListKind kind) {
    if (!entry.isObject()) {
      return null;
    }
    String name = null;
    entry.enter();
    while (entry.next()) {
      if (entry.keyIs(kind.nameMember)) {
        name = entry.isString() ? entry.text() : null;
        break;
      }
    }
    entry.leave();
    return name;
  }

  private boolean completion(JsonCursor cursor, @Nullable String written) {
    if (!cursor.isObject()) {
      return false;
    }
    Set<Completing> about = completedBy(written);
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("values")) {
        values(cursor, about);
      } else if (cursor.keyIs("total") && mayHideValues(about)) {
        cursor.remove(); // it counts what is hidden, too
      }
    }
    cursor.leave();
    return true;
  }

  /** What an answer may complete; empty when nobody knows any more. */
  private Set<Completing> completedBy(@Nullable String written) {
    if (completing != null && id != null && id.json().equals(written)) {
      return Set.of(completing);
    }
    return written == null ? Set.of() : earlier.find(sight.context(), sight.identity(), written);
  }

  private boolean mayHideValues(Set<Completing> about) {
    boolean resources = about.stream().anyMatch(one -> one.template() != null);
    boolean prompts = about.stream().anyMatch(one -> one.template() == null);
    return (resources || !prompts) && sight.rules().tellResourcesApart()
        || prompts && sight.rules().policies().enforcesAny();
  }

  private void values(JsonCursor cursor, Set<Completing> about) {
    if (!cursor.isArray()) {
      throw new UnfitAnswer(MALFORMED);
    }
    Patience patience = Patience.withAnswer();
    cursor.enter();
    while (cursor.next()) {
      if (!cursor.isString() || !showsValue(cursor.text(), about, patience)) {
        cursor.remove();
      }
    }
    cursor.leave();
  }

  private boolean showsValue(String value, Set<Completing> about, Patience patience) {
    return about.isEmpty()
        ? !sight.rules().tellResourcesApart()
        : about.stream().allMatch(one -> one.shows(value, sight, patience));
  }

  /** Whether a message carries the id of the request at hand, as some client may read it. */
  private boolean answersUs(@Nullable String written) {
    return id != null && written != null && id.mayBe(written);
  }

  /** The id of the message a cursor stands on, as JSON text. */
  private static @Nullable String idOf(JsonCursor message) {
    if (!message.isObject()) {
      return null;
    }
    String written = null;
    message.enter();
    while (message.next()) {
      if (message.keyIs("id")) {
        written =
            message.isString()
                ? new String(JsonDocument.quote(message.text()), UTF_8)
                : message.raw();
      }
    }
    message.leave();
    return written;
  }
}
