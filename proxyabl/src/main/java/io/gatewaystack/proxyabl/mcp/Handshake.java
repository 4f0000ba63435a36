package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.proxyabl.HeaderField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a federation introduces itself: it can what any of its sources can. A source that does not
 * answer is not waited for beyond its time, and is recorded.
 */
final class Handshake {
  private final ServerInfo server;
  private final LocalTools tools;
  private final Sessions sessions;
  private final List<McpUpstream> upstreams;

  Handshake(ServerInfo server, LocalTools tools, Sessions sessions, List<McpUpstream> upstreams) {
    this.server = server;
    this.tools = tools;
    this.sessions = sessions;
    this.upstreams = upstreams;
  }

  /** The answer to {@code initialize}: begins a session with every upstream that greets. */
  CompletableFuture<Answer> initialize(McpCall call, Peers peers) {
    Introduction introduction =
        new Introduction(
            call.context().body().bytes(),
            Objects.requireNonNull(call.operation().id(), "a request has an id"));
    FederatedSession session = FederatedSession.begun(RequestIds.random(), introduction);
    List<CompletableFuture<Memberships.Begun>> begun = new ArrayList<>();
    for (McpUpstream upstream : upstreams) {
      begun.add(peers.memberships().begin(session, upstream, introduction));
    }
    return Peers.all(begun).thenApply(all -> welcome(call, session, all));
  }

  private Answer welcome(McpCall call, FederatedSession session, List<Memberships.Begun> begun) {
    List<Greeting> greetings =
        begun.stream().map(Memberships.Begun::greeting).flatMap(Optional::stream).toList();
    if (greetings.isEmpty() && tools.isEmpty()) {
      return Unserved.answer(
          begun.stream().map(Memberships.Begun::asked).toList(), Refusals.NOBODY);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocolVersion", version(call, greetings));
    List<Capabilities.Source> sources =
        greetings.stream().map(g -> new Capabilities.Source(g.upstream(), g.result())).toList();
    boolean later = greetings.size() < upstreams.size() && session.introduction().isPresent();
    Map<String, Object> capabilities = describe(result, sources, later);
    session.news().promise(Capabilities.promised(capabilities));
    byte[] message = Rpc.result(call.operation().id(), result);
    return upstreams.isEmpty() // then nothing has to be remembered
        ? Answer.of(message)
        : new Answer(200, List.of(remembered(call, session)), message);
  }

  /** The oldest one agreed upon: what it lacks, some upstream lacks. */
  private static String version(McpCall call, List<Greeting> greetings) {
    String asked = call.message().tree().path("params").path("protocolVersion").asString("");
    return greetings.stream()
        .map(greeting -> greeting.member().version())
        .min(Comparator.naturalOrder())
        .orElseGet(() -> Federation.negotiated(asked));
  }

  private HeaderField remembered(McpCall call, FederatedSession session) {
    String id = sessions.id(session, call.binding());
    if (id.length() > Seal.Kind.FEDERATION.maxLength()) {
      throw new UnusableAnswer(Denial.upstreamError("session_id"));
    }
    sessions.remember(session);
    return new HeaderField(UpstreamHead.SESSION, id);
  }

  /** The answer to {@code server/discover}. */
  CompletableFuture<Answer> discover(McpCall call, Peers peers) {
    return peers
        .askAll(upstreams, call.context().body().bytes(), call.operation().id())
        .thenApply(
            asked -> {
              List<Capabilities.Source> sources = sources(asked);
              if (sources.isEmpty() && tools.isEmpty()) {
                return Unserved.answer(asked, Refusals.NOBODY);
              }
              Map<String, Object> result = new LinkedHashMap<>();
              result.put("resultType", "complete");
              result.put("supportedVersions", Federation.VERSIONS);
              describe(result, sources, false);
              result.put("ttlMs", 0);
              result.put("cacheScope", "private");
              result.put("_meta", Map.of("io.modelcontextprotocol/serverInfo", server.json()));
              return Answer.of(Rpc.result(call.operation().id(), result));
            });
  }

  private static List<Capabilities.Source> sources(List<Asked> asked) {
    List<Capabilities.Source> sources = new ArrayList<>();
    for (Asked each : asked) {
      if (each instanceof Asked.Told told) {
        told.message()
            .root()
            .member("result")
            .ifPresent(r -> sources.add(new Capabilities.Source(told.upstream(), r)));
      }
    }
    return sources;
  }

  /** Returns the capabilities. */
  private Map<String, Object> describe(
      Map<String, Object> result, List<Capabilities.Source> sources, boolean later) {
    Map<String, Object> capabilities = Capabilities.merged(sources, !tools.isEmpty(), later);
    result.put("capabilities", capabilities);
    result.put("serverInfo", server.json());
    String instructions = Capabilities.instructions(sources);
    if (!instructions.isEmpty()) {
      result.put("instructions", instructions);
    }
    return capabilities;
  }
}
