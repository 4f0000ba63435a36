package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Names requests of upstreams, and their progress tokens, towards one client: what comes back opens
 * for this client only and says which upstream waits for it.
 */
final class ServerRequests {
  /** Longest id in bytes: what it is sealed to can still be opened. */
  private static final int LONGEST = 32 << 10;

  private static final int INVALID_REQUEST = -32600;

  private final Seal seal;
  private final Binding binding;
  private final SourceNames sources;
  private final BiConsumer<McpUpstream, byte[]> teller;

  /**
   * Names towards one client.
   *
   * @param teller tells an upstream what the client cannot
   */
  ServerRequests(
      Seal seal, Binding binding, SourceNames sources, BiConsumer<McpUpstream, byte[]> teller) {
    this.seal = seal;
    this.binding = binding;
    this.sources = sources;
    this.teller = teller;
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

  /**
   * Whether a request goes no further because no client could answer it; then the upstream is told
   * so.
   */
  boolean refuses(McpUpstream upstream, RpcMessage message) {
    JsonSpan id = message.kind() == RpcMessage.Kind.REQUEST ? message.id() : null;
    if (id == null || id.to() - id.from() <= LONGEST) {
      return false;
    }
    teller.accept(upstream, Rpc.error(id, INVALID_REQUEST, "The request's id is too long"));
    return true;
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
