package io.gatewaystack.validatabl.policy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an operation says by itself, without a body. */
record OperationFacts(Operation operation) {
  private static final Map<Kind, Fact> KINDS =
      Arrays.stream(Kind.values()).collect(toUnmodifiableMap(identity(), k -> Fact.of(word(k))));

  /**
   * Methods of MCP that start, keep or end a conversation and reach no tool, prompt or resource.
   */
  private static final Set<String> CONVERSATION =
      Set.of("initialize", "ping", "server/discover", "logging/setLevel", "subscriptions/listen");

  /** What the target of an operation is. */
  enum Named {
    TOOL,
    PROMPT,
    RESOURCE,
    /** What is completed: the body says which of the two. */
    PROMPT_OR_RESOURCE,
    /** A path, or nothing. */
    NEITHER
  }

  /** Where an operation has its arguments. */
  enum Arguments {
    /** In the member {@code arguments} of the JSON-RPC params. */
    IN_PARAMS,
    /** The body is the arguments. */
    IN_BODY,
    NONE
  }

  /** The word for a kind of operation, in policies as in audit events. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  Fact kind() {
    return Objects.requireNonNull(KINDS.get(operation.kind()));
  }

  Named names() {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> Named.TOOL;
      case MCP_PROMPT -> Named.PROMPT;
      case MCP_READ -> Named.RESOURCE;
      case MCP_COMPLETE -> Named.PROMPT_OR_RESOURCE;
      case HTTP,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          MODEL_CALL ->
          Named.NEITHER;
    };
  }

  Arguments arguments() {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL,
          MCP_PROMPT,
          MCP_LIST,
          MCP_READ,
          MCP_COMPLETE,
          MCP_NOTIFICATION,
          MCP_OTHER ->
          Arguments.IN_PARAMS;
      case REST_TOOL, MODEL_CALL -> Arguments.IN_BODY;
      case HTTP, MCP_STREAM, MCP_END, MCP_RESPONSE -> Arguments.NONE;
    };
  }

  /** Whether it only leads to operations that are decided when they come. */
  boolean isConversation() {
    return switch (operation.kind()) {
      case MCP_LIST, MCP_STREAM, MCP_END, MCP_NOTIFICATION, MCP_RESPONSE -> true;
      case MCP_OTHER -> CONVERSATION.contains(operation.method());
      case MCP_TOOL_CALL, MCP_PROMPT, MCP_READ, MCP_COMPLETE, HTTP, REST_TOOL, MODEL_CALL -> false;
    };
  }

  /** The method of JSON-RPC where it is spoken, else of HTTP. */
  String method() {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL,
          MCP_LIST,
          MCP_READ,
          MCP_PROMPT,
          MCP_COMPLETE,
          MCP_NOTIFICATION,
          MCP_OTHER ->
          operation.method();
      case MCP_STREAM, MCP_END, MCP_RESPONSE, HTTP, REST_TOOL, MODEL_CALL -> httpMethod();
    };
  }

  /** The method of HTTP in capitals: an upstream may not mind the case. */
  String httpMethod() {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL,
          MCP_LIST,
          MCP_READ,
          MCP_PROMPT,
          MCP_COMPLETE,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER ->
          "POST";
      case MCP_STREAM -> "GET";
      case MCP_END -> "DELETE";
      case HTTP, REST_TOOL, MODEL_CALL -> operation.method().toUpperCase(Locale.ROOT);
    };
  }
}
