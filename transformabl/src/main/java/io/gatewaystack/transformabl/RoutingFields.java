package io.gatewaystack.transformabl;

import io.gatewaystack.context.Operation;

/**
 * The places of a body that say what the request is. Others decide on them, so they are looked at
 * and never changed.
 */
final class RoutingFields {
  private RoutingFields() {}

  /**
   * Whether a value says what the request is.
   *
   * @param operation what the request is
   * @param pointer the value's place, an RFC 6901 JSON Pointer
   */
  static boolean contain(Operation operation, String pointer) {
    return switch (operation.kind()) {
      case HTTP, REST_TOOL, MCP_STREAM, MCP_END -> false;
      case MODEL_CALL -> pointer.equals("/model");
      case MCP_TOOL_CALL, MCP_PROMPT -> isEnvelope(pointer) || pointer.equals("/params/name");
      case MCP_READ -> isEnvelope(pointer) || pointer.equals("/params/uri");
      case MCP_COMPLETE -> isEnvelope(pointer) || pointer.startsWith("/params/ref/");
      case MCP_LIST, MCP_NOTIFICATION, MCP_RESPONSE, MCP_OTHER -> isEnvelope(pointer);
    };
  }

  private static boolean isEnvelope(String pointer) {
    return pointer.equals("/jsonrpc") || pointer.equals("/method") || pointer.equals("/id");
  }
}
