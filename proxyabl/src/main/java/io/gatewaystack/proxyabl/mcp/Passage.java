package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.HeaderField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One upstream: every message passes as it is, both ways. Only the session has another name on
 * either side.
 */
final class Passage implements Conversation {
  private static final byte[] NO_BODY = {};
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Backends backends;
  private final McpUpstream upstream;
  private final SessionStreams streams = new SessionStreams();

  Passage(Backends backends, McpUpstream upstream) {
    this.backends = backends;
    this.upstream = upstream;
  }

  @Override
  public void take(McpCall call) {
    Optional<String> sealed =
        call.isModern() ? Optional.empty() : call.headers().first(UpstreamHead.SESSION);
    Optional<String> session =
        sealed.flatMap(id -> backends.seal().open(Seal.Kind.SESSION, call.binding(), id));
    if (sealed.isPresent() && session.isEmpty()) {
      call.refuse(Refusals.SESSION);
      return;
    }
    call.reply().update(context -> context.with(routing(call.operation())));
    UpstreamRequest request =
        new UpstreamRequest(
            upstream,
            call.context().caller(),
            call.reply()::hold,
            call.context().request().method(),
            headers(call, session),
            call.isPost() ? call.context().body().bytes() : NO_BODY,
            idleTimeout(call));
    Relay relay =
        new Relay(
            call,
            new Direct(call),
            call.operation().id(),
            backends.heartbeats(),
            upstream.idleTimeout());
    if (call.context().request().method().equals("GET") && sealed.isPresent()) {
      String place = call.headers().first(LAST_EVENT_ID).orElse("");
      streams.start(
          sealed.get(),
          place,
          relay,
          receiver -> backends.exchange(request, receiver),
          call.reply());
    } else {
      relay.start(backends.exchange(request, relay));
    }
  }

  private List<HeaderField> headers(McpCall call, Optional<String> session) {
    List<HeaderField> headers = new ArrayList<>(backends.headers().of(call.context()));
    if (!call.isPost()) {
      call.headers()
          .first(LAST_EVENT_ID)
          .ifPresent(id -> headers.add(HeaderField.received(LAST_EVENT_ID, id)));
    }
    session.ifPresent(id -> headers.add(new HeaderField(UpstreamHead.SESSION, id)));
    upstream.credential().header().ifPresent(headers::add);
    return headers;
  }

  private Routing routing(Operation operation) {
    String tool = operation.kind() == Operation.Kind.MCP_TOOL_CALL ? operation.target() : null;
    return new Routing(upstream.name(), upstream.origin(), null, tool);
  }

  /** Listening is being silent: only messages owe an answer. */
  private Duration idleTimeout(McpCall call) {
    boolean listens = !call.isPost() || call.isSubscription();
    return listens ? Backends.LISTENING : upstream.idleTimeout();
  }

  /** Nothing changes but the session's name. */
  private final class Direct implements Passing {
    private final McpCall call;

    Direct(McpCall call) {
      this.call = call;
    }

    @Override
    public Optional<String> session(String id) {
      return Optional.of(backends.seal().seal(Seal.Kind.SESSION, call.binding(), id));
    }

    @Override
    public boolean isPlace(String id) {
      return !id.isEmpty();
    }

    @Override
    public Optional<byte[]> event(Message event, RpcMessage message) {
      return Optional.ofNullable(event.original());
    }

    @Override
    public byte[] block(byte[] block) {
      return block;
    }

    @Override
    public byte[] body(RpcMessage message, byte[] body) {
      return body;
    }
  }
}
