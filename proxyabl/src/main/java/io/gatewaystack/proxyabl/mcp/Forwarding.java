package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonRpcId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

  /**
   * Passes a request on.
   *
   * @param succeeded is run when it is answered by a result
   */
  void forward(PeerRequests.Target target, byte[] body, Runnable succeeded) {
    CompletableFuture<Void> sent =
        peers
            .memberships()
            .of(target.upstream())
            .thenAccept(
                member -> {
                  Membership joined =
                      member.orElseThrow(() -> new UnusableAnswer(Refusals.NOT_JOINED));
                  send(
                      peers.requests().post(target, joined, body),
                      joined,
                      call.operation().id(),
                      succeeded);
                });
    Answer.unlessSent(sent, call.reply());
  }

  /**
   * Takes a legacy answer up again where its client has lost it.
   *
   * @param asked the request it answers; the upstream has nothing to say to others
   */
  void resume(McpUpstream upstream, Membership member, JsonRpcId asked, String lastEventId) {
    send(peers.requests().get(upstream, member, Optional.of(lastEventId)), member, asked, () -> {});
  }

  private void send(
      UpstreamRequest request, Membership member, @Nullable JsonRpcId asked, Runnable succeeded) {
    McpUpstream upstream = request.upstream();
    Backends backends = federation.backends();
    FederatedPassing passing =
        new FederatedPassing(
            upstream,
            requests,
            id -> id.isEmpty() ? Optional.of(id) : place(asked, upstream, id),
            new FederatedPassing.Witness() {
              @Override
              public void head(UpstreamHead head) {
                notice(head, upstream, member);
              }

              @Override
              public void result() {
                succeeded.run();
              }
            });
    Relay relay = new Relay(call, passing, asked, backends.heartbeats(), upstream.idleTimeout());
    relay.start(backends.exchange(request, relay));
  }

  /** What a client calls a place in an answer; there is none in what answers nothing. */
  private Optional<String> place(@Nullable JsonRpcId asked, McpUpstream upstream, String id) {
    return Optional.ofNullable(asked)
        .flatMap(
            request ->
                StreamPlace.ofAnswer(request, upstream, id)
                    .sealed(federation.backends().seal(), call.binding()));
  }

  /**
   * An upstream that has forgotten its part of the session may join again; this request has failed,
   * for it is not said twice. Where nothing is known to join with, the client has to begin anew. If
   * the upstream has no sessions, its 404 would end the client's with all others.
   */
  private void notice(UpstreamHead head, McpUpstream upstream, Membership member) {
    if (head.status() != 404 || call.isModern()) {
      return;
    }
    throw new UnusableAnswer(
        member.session().isPresent()
            ? peers.memberships().lost(upstream, member).denial()
            : Refusals.upstreamStatus(502));
  }
}
