package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.denial.Denial;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a modern request must say in its body and in its header fields alike, because something on
 * the way may act on them (2026-07-28, Streamable HTTP, "Server Validation"). That those which are
 * present agree with the body has been checked where the operation was read.
 */
final class ModernRules {
  private ModernRules() {}

  static Optional<Denial> check(Operation operation, Headers headers, JsonNode message) {
    boolean request = operation.id() != null;
    JsonNode version = Era.meta(message, "protocolVersion");
    if (version.isMissingNode() && !request) {
      return Optional.empty();
    }
    if (!version.isString()) { // a server that knows no header would take it for a legacy one
      return Optional.of(Refusals.INCOMPLETE_META);
    }
    if (headers.first(Era.VERSION).filter(version.stringValue()::equals).isEmpty()) {
      return Optional.of(Refusals.header(Era.VERSION));
    }
    return request ? mirrors(operation, headers) : Optional.empty();
  }

  private static Optional<Denial> mirrors(Operation operation, Headers headers) {
    if (headers.first("Mcp-Method").isEmpty()) {
      return Optional.of(Refusals.header("Mcp-Method"));
    }
    return mustName(operation) && headers.first("Mcp-Name").isEmpty()
        ? Optional.of(Refusals.header("Mcp-Name"))
        : Optional.empty();
  }

  private static boolean mustName(Operation operation) {
    return switch (operation.method()) {
      case "tools/call", "prompts/get", "resources/read" -> true;
      default -> false;
    };
  }
}
