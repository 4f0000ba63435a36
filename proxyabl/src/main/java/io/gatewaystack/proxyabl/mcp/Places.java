package io.gatewaystack.proxyabl.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where one client is in the streams of all upstreams. Safe for use by several threads. */
final class Places {
  private final Seal seal;
  private final Binding binding;
  private Map<String, String> ids = Map.of();

  /** The beginning of all streams. */
  Places(Seal seal, Binding binding) {
    this.seal = seal;
    this.binding = binding;
  }

  /** The places a client comes back to. */
  synchronized void comeBackTo(StreamPlace merged) {
    ids = merged.ids();
  }

  /** The last event of an upstream that has one. */
  synchronized Optional<String> of(McpUpstream upstream) {
    return Optional.ofNullable(ids.get(upstream.name()));
  }

  /**
   * An upstream has named an event, and that is where all are now. One that has no place any more
   * takes nobody else's; one whose place is too long keeps the one before.
   *
   * @return what the client calls the place; empty when it is too long
   */
  synchronized Optional<String> moved(McpUpstream upstream, String id) {
    Map<String, String> next = new TreeMap<>(ids);
    if (id.isEmpty()) {
      next.remove(upstream.name());
    } else {
      next.put(upstream.name(), id);
    }
    Optional<String> sealed = StreamPlace.merged(next).sealed(seal, binding);
    if (sealed.isPresent()) {
      ids = next;
    }
    return sealed;
  }

  /** An upstream that has forgotten a session has forgotten its stream with it. */
  synchronized void forget(McpUpstream upstream) {
    Map<String, String> next = new TreeMap<>(ids);
    next.remove(upstream.name());
    ids = next;
  }
}
