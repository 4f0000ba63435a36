package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.HeaderField;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The upstreams of a federation, as one request of one client speaks with them. Every upstream has
 * its own credential, session and revision; a legacy session is joined when it is needed.
 */
final class Peers {
  private static final byte[] NO_BODY = {};
  private static final byte[] INITIALIZED = Rpc.notification("notifications/initialized", Map.of());

  private final Backends backends;
  private final McpCall call;
  private final @Nullable FederatedSession session;
  private final List<HeaderField> base;

  /**
   * The upstreams of one request. Reads the request's header fields; later they may be gone.
   *
   * @param session null for a modern request
   */
  Peers(Backends backends, McpCall call, @Nullable FederatedSession session) {
    this.backends = backends;
    this.call = call;
    this.session = session;
    this.base = List.copyOf(backends.headers().of(call.context()));
  }

  /** What an upstream calls the thing asked for; empty when it is not called by name. */
  record Target(McpUpstream upstream, Optional<String> name) {
    static Target of(McpUpstream upstream) {
      return new Target(upstream, Optional.empty());
    }

    static Target of(SourceNames.Owned owned) {
      return new Target(owned.upstream(), Optional.of(owned.name()));
    }
  }

  /** Asks one upstream and records when it stays silent. */
  CompletableFuture<Asked> ask(Target target, byte[] body, @Nullable JsonRpcId id) {
    McpUpstream upstream = target.upstream();
    return membership(upstream)
        .thenCompose(
            member -> {
              if (member.isEmpty()) {
                return CompletableFuture.completedFuture(absent(upstream));
              }
              UpstreamRequest request =
                  request("POST", target, member.get(), body, upstream.idleTimeout());
              return Question.ask(backends, request, id).thenApply(a -> noted(a, member.get()));
            });
  }

