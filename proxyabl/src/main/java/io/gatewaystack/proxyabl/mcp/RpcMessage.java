package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.json.JsonSpan;
import io.gatewaystack.context.response.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC 2.0 message an upstream sent.
 *
 * @param kind what it is
 * @param id its id as written; null when it has none or {@code null}
 * @param method its method; empty for a response
 * @param root the whole message
 */
record RpcMessage(Kind kind, @Nullable JsonSpan id, String method, JsonSpan root) {

  /** What a message is. */
  enum Kind {
    REQUEST,
    NOTIFICATION,
    RESULT,
    ERROR
  }

  /** Reads a message; empty when the document is none. */
  static Optional<RpcMessage> of(JsonDocument document) {
    Parts parts = new Parts();
    JsonSpan root = JsonSpan.of(document);
    root.members(parts::take);
    return Optional.ofNullable(parts.kind())
        .map(
            kind -> new RpcMessage(kind, parts.id, parts.method == null ? "" : parts.method, root));
  }

  /**
   * Whether an event is a message to any client: events of other types are none. The empty type is
   * the default one (WHATWG HTML, "Dispatch the event").
   */
  static boolean isCarriedBy(Message event) {
    String type = event.event();
    return type == null || type.isEmpty() || type.equals("message");
  }

  /**
   * Reads the message an event carries.
   *
   * @throws UnusableAnswer when it is none
   */
  static RpcMessage read(Message event) {
    try {
      return of(event.json())
          .orElseThrow(() -> new UnusableAnswer(Denial.upstreamError("answer_not_jsonrpc")));
    } catch (InvalidJson e) {
      throw new UnusableAnswer(Denial.upstreamError("answer_not_jsonrpc"));
    }
  }

  boolean isResponse() {
    return kind == Kind.RESULT || kind == Kind.ERROR;
  }

  /** Whether this answers a request: an error may also say that it could not read the id. */
  boolean answers(JsonRpcId request) {
    return isResponse() && (id == null ? kind == Kind.ERROR : request.json().equals(normal(id)));
  }

  /** Ids of requests are written in one way; an upstream may escape characters as it likes. */
  private static String normal(JsonSpan id) {
    String text = id.text();
    return id.isString() && text.length() <= JsonRpcId.MAX_LENGTH / 8
        ? JsonRpcId.ofString(text).json()
        : text;
  }

  /** The members that say what a message is. */
  private static final class Parts {
    private boolean version;
    private @Nullable JsonSpan id;
    private @Nullable String method;
    private boolean result;
    private boolean error;
    private boolean malformed;

    void take(JsonSpan key, JsonSpan value) {
      switch (key.text()) {
        case "jsonrpc" -> version = value.text().equals("2.0") && value.isString();
        case "id" -> {
          malformed |= value.isObject() || value.isArray();
          id = value.isNull() ? null : value;
        }
        case "method" -> {
          malformed |= !value.isString();
          method = value.text();
        }
        case "result" -> result = true;
        case "error" -> {
          malformed |= !value.isObject();
          error = true;
        }
        default -> {} // unknown members mean nothing here and pass
      }
    }

    @Nullable Kind kind() {
      int meanings = (method != null ? 1 : 0) + (result ? 1 : 0) + (error ? 1 : 0);
      if (!version || malformed || meanings != 1) {
        return null;
      }
      if (method != null) {
        return id == null ? Kind.NOTIFICATION : Kind.REQUEST;
      }
      if (result && id == null) {
        return null;
      }
      return result ? Kind.RESULT : Kind.ERROR;
    }
  }
}
