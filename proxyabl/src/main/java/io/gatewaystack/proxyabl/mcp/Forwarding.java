package io.gatewaystack.proxyabl.mcp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Passes a request of a federation's client on to one upstream, and its answer back. */
final class Forwarding {
  private final Federation federation;
  private final McpCall call;
  private final Peers peers;
  private final ServerRequests requests;

  Forwarding(Federation federation, McpCall call, Peers peers, ServerRequests requests) {
    this.federation = federation;
    this.call = call;
    this.peers = peers;
    this.requests = requests;
  }

  void forward(PeerRequests.Target target, byte[] body) {
    CompletableFuture<Void> sent =
        peers
            .memberships()
            .of(target.upstream())
            .thenAccept(
                member -> {
                  Membership joined =
                      member.orElseThrow(() -> new UnusableAnswer(Refusals.NOT_JOINED));
                  send(peers.requests().post(target, joined, body), joined);
                });
    Answer.unlessSent(sent, call.reply());
  }

  /** Takes a legacy stream up again where its client has lost it. */
  void resume(McpUpstream upstream, Membership member, String lastEventId) {
    send(peers.requests().get(upstream, member, Optional.of(lastEventId)), member);
  }

  private void send(UpstreamRequest request, Membership member) {
    McpUpstream upstream = request.upstream();
    Backends backends = federation.backends();
    FederatedPassing passing =
        new FederatedPassing(
            upstream,
            requests,
            id -> id.isEmpty() ? id : place(StreamPlace.ofAnswer(upstream, id)),
            head -> notice(head, upstream, member));
    Relay relay = new Relay(call, passing, backends.heartbeats(), upstream.idleTimeout());
    relay.start(backends.exchange(request, relay));
  }

  private String place(StreamPlace place) {
    return federation.backends().seal().seal(Seal.Kind.EVENT, call.binding(), place.text());
  }

  /**
   * An upstream that has forgotten its part of the session may join again; this request has failed,
   * for it is not said twice. Where nothing is known to join with, the client has to begin anew.
   */
  private void notice(UpstreamHead head, McpUpstream upstream, Membership member) {
    if (head.status() == 404 && member.session().isPresent()) {
      throw new UnusableAnswer(peers.memberships().lost(upstream, member));
    }
  }
}
