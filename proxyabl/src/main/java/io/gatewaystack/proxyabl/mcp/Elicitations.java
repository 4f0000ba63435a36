package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.json.JsonSpan;
import java.util.List;

/**
 * What a client is sent elsewhere for (2025-11-25, "URL Mode Elicitation Requests"). Every upstream
 * makes its own ids for that, so they carry its name. Nobody sends them back: what comes of a
 * request is told under the request's id.
 */
final class Elicitations {
  private static final JsonRpcId REQUIRED = JsonRpcId.ofNumber("-32042"); // compared as those are

  private Elicitations() {}

  /** Renames the ids in an upstream's message, wherever one of its kind holds them. */
  static void rename(McpUpstream upstream, RpcMessage message, Edits edits) {
    switch (message.kind()) {
      case REQUEST, NOTIFICATION -> {
        if (isElicitation(message.method())) {
          message.root().member("params").ifPresent(params -> id(upstream, params, edits));
        }
      }
      case ERROR -> required(message).forEach(each -> id(upstream, each, edits));
      case RESULT -> {} // a modern client knows the request it repeats
    }
  }

  private static boolean isElicitation(String method) {
    return method.equals("elicitation/create")
        || method.equals("notifications/elicitation/complete");
  }

  private static List<JsonSpan> required(RpcMessage message) {
    return message
        .root()
        .member("error")
        .filter(
            error -> error.member("code").map(JsonSpan::text).filter(REQUIRED::mayBe).isPresent())
        .flatMap(error -> error.at("data", "elicitations"))
        .map(JsonSpan::elements)
        .orElse(List.of());
  }

  private static void id(McpUpstream upstream, JsonSpan owner, Edits edits) {
    owner
        .member("elicitationId")
        .filter(JsonSpan::isString)
        .ifPresent(id -> edits.prefix(id, SourceNames.namePrefix(upstream)));
  }
}
