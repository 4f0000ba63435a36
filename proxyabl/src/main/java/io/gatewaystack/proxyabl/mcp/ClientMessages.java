package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import java.util.concurrent.CompletableFuture;

/**
 * What a federation's client says without wanting an answer: answers to upstreams' requests, and
 * notifications.
 */
final class ClientMessages {
  private final McpCall call;
  private final Federation federation;
  private final Peers peers;
  private final ServerRequests requests;

  ClientMessages(McpCall call, Federation federation, Peers peers, ServerRequests requests) {
    this.call = call;
    this.federation = federation;
    this.peers = peers;
    this.requests = requests;
  }

  /** Complete when it has reached whom it concerns. */
  CompletableFuture<Answer> passedOn() {
    JsonSpan message = JsonSpan.of(call.message());
    if (call.operation().kind() == Operation.Kind.MCP_RESPONSE) {
      return message
          .member("id")
          .flatMap(id -> requests.find(id).map(waiting -> tell(waiting, id)))
          .orElseGet(() -> CompletableFuture.failedFuture(unknown()));
    }
    if (call.operation().method().equals("notifications/progress")) { // of an upstream's request
      return message
          .at("params", "progressToken")
          .flatMap(token -> requests.find(token).map(waiting -> tell(waiting, token)))
          .orElseGet(() -> CompletableFuture.completedFuture(Answer.status(202)));
    }
    return call.isModern()
        ? CompletableFuture.completedFuture(Answer.status(202))
        : peers
            .tellMembers(federation.upstreams(), call.context().body().bytes())
            .thenApply(told -> Answer.status(202));
  }

  private static UnusableAnswer unknown() {
    return new UnusableAnswer(Refusals.UNKNOWN_RESPONSE);
  }

  /** Tells one upstream, in its own words. */
  private CompletableFuture<Answer> tell(ServerRequests.Waiting waiting, JsonSpan named) {
    JsonDocument changed = Edits.of(call.message()).raw(named, waiting.json()).apply();
    return peers
        .ask(PeerRequests.Target.of(waiting.upstream()), changed.bytes(), null)
        .thenApply(
            asked -> {
              if (asked instanceof Asked.Silent silent) {
                throw new UnusableAnswer(silent.denial());
              }
              return Answer.status(202);
            });
  }
}
