package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Warnings;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The upstreams of a federation, as one request of one client speaks with them. */
final class Peers {
  private final Backends backends;
  private final McpCall call;
  private final PeerRequests requests;
  private final Memberships memberships;
  private final Queue<CompletableFuture<Asked>> questions = new ConcurrentLinkedQueue<>();
  private volatile boolean cancelled;

  /**
   * The upstreams of one request. Reads the request's header fields; later they may be gone.
   *
   * @param session null for a modern request
   */
  Peers(Backends backends, McpCall call, @Nullable FederatedSession session) {
    this.backends = backends;
    this.call = call;
    this.requests = new PeerRequests(backends, call);
    this.memberships = new Memberships(backends, requests, session, this::warn);
  }

  PeerRequests requests() {
    return requests;
  }

  Memberships memberships() {
    return memberships;
  }

  /** Asks one upstream, within its whole time, and records when it stays silent. */
  CompletableFuture<Asked> ask(PeerRequests.Target target, byte[] body, @Nullable JsonRpcId id) {
    return ask(target, body, id, TimeLeft.of(target.upstream()));
  }

  /** Asks one upstream, within what is left of its time. */
  CompletableFuture<Asked> ask(
      PeerRequests.Target target, byte[] body, @Nullable JsonRpcId id, TimeLeft time) {
    McpUpstream upstream = target.upstream();
    return memberships
        .of(upstream)
        .copy() // others wait for the same, and not for as long
        .completeOnTimeout(Optional.empty(), time.left().toNanos(), TimeUnit.NANOSECONDS)
        .thenCompose(
            member -> {
              if (member.isEmpty()) {
                return CompletableFuture.completedFuture(absent(upstream));
              }
              UpstreamRequest request = requests.post(target, member.get(), body);
              return cancellable(Question.ask(backends, request, id, time))
                  .thenApply(asked -> noted(asked.ifAsked(), member.get()));
            });
  }

  /** Tells one upstream something that takes no answer; for callers that may hold a lock. */
  void tell(McpUpstream upstream, byte[] body) {
    backends.client().execute(() -> tellNow(upstream, body));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // who stays silent is recorded
  private void tellNow(McpUpstream upstream, byte[] body) {
    ask(PeerRequests.Target.of(upstream), body, null, TimeLeft.toJoin(upstream));
  }

  private CompletableFuture<Asked> cancellable(CompletableFuture<Asked> question) {
    questions.add(question);
    if (cancelled) {
      question.cancel(true);
    }
    return question;
  }

  /** Nobody wants to hear any more of what is asked, or will be. */
  void cancel() {
    cancelled = true;
    backends.client().execute(() -> questions.forEach(question -> question.cancel(true)));
  }

  /**
   * Asks several, in their order; complete when the last of them has answered or run out of time.
   */
  CompletableFuture<List<Asked>> askAll(
      List<McpUpstream> upstreams, byte[] body, @Nullable JsonRpcId id) {
    return all(
        upstreams.stream()
            .map(upstream -> ask(PeerRequests.Target.of(upstream), body, id))
            .toList());
  }

  /**
   * Tells those who take part in the session something that takes no answer. Whoever joins later is
   * introduced then.
   */
  CompletableFuture<List<Asked>> tellMembers(List<McpUpstream> upstreams, byte[] body) {
    return all(
        upstreams.stream()
            .filter(upstream -> memberships.find(upstream).isPresent())
            .map(
                upstream ->
                    ask(PeerRequests.Target.of(upstream), body, null, TimeLeft.toJoin(upstream)))
            .toList());
  }

  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> each) {
    return CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
  }

  private Asked noted(Asked asked, Membership member) {
    if (!(asked instanceof Asked.Silent silent)) {
      return asked;
    }
    warn(silent);
    boolean lost = silent.status() == 404 && member.session().isPresent();
    return lost ? memberships.lost(silent.upstream(), member) : silent;
  }

  /** Records who was missing, or refused, and why. */
  void warn(Asked asked) {
    String why =
        asked instanceof Asked.Silent silent ? silent.denial().error() : Refusals.UPSTREAM_ERROR;
    Warnings warning = Warnings.of(why + ":" + asked.upstream().name());
    call.reply().update(context -> context.merge(warning));
  }

  private Asked.Silent absent(McpUpstream upstream) {
    Asked.Silent silent = new Asked.Silent(upstream, 0, Refusals.NOT_JOINED);
    warn(silent);
    return silent;
  }
}
