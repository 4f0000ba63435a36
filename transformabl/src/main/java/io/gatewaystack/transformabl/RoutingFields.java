package io.gatewaystack.transformabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Route;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The places of a body that say what the request is, and those of an answer that the caller has to
 * repeat. They are looked at and never changed.
 */
final class RoutingFields {
  private static final List<FieldPattern> OF_MCP_ANSWERS =
      patterns(
          "/jsonrpc",
          "/id",
          "/method",
          "/params/requestId",
          "/params/progressToken",
          "/params/uri",
          "/result/protocolVersion",
          "/result/nextCursor",
          "/result/requestState",
          "/result/tools/*/name",
          "/result/tools/*/inputSchema",
          "/result/tools/*/outputSchema",
          "/result/prompts/*/name",
          "/result/prompts/*/arguments/*/name",
          "/result/resources/*/uri",
          "/result/resourceTemplates/*/uriTemplate",
          "/result/contents/*/uri",
          "/result/content/*/uri",
          "/result/content/*/resource/uri",
          "/result/messages/*/content/uri",
          "/result/messages/*/content/resource/uri");
  private static final List<FieldPattern> OF_MODEL_ANSWERS =
      patterns(
          "/id",
          "/model",
          "/message/id",
          "/choices/*/message/tool_calls/*/id",
          "/choices/*/delta/tool_calls/*/id",
          "/content/*/id",
          "/content_block/id");

  private RoutingFields() {}

  private static List<FieldPattern> patterns(String... patterns) {
    return Stream.of(patterns).map(p -> FieldPattern.parse("fixed", p)).toList();
  }

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
      case MCP_LIST, MCP_NOTIFICATION, MCP_RESPONSE -> isEnvelope(pointer);
      case MCP_OTHER ->
          isEnvelope(pointer)
              || "subscriptions/listen".equals(operation.method())
                  && pointer.startsWith("/params/notifications/resourceSubscriptions/");
    };
  }

  /**
   * Names message and call, since who asked, and who reports progress, has to find it again; and
   * what the server gave to the caller to be given back: it knows it as it was only.
   */
  private static boolean isEnvelope(String pointer) {
    return pointer.equals("/jsonrpc")
        || pointer.equals("/method")
        || pointer.equals("/id")
        || pointer.equals("/params/_meta/progressToken")
        || pointer.equals("/params/progressToken")
        || pointer.equals("/params/requestId")
        || pointer.equals("/params/cursor")
        || pointer.equals("/params/requestState");
  }

  /** The pointers of the values of answers that the caller has to repeat. */
  static Predicate<String> ofAnswer(Route.Protocol protocol) {
    return switch (protocol) {
      case MCP -> pointer -> isAny(OF_MCP_ANSWERS, pointer);
      case MODEL -> pointer -> isAny(OF_MODEL_ANSWERS, pointer);
      case HTTP, REST_TOOL -> pointer -> false;
    };
  }

  private static boolean isAny(List<FieldPattern> patterns, String pointer) {
    for (FieldPattern pattern : patterns) {
      if (pattern.covers(pointer)) {
        return true;
      }
    }
    return false;
  }
}