  /**
   * Asks several, in their order; complete when the last of them has answered or run out of time.
   */
  CompletableFuture<List<Asked>> askAll(
      List<McpUpstream> upstreams, byte[] body, @Nullable JsonRpcId id) {
    return all(upstreams.stream().map(upstream -> ask(Target.of(upstream), body, id)).toList());
  }

  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> each) {
    return CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
  }

  /** Ends the session with everybody who takes part in it. */
  CompletableFuture<List<Asked>> leaveAll(List<McpUpstream> upstreams) {
    List<CompletableFuture<Asked>> left = new ArrayList<>();
    for (McpUpstream upstream : upstreams) {
      Optional<Membership> member = session == null ? Optional.empty() : session.member(upstream);
      member
          .filter(known -> known.session().isPresent())
          .map(
              known ->
                  request("DELETE", Target.of(upstream), known, NO_BODY, upstream.idleTimeout()))
          .map(request -> Question.ask(backends, request, null))
          .ifPresent(left::add);
    }
    return all(left);
  }

  /** A request for the stream of a legacy session. */
  UpstreamRequest stream(Target target, Membership member, Optional<String> lastEventId) {
    UpstreamRequest request = request("GET", target, member, NO_BODY, Backends.LISTENING);
    lastEventId.ifPresent(id -> request.headers().add(new HeaderField("Last-Event-ID", id)));
    return request;
  }

  private Asked noted(Asked asked, Membership member) {
    if (asked instanceof Asked.Silent silent) {
      warn(silent);
      boolean lost = silent.status() == 404 && member.session().isPresent();
      if (lost && session != null) {
        session.leave(silent.upstream(), member);
      }
    }
    return asked;
  }

  /** Somebody else has to be told who was missing. */
  void warn(Asked.Silent silent) {
    Warnings warning = Warnings.of(silent.denial().error() + ":" + silent.upstream().name());
    call.reply().update(context -> context.merge(warning));
  }

  private Asked.Silent absent(McpUpstream upstream) {
    Asked.Silent silent = new Asked.Silent(upstream, 0, Refusals.NOT_JOINED);
    warn(silent);
    return silent;
  }

  /** A request to one upstream. */
  UpstreamRequest request(
      String method, Target target, Membership member, byte[] body, Duration idleTimeout) {
    List<HeaderField> lines = new ArrayList<>(base.size() + 4);
    boolean renamed = target.name().isPresent();
    for (HeaderField line : base) {
      boolean replaced =
          !call.isModern() && line.name().equalsIgnoreCase(Era.VERSION)
              || renamed && line.name().equalsIgnoreCase("Mcp-Name");
      if (!replaced) {
        lines.add(line);
      }
    }
    if (!call.isModern() && !member.version().isEmpty()) {
      lines.add(new HeaderField(Era.VERSION, member.version()));
    }
    if (call.isModern() && renamed) {
      lines.add(new HeaderField("Mcp-Name", headerValue(target.name().get())));
    }
    member.session().ifPresent(id -> lines.add(new HeaderField(UpstreamHead.SESSION, id)));
    target.upstream().credential().header().ifPresent(lines::add);
    return new UpstreamRequest(target.upstream(), method, lines, body, idleTimeout);
  }

  /** What is unsafe in a header travels in Base64 (2026-07-28, "Header Encoding"). */
  private static String headerValue(String name) {
    boolean plain =
        name.chars().allMatch(c -> c > 0x20 && c < 0x7F) && !name.startsWith("=?base64?");
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return plain ? name : "=?base64?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  /** The part of the session an upstream has, if it has one. */
  Optional<Membership> member(McpUpstream upstream) {
    return session == null ? Optional.of(Membership.NONE) : session.member(upstream);
  }

  /** What to tell a client of whom no upstream takes notice. */
  Denial nobody() {
    boolean forgotten = session != null && session.isEmpty() && session.introduction().isEmpty();
    return forgotten ? Refusals.SESSION : Refusals.NOBODY;
  }

  /** A request that fails because an upstream has forgotten the session: it may join again. */
  Denial lost(McpUpstream upstream, Membership member) {
    if (session == null) {
      return Refusals.SESSION;
    }
    session.leave(upstream, member);
    return session.introduction().isPresent() ? Refusals.SESSION_LOST : Refusals.SESSION;
  }

  /**
   * The part of the session an upstream has; joins it when it has none.
   *
   * @return never completed exceptionally; empty when it cannot be had
   */
  CompletableFuture<Optional<Membership>> membership(McpUpstream upstream) {
    if (session == null) {
      return CompletableFuture.completedFuture(Optional.of(Membership.NONE));
    }
    Optional<Membership> member = session.member(upstream);
    Optional<Introduction> introduction = session.introduction();
    if (member.isPresent() || introduction.isEmpty()) {
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
        (joined, failure) -> attempt.result().complete(joined == null ? Optional.empty() : joined));
    return attempt.result();
  }

  /** Introduces the client to an upstream that was missing, and says that it is ready. */
  private CompletableFuture<Optional<Membership>> join(
      McpUpstream upstream, FederatedSession late, Introduction introduction) {
    return greet(upstream, introduction)
        .thenCompose(
            greeting ->
                greeting
                    .map(Greeting::member)
                    .map(member -> initialized(upstream, member, late))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletableFuture<Optional<Membership>> initialized(
      McpUpstream upstream, Membership member, FederatedSession late) {
    UpstreamRequest request =
        request("POST", Target.of(upstream), member, INITIALIZED, upstream.idleTimeout());
    return Question.ask(backends, request, null)
        .thenApply(
            asked -> {
              late.join(upstream, member);
              return Optional.of(member);
            });
  }

  /** Introduces the client to an upstream; empty when that does not greet. */
  CompletableFuture<Optional<Greeting>> greet(McpUpstream upstream, Introduction introduction) {
    UpstreamRequest request =
        request(
            "POST",
            Target.of(upstream),
            Membership.NONE,
            introduction.message(),
            upstream.idleTimeout());
    return Question.ask(backends, request, introduction.id()).thenApply(this::greeting);
  }

  private Optional<Greeting> greeting(Asked asked) {
    if (asked instanceof Asked.Told told) {
      try {
        return Optional.of(Greeting.of(told));
      } catch (UnusableAnswer e) {
        warn(new Asked.Silent(asked.upstream(), 0, e.denial()));
        return Optional.empty();
      }
    }
    if (asked instanceof Asked.Silent silent) {
      warn(silent);
    }
    return Optional.empty();
  }
}
