package io.gatewaystack.validatabl.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.Factory;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What version 2.1.0 of the SDK leaves out of resuming a stream: its servlet reads {@code
 * Last-Event-ID} and sends what the session replays, but its sessions remember nothing. Here they
 * do. A stream ends by order between an event that has an id and the answer, as MCP 2025-11-25 lets
 * servers do that want to be polled.
 */
final class Resumption {
  private final Map<String, JSONRPCMessage> missed = new ConcurrentHashMap<>();
  private final AtomicReference<String> latest = new AtomicReference<>("");
  private final AtomicBoolean breakNext = new AtomicBoolean();

  /** The next answer is not sent before its stream is resumed. */
  void breakOff() {
    breakNext.set(true);
  }

  /** The session that began last. */
  String session() {
    return latest.get();
  }

  /** The SDK's own provider with sessions that remember. */
  McpStreamableServerTransportProvider around(McpStreamableServerTransportProvider provider) {
    return new McpStreamableServerTransportProvider() {
      @Override
      public void setSessionFactory(Factory factory) {
        provider.setSessionFactory(
            initialize -> {
              McpStreamableServerSessionInit begun = factory.startSession(initialize);
              return new McpStreamableServerSessionInit(
                  new Remembering(begun.session()), begun.initResult());
            });
      }

      @Override
      public Mono<Void> notifyClients(String method, Object params) {
        return provider.notifyClients(method, params);
      }

      @Override
      public Mono<Void> closeGracefully() {
        return provider.closeGracefully();
      }

      @Override
      public List<String> protocolVersions() {
        return provider.protocolVersions();
      }
    };
  }

  /** A session of the SDK, and what one of its streams did not get to say. */
  private final class Remembering extends McpStreamableServerSession {
    private final McpStreamableServerSession session;

    Remembering(McpStreamableServerSession session) {
      super(session.getId(), null, null, null, Map.of(), Map.of());
      this.session = session;
      latest.set(session.getId());
    }

    @Override
    public Flux<JSONRPCMessage> replay(Object lastEventId) {
      return Flux.fromStream(Stream.ofNullable(missed.remove(lastEventId.toString())));
    }

    @Override
    public McpStreamableServerSessionStream responseStream(McpStreamableServerTransport to) {
      boolean breaks = breakNext.getAndSet(false);
      return session.responseStream(breaks ? new Interrupted(to) : to);
    }

    @Override
    public McpStreamableServerSessionStream listeningStream(McpStreamableServerTransport to) {
      return session.listeningStream(to);
    }

    @Override
    public boolean hasListeningStream() {
      return session.hasListeningStream();
    }

    @Override
    public boolean hasOpenStream() {
      return session.hasOpenStream();
    }

    @Override
    public Mono<Void> accept(JSONRPCNotification notification) {
      return session.accept(notification);
    }

    @Override
    public Mono<Void> sendNotification(String method, Object params) {
      return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> delete() {
      return session.delete();
    }

    @Override
    public Mono<Void> closeGracefully() {
      return session.closeGracefully();
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** Says something in place of the answer, which is kept. */
  private final class Interrupted implements McpStreamableServerTransport {
    private final McpStreamableServerTransport transport;

    Interrupted(McpStreamableServerTransport transport) {
      this.transport = transport;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String id) {
      String last = "before-" + id;
      missed.put(last, message);
      Map<String, String> said = Map.of("level", "info", "data", "one moment");
      return transport.sendMessage(new JSONRPCNotification("notifications/message", said), last);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return sendMessage(message, "any");
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return transport.unmarshalFrom(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return transport.closeGracefully();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
