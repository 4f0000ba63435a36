package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a modern client wants to hear of, divided among the upstreams, and what they have agreed to,
 * put together. Guarded by its owner's lock.
 */
final class Subscriptions {
  private static final String RESOURCES = "resourceSubscriptions";
  private static final String ID = "io.modelcontextprotocol/subscriptionId";

  private final McpCall call;
  private final SourceNames names;
  private final Map<String, Object> agreed = new TreeMap<>();
  private final Set<String> resources = new LinkedHashSet<>();

  Subscriptions(McpCall call, SourceNames names) {
    this.call = call;
    this.names = names;
  }

  /** The message for one upstream: of resources only its own, by their own names. */
  byte[] message(McpUpstream upstream) {
    Optional<JsonSpan> wanted =
        JsonSpan.of(call.message()).at("params", "notifications", RESOURCES);
    if (wanted.isEmpty()) {
      return call.message().bytes();
    }
    List<String> own = new ArrayList<>();
    for (JsonSpan uri : wanted.get().elements()) {
      names
          .ownerOfUri(uri.text())
          .filter(owned -> owned.upstream().equals(upstream))
          .ifPresent(owned -> own.add(owned.name()));
    }
    return Edits.of(call.message()).raw(wanted.get(), Rpc.strings(own)).apply().bytes();
  }

  /** An upstream's {@code notifications/subscriptions/acknowledged}. */
  void acknowledged(McpUpstream upstream, RpcMessage message) {
    message
        .root()
        .at("params", "notifications")
        .ifPresent(
            notifications -> notifications.members((key, value) -> agree(upstream, key, value)));
  }

  private void agree(McpUpstream upstream, JsonSpan key, JsonSpan value) {
    if (key.text().equals(RESOURCES)) {
      String prefix = SourceNames.uriPrefix(upstream);
      value.elements().forEach(uri -> resources.add(prefix + uri.text()));
    } else if (value.text().equals("true")) {
      agreed.put(key.text(), true);
    }
  }

  /** What all of them have agreed to. */
  byte[] acknowledgement() {
    Map<String, Object> notifications = new TreeMap<>(agreed);
    if (!resources.isEmpty()) {
      notifications.put(RESOURCES, List.copyOf(resources));
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("_meta", Map.of(ID, Rpc.raw(JsonDocument.parse(id()))));
    params.put("notifications", notifications);
    return Rpc.notification(Leg.ACKNOWLEDGED, params);
  }

  /** The answer to the client's request: nobody tells anything any more. */
  byte[] ended(ServerInfo server) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(ID, Rpc.raw(id()));
    meta.put("io.modelcontextprotocol/serverInfo", server.json());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("resultType", "complete");
    result.put("_meta", meta);
    return Rpc.result(call.operation().id(), result);
  }

  private byte[] id() {
    return JsonSpan.of(call.message()).member("id").orElseThrow().bytes();
  }
}
