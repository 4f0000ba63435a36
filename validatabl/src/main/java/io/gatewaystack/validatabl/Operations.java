package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.policy.Policy;

/** The operations behind what lists show, and those that reach nothing by themselves. */
final class Operations {
  private Operations() {}

  static Operation callOf(String tool) {
    return new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, tool, null);
  }

  static Operation getOf(String prompt) {
    return new Operation(Kind.MCP_PROMPT, "prompts/get", null, prompt, null);
  }

  static Operation readOf(String uri) {
    return new Operation(Kind.MCP_READ, "resources/read", null, uri, null);
  }

  /** Whether an operation only leads to others. */
  static boolean isConversation(Operation operation) {
    return Policy.isConversation(operation);
  }

  /** Whether an operation is one of MCP, or a call of a tool. */
  private static boolean isOfTools(Operation operation) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL,
          MCP_PROMPT,
          MCP_READ,
          MCP_COMPLETE,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          REST_TOOL ->
          true;
      case HTTP, MODEL_CALL -> false;
    };
  }

  /** Whether it does more than leading to others: by a name, or by a method we do not know. */
  static boolean doesMore(Operation operation) {
    return isOfTools(operation) && !isConversation(operation);
  }
}
