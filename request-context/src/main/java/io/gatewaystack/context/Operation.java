package io.gatewaystack.context;

import io.gatewaystack.context.json.JsonRpcId;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants to do: the routing fields that decisions are made on, read once from the
 * body of a governed route.
 *
 * @param kind the kind of operation
 * @param method JSON-RPC method on MCP routes (empty for GET, DELETE and responses), HTTP method
 *     elsewhere
 * @param id the JSON-RPC id to answer; null when the message takes no answer
 * @param target tool, prompt or resource named; the path for {@link Kind#HTTP}; null when the
 *     operation names none
 * @param model the model named, for {@link Kind#MODEL_CALL}
 */
public record Operation(
    Kind kind,
    String method,
    @Nullable JsonRpcId id,
    @Nullable String target,
    @Nullable String model) {

  /** Longest method or target accepted, in characters. */
  public static final int MAX_NAME = 4096;

  /** Kinds of operation. */
  public enum Kind {
    /** Plain HTTP. */
    HTTP,
    /** {@code tools/call}. */
    MCP_TOOL_CALL,
    /** {@code tools/list}, {@code prompts/list}, {@code resources/list}, templates. */
    MCP_LIST,
    /** {@code resources/read}, {@code resources/subscribe}, {@code resources/unsubscribe}. */
    MCP_READ,
    /** {@code prompts/get}. */
    MCP_PROMPT,
    /** {@code completion/complete}. */
    MCP_COMPLETE,
    /** The GET stream of a legacy session. */
    MCP_STREAM,
    /** DELETE of a legacy session. */
    MCP_END,
    /** A message without id. */
    MCP_NOTIFICATION,
    /** The client's answer to a server's request. */
    MCP_RESPONSE,
    /** Any other request, e.g. {@code initialize}. */
    MCP_OTHER,
    /** {@code POST <prefix>/<tool>}. */
    REST_TOOL,
    /** A call of a language model. */
    MODEL_CALL
  }

  /** Shows no target: it may hold personal data. */
  @Override
  public String toString() {
    return "Operation[" + kind + " " + method + "]";
  }
}
