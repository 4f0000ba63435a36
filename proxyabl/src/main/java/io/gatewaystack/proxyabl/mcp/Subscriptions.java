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
  private static final List<String> LISTS = List.of("tools", "prompts", "resources");

  /** Of how many resources a client is told that they may have changed. */
  private static final int MOST_RESOURCES = 1000;

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
    Optional<JsonSpan> wanted = resources(JsonSpan.of(call.message()));
    if (wanted.isEmpty()) {
      return call.message().bytes();
    }
    List<String> own = own(upstream, wanted.get());
    return Edits.of(call.message()).raw(wanted.get(), Rpc.strings(own)).apply().bytes();
  }

  private List<String> own(McpUpstream upstream, JsonSpan wanted) {
    List<String> own = new ArrayList<>();
    for (JsonSpan uri : wanted.elements()) {
      names
          .ownerOfUri(uri.text())
          .filter(owned -> owned.upstream().equals(upstream))
          .ifPresent(owned -> own.add(owned.name()));
    }
    return own;
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
    params.put("_meta", Map.of(ID, Rpc.raw(JsonDocument.parse(id(call)))));
    params.put("notifications", notifications);
    return Rpc.notification(Leg.ACKNOWLEDGED, params);
  }

  /**
   * All that an upstream tells of, as if it had changed. It has agreed to tell, or to tell again,
   * and what has happened before is known to nobody.
   */
  List<byte[]> perhapsChanged(McpUpstream upstream, RpcMessage acknowledgement) {
    List<byte[]> changes = new ArrayList<>();
    JsonSpan told = acknowledgement.root();
    JsonSpan wanted = JsonSpan.of(call.message());
    for (String list : LISTS) {
      if (has(told, list + "ListChanged") && has(wanted, list + "ListChanged")) {
        changes.add(change(list + "/list_changed", Map.of()));
      }
    }
    Set<String> asked =
        resources(wanted).map(uris -> Set.copyOf(own(upstream, uris))).orElse(Set.of());
    String prefix = SourceNames.uriPrefix(upstream);
    resources(told).map(JsonSpan::elements).orElse(List.of()).stream()
        .map(JsonSpan::text)
        .filter(asked::contains)
        .distinct()
        .limit(MOST_RESOURCES)
        .map(uri -> change("resources/updated", Map.of("uri", prefix + uri)))
        .forEach(changes::add);
    return changes;
  }

  private static boolean has(JsonSpan message, String kind) {
    return message
        .at("params", "notifications", kind)
        .map(JsonSpan::text)
        .filter("true"::equals)
        .isPresent();
  }

  private static Optional<JsonSpan> resources(JsonSpan message) {
    return message.at("params", "notifications", RESOURCES);
  }

  private byte[] change(String what, Map<String, Object> more) {
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("_meta", Map.of(ID, Rpc.raw(id(call))));
    return Rpc.notification("notifications/" + what, params);
  }

  /**
   * The answer to a client's request: nobody tells anything any more.
   *
   * @param server who says so, if that is the gateway itself
   */
  static byte[] ended(McpCall call, Optional<ServerInfo> server) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(ID, Rpc.raw(id(call)));
    server.ifPresent(info -> meta.put("io.modelcontextprotocol/serverInfo", info.json()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("resultType", "complete");
    result.put("_meta", meta);
    return Rpc.result(call.operation().id(), result);
  }

  private static byte[] id(McpCall call) {
    return JsonSpan.of(call.message()).member("id").orElseThrow().bytes();
  }
}
