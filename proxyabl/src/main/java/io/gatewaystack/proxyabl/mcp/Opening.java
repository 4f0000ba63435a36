package io.gatewaystack.proxyabl.mcp;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets that opens a stream: what all upstreams tell from now on, or since it has lost
 * its stream, or the rest of one upstream's answer, which has its own end.
 *
 * @param session null for a modern subscription
 */
record Opening(
    Federation federation,
    McpCall call,
    @Nullable FederatedSession session,
    Peers peers,
    ServerRequests requests) {

  void start() {
    Optional<String> lastEventId =
        call.isPost() ? Optional.empty() : call.headers().first("Last-Event-ID");
    Optional<StreamPlace> lost = lastEventId.flatMap(this::place);
    if (lastEventId.isPresent() && lost.isEmpty()) {
      call.refuse(Refusals.LAST_EVENT_ID);
    } else if (lost.flatMap(StreamPlace::asked).isPresent()) {
      takeUp(lost.get());
    } else {
      new Listening(federation, call, session, peers, requests).start(lost);
    }
  }

  private Optional<StreamPlace> place(String eventId) {
    return federation
        .backends()
        .seal()
        .open(Seal.Kind.EVENT, call.binding(), eventId)
        .flatMap(StreamPlace::parse);
  }

  private void takeUp(StreamPlace lost) {
    Map.Entry<String, String> only = lost.ids().entrySet().iterator().next();
    Optional<McpUpstream> upstream = federation.names().find(only.getKey());
    Optional<Membership> member = upstream.flatMap(peers.memberships()::find);
    if (member.isEmpty()) {
      call.refuse(Refusals.NOT_JOINED);
    } else {
      new Forwarding(federation, call, peers, requests)
          .resume(upstream.get(), member.get(), lost.asked().get(), only.getValue());
    }
  }
}
