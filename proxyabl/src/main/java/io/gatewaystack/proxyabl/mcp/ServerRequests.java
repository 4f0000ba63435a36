package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names requests of upstreams, and their progress tokens, towards one client: what comes back opens
 * for this client only and says which upstream waits for it.
 */
final class ServerRequests {
  private final Seal seal;
  private final Binding binding;
  private final SourceNames sources;

  ServerRequests(Seal seal, Binding binding, SourceNames sources) {
    this.seal = seal;
    this.binding = binding;
    this.sources = sources;
  }

  /**
   * What a client has named.
   *
   * @param upstream who waits
   * @param json the id or token as the upstream wrote it
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Waiting(McpUpstream upstream, byte[] json) {}

  String seal(McpUpstream upstream, JsonSpan id) {
    String json = new String(id.bytes(), StandardCharsets.UTF_8);
    return seal.seal(Seal.Kind.REQUEST, binding, upstream.name() + "\n" + json);
  }

  /** Who waits for what a client has named; empty when nobody does. */
  Optional<Waiting> find(JsonSpan named) {
    return Optional.of(named)
        .filter(JsonSpan::isString)
        .flatMap(span -> seal.open(Seal.Kind.REQUEST, binding, span.text()))
        .flatMap(this::waiting);
  }

  private Optional<Waiting> waiting(String text) {
    int line = text.indexOf('\n');
    return sources
        .find(text.substring(0, Math.max(0, line)))
        .map(
            upstream ->
                new Waiting(upstream, text.substring(line + 1).getBytes(StandardCharsets.UTF_8)));
  }
}
