package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Section;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a {@code subscriptions/listen} (MCP 2026-07-28) subscribes to, as the requests {@code
 * resources/subscribe} of earlier revisions that it stands for.
 */
final class Subscriptions {
  private static final String VERSION = "MCP-Protocol-Version";

  private Subscriptions() {}

  /** One request for each resource; none in any other operation. */
  static List<RequestContext> in(RequestContext context) {
    Operation operation = context.operation();
    boolean listens =
        operation.kind() == Operation.Kind.MCP_OTHER
            && operation.method().equals("subscriptions/listen");
    if (!listens) {
      return List.of();
    }
    JsonNode uris =
        context
            .body()
            .json()
            .tree()
            .path("params")
            .path("notifications")
            .path("resourceSubscriptions");
    return StreamSupport.stream(uris.spliterator(), false)
        .map(uri -> subscription(context, uri.stringValue()))
        .toList();
  }

  private static RequestContext subscription(RequestContext context, String uri) {
    JsonRpcId id = context.operation().id();
    String message =
        """
        {"jsonrpc":"2.0","id":%s,"method":"resources/subscribe","params":{"uri":%s}}"""
            .formatted(id == null ? "0" : id.json(), new String(JsonDocument.quote(uri), UTF_8));
    Headers headers = headers(context.request().headers());
    RequestContext subscription =
        RequestContext.of(
            with(headers, context.request()),
            context.route(),
            Body.of(message.getBytes(UTF_8), headers));
    for (Class<? extends Section> judged : List.of(Identity.class, Content.class)) {
      Section section = context.find(judged).orElse(null);
      subscription = section == null ? subscription : subscription.with(section);
    }
    return subscription;
  }

  private static RequestInfo with(Headers headers, RequestInfo known) {
    return new RequestInfo(
        known.id(),
        known.method(),
        known.rawPath(),
        known.path(),
        known.query(),
        headers,
        known.client(),
        known.at());
  }

  /** The other fields may repeat what stands in the body at hand. */
  private static Headers headers(Headers sent) {
    List<String> version = sent.first(VERSION).map(List::of).orElse(List.of());
    return Headers.of(Map.of("Content-Type", List.of("application/json"), VERSION, version));
  }
}
