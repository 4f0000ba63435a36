package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a legacy client's session: upstreams are introduced when it begins, and one
 * that was missing, or has forgotten it, when it is needed.
 */
final class Memberships {
  private static final byte[] INITIALIZED = Rpc.notification("notifications/initialized", Map.of());

  private final Backends backends;
  private final PeerRequests requests;
  private final @Nullable FederatedSession session;
  private final Consumer<Asked.Silent> missing;

  /**
   * The members of a session.
   *
   * @param session null for a request without one, for which everybody is a member
   * @param missing is told who does not answer
   */
  Memberships(
      Backends backends,
      PeerRequests requests,
      @Nullable FederatedSession session,
      Consumer<Asked.Silent> missing) {
    this.backends = backends;
    this.requests = requests;
    this.session = session;
    this.missing = missing;
  }

  /** The part an upstream has, if it has one. */
  Optional<Membership> find(McpUpstream upstream) {
    return session == null ? Optional.of(Membership.NONE) : session.member(upstream);
  }

  /** What to tell a client of whom no upstream takes notice. */
  Denial nobody() {
    boolean forgotten = session != null && session.isEmpty() && session.introduction().isEmpty();
    return forgotten ? Refusals.SESSION : Refusals.NOBODY;
  }

  /**
   * An upstream has forgotten its part. It may join again; where nothing is known to join with, the
   * client has to begin anew, and whatever needs the upstream says so.
   *
   * @return what to tell a client whose request fails thereby
   */
  Asked.Silent lost(McpUpstream upstream, Membership member) {
    if (session == null || session.introduction().isEmpty()) {
      return new Asked.Silent(upstream, 404, Refusals.SESSION);
    }
    session.leave(upstream, member); // it is missing, and has not refused
    return new Asked.Silent(upstream, 0, Refusals.SESSION_LOST);
  }

  /**
   * The part an upstream has; joins it when it has none.
   *
   * @return never completed exceptionally; empty when it cannot be had
   */
  CompletableFuture<Optional<Membership>> of(McpUpstream upstream) {
    Optional<Membership> member = find(upstream);
    Optional<Introduction> introduction =
        session == null ? Optional.empty() : session.introduction();
    if (session == null || member.isPresent() || introduction.isEmpty()) {
      return CompletableFuture.completedFuture(member);
    }
    FederatedSession.Attempt attempt = session.attempt(upstream);
    return attempt.begin()
        ? begun(attempt, join(upstream, session, introduction.get()))
        : attempt.result();
  }

  /** However the attempt ends, nobody waits for it in vain. */
  @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told to those who wait
  private static CompletableFuture<Optional<Membership>> begun(
      FederatedSession.Attempt attempt, CompletableFuture<Optional<Membership>> joining) {
    joining.whenComplete(
        (joined, failure) -> attempt.end(joined == null ? Optional.empty() : joined));
    return attempt.result();
  }

  /** Introduces the client to an upstream that was missing, with all that it has said since. */
  private CompletableFuture<Optional<Membership>> join(
      McpUpstream upstream, FederatedSession late, Introduction introduction) {
    TimeLeft time = TimeLeft.toJoin(upstream);
    return greet(upstream, introduction, time)
        .thenCompose(
            asked ->
                greeting(asked)
                    .map(greeted -> initialized(greeted, late, time))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletableFuture<Optional<Membership>> initialized(
      Greeting greeted, FederatedSession late, TimeLeft time) {
    McpUpstream upstream = greeted.upstream();
    Membership member = greeted.member();
    UpstreamRequest request = requests.post(PeerRequests.Target.of(upstream), member, INITIALIZED);
    return Question.ask(backends, request, null, time)
        .thenCompose(asked -> repeat(upstream, member, late.wishes().of(upstream), time))
        .thenApply(
            repeated -> {
              late.joinLate(greeted);
              return Optional.of(member);
            });
  }

  /** One after the other: each needs a connection, of which a caller may have few. */
  private CompletableFuture<?> repeat(
      McpUpstream upstream, Membership member, List<Wishes.Wish> wishes, TimeLeft time) {
    CompletableFuture<?> repeated = CompletableFuture.completedFuture(null);
    for (Wishes.Wish wish : wishes) {
      JsonRpcId id = JsonRpcId.ofString(RequestIds.random());
      UpstreamRequest request =
          requests.post(
              PeerRequests.Target.of(upstream),
              member,
              Rpc.request(id, wish.method(), wish.params()));
      repeated =
          repeated
              .thenCompose(before -> Question.ask(backends, request, id, time))
              .thenAccept(this::recordSilence);
    }
    return repeated;
  }

  private void recordSilence(Asked asked) {
    if (asked instanceof Asked.Silent silent) {
      missing.accept(silent);
    }
  }

  /**
   * How an upstream took the client's introduction.
   *
   * @param asked what came of it
   * @param greeting empty when that is no greeting
   */
  record Begun(Asked asked, Optional<Greeting> greeting) {}

  /** Begins a session with an upstream. */
  CompletableFuture<Begun> begin(
      FederatedSession begun, McpUpstream upstream, Introduction introduction) {
    FederatedSession.Attempt attempt = begun.attempt(upstream);
    attempt.begin();
    return greet(upstream, introduction, TimeLeft.toJoin(upstream))
        .thenApply(
            asked -> {
              Optional<Greeting> greeting = greeting(asked);
              greeting.ifPresent(greeted -> begun.join(upstream, greeted.member()));
              attempt.end(greeting.map(Greeting::member));
              return new Begun(asked, greeting);
            });
  }

  private CompletableFuture<Asked> greet(
      McpUpstream upstream, Introduction introduction, TimeLeft time) {
    UpstreamRequest request =
        requests.post(PeerRequests.Target.of(upstream), Membership.NONE, introduction.message());
    return Question.ask(backends, request, introduction.id(), time).thenApply(Asked::ifAsked);
  }

  /** What an upstream has answered; empty, and recorded, when that is no greeting. */
  private Optional<Greeting> greeting(Asked asked) {
    if (asked instanceof Asked.Told told) {
      try {
        return Optional.of(Greeting.of(told));
      } catch (UnusableAnswer e) {
        missing.accept(new Asked.Silent(asked.upstream(), 0, e.denial()));
      }
    } else {
      recordSilence(asked);
    }
    return Optional.empty();
  }

  /** Ends the session with everybody who takes part in it. */
  CompletableFuture<List<Asked>> end(List<McpUpstream> upstreams) {
    List<CompletableFuture<Asked>> left = new ArrayList<>();
    for (McpUpstream upstream : upstreams) {
      find(upstream)
          .filter(member -> member.session().isPresent())
          .map(member -> requests.delete(upstream, member))
          .map(request -> Question.ask(backends, request, null, TimeLeft.of(upstream)))
          .ifPresent(left::add);
    }
    return Peers.all(left);
  }
}
