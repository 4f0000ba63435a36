package io.gatewaystack.validatabl;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one request offers to the fields of a policy. */
record Facts(RequestContext context) {

  Optional<Identity> identity() {
    return context.find(Identity.class);
  }

  Optional<Content> content() {
    return context.find(Content.class);
  }

  RequestInfo request() {
    return context.request();
  }

  Operation operation() {
    return context.operation();
  }

  @Nullable String tool() {
    return switch (operation().kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> operation().target();
      case HTTP,
          MCP_LIST,
          MCP_READ,
          MCP_PROMPT,
          MCP_COMPLETE,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          MODEL_CALL ->
          null;
    };
  }

  /** The argument behind a path of members: only an object has members, and only its own. */
  Fact argument(List<String> path) {
    JsonNode node = arguments();
    for (String name : path) {
      if (node == null) {
        return Fact.Absent.INSTANCE;
      }
      node = node.get(name);
    }
    return Fact.of(node);
  }

  /** The arguments as they will be forwarded: of the current body. */
  private @Nullable JsonNode arguments() {
    Body body = context.body();
    return switch (operation().kind()) {
      case MCP_TOOL_CALL,
          MCP_PROMPT,
          MCP_LIST,
          MCP_READ,
          MCP_COMPLETE,
          MCP_NOTIFICATION,
          MCP_OTHER ->
          body.json().tree().path("params").get("arguments");
      case REST_TOOL, MODEL_CALL -> body.bytes().length == 0 ? null : body.json().tree();
      case HTTP, MCP_STREAM, MCP_END, MCP_RESPONSE -> null;
    };
  }
}
