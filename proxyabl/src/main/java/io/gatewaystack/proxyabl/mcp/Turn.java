package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonSpan;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request to a federation: finds out who has to answer it, and sees to it that they do. */
final class Turn {
  private final Federation federation;
  private final McpCall call;
  private final @Nullable FederatedSession session;
  private final Peers peers;
  private final ServerRequests requests;

  Turn(
      Federation federation,
      McpCall call,
      @Nullable FederatedSession session,
      Peers peers,
      ServerRequests requests) {
    this.federation = federation;
    this.call = call;
    this.session = session;
    this.peers = peers;
    this.requests = requests;
  }

  void take() {
    switch (call.context().request().method()) {
      case "GET" -> listen();
      case "DELETE" -> end();
      default -> message();
    }
  }

  private void message() {
    Operation operation = call.operation();
    switch (operation.kind()) {
      case MCP_LIST -> {
        together();
        answer(new Lists(call, federation, peers).merged());
      }
      case MCP_TOOL_CALL -> tool(target());
      case MCP_PROMPT -> byName("name", Refusals.UNKNOWN_PROMPT);
      case MCP_READ -> read();
      case MCP_COMPLETE -> complete();
      case MCP_NOTIFICATION, MCP_RESPONSE -> {
        together();
        answer(new ClientMessages(call, federation, peers, requests).passedOn());
      }
      case MCP_OTHER, MCP_STREAM, MCP_END, HTTP, REST_TOOL, MODEL_CALL -> other(operation.method());
    }
  }

  private String target() {
    String target = call.operation().target();
    return target == null ? "" : target;
  }

  // What the gateway answers itself.

  private void other(String method) {
    switch (method) {
      case "initialize" -> inEra(false, this::initialize);
      case "ping" -> inEra(false, this::nothing);
      case "logging/setLevel" -> inEra(false, this::setLevel);
      case "server/discover" -> inEra(true, this::discover);
      case "subscriptions/listen" -> inEra(true, this::listen);
      default -> call.refuse(Refusals.unknownMethod(call.isModern()));
    }
  }

  private void inEra(boolean modern, Runnable method) {
    if (call.isModern() == modern) {
      method.run();
    } else {
      call.refuse(Refusals.unknownMethod(call.isModern()));
    }
  }

  private void initialize() {
    together();
    answer(federation.handshake().initialize(call, peers));
  }

  private void discover() {
    together();
    answer(federation.handshake().discover(call, peers));
  }

  private void nothing() {
    Answer.of(Rpc.result(call.operation().id(), Map.of())).to(call.reply());
  }

  private void setLevel() {
    together();
    Runnable undo = wishLevel(); // first: whoever joins meanwhile is to hear of it, too
    List<McpUpstream> all = federation.upstreams();
    answer(
        peers
            .askAll(all, call.context().body().bytes(), call.operation().id())
            .thenApply(
                asked -> {
                  if (!all.isEmpty() && asked.stream().noneMatch(Asked::isResult)) {
                    undo.run();
                    return Unserved.answer(asked, peers.memberships().nobody());
                  }
                  return Answer.of(Rpc.result(call.operation().id(), Map.of()));
                }));
  }

  /** Remembers the level that is asked for; what is returned forgets it again. */
  private Runnable wishLevel() {
    if (session == null) {
      return () -> {};
    }
    Wishes wishes = session.wishes();
    return JsonSpan.of(call.message())
        .at("params", "level")
        .filter(JsonSpan::isString)
        .map(JsonSpan::text)
        .map(wishes::level)
        .orElse(() -> {});
  }

  private void end() {
    together();
    if (session == null) {
      call.reply().refuse(Refusals.METHOD, List.of(new HeaderField("Allow", "POST")));
      return;
    }
    federation.sessions().end(session);
    answer(peers.memberships().end(federation.upstreams()).thenApply(left -> Answer.status(200)));
  }

  private void listen() {
    together();
    if (!call.isModern() && session == null) {
      call.reply().refuse(Refusals.METHOD, List.of(new HeaderField("Allow", "POST")));
    } else {
      new Opening(federation, call, session, peers, requests).start();
    }
  }

  // What concerns one source alone.

  private void tool(String name) {
    Optional<Tool> local = federation.tools().find(name);
    if (local.isEmpty()) {
      byName("name", Refusals.unknownTool(name));
      return;
    }
    record(new Routing("tools", local.get().endpoint(), null, name));
    CompletableFuture<byte[]> result = federation.tools().call(local.get(), call);
    answer(result.thenApply(Answer::of), () -> result.cancel(true));
  }

  private void byName(String where, Denial unknown) {
    pass(federation.names().ownerOfName(target()), where, unknown);
  }

  private void byUri(String where) {
    Denial unknown = Refusals.unknownResource(call.isModern());
    pass(federation.names().ownerOfUri(target()), where, unknown);
  }

  private void read() {
    boolean subscription = !call.operation().method().equals("resources/read");
    if (call.isModern() && subscription) {
      call.refuse(Refusals.unknownMethod(true));
    } else {
      byUri("uri");
    }
  }

  private void complete() {
    Optional<JsonSpan> type = JsonSpan.of(call.message()).at("params", "ref", "type");
    if (type.map(JsonSpan::text).filter("ref/resource"::equals).isPresent()) {
      byUri("ref/uri");
    } else {
      byName("ref/name", Refusals.UNKNOWN_PROMPT);
    }
  }

  /** Passes the request on to whom it concerns, under the name it has there. */
  private void pass(Optional<SourceNames.Owned> owner, String where, Denial unknown) {
    if (owner.isEmpty()) {
      call.refuse(unknown);
      return;
    }
    SourceNames.Owned owned = owner.get();
    Edits edits = Edits.of(call.message());
    JsonSpan.of(call.message())
        .at(("params/" + where).split("/", -1))
        .ifPresent(named -> edits.text(named, owned.name()));
    boolean tool = call.operation().kind() == Operation.Kind.MCP_TOOL_CALL;
    McpUpstream upstream = owned.upstream();
    record(new Routing(upstream.name(), upstream.origin(), null, tool ? target() : null));
    new Forwarding(federation, call, peers, requests)
        .forward(PeerRequests.Target.of(owned), edits.apply().bytes(), () -> remember(owned));
  }

  /** What the client has asked for once and for all is told to upstreams that join again. */
  private void remember(SourceNames.Owned owned) {
    if (session != null) {
      switch (call.operation().method()) {
        case "resources/subscribe" -> session.wishes().subscribed(owned);
        case "resources/unsubscribe" -> session.wishes().unsubscribed(owned);
        default -> {} // asks for no more than an answer
      }
    }
  }

  // What is recorded, and how it ends.

  private void together() {
    record(Routing.of(federation.name(), federation.endpoint()));
  }

  private void record(Routing routing) {
    call.reply().update(context -> context.with(routing));
  }

  private void answer(CompletableFuture<Answer> answer) {
    answer(answer, peers::cancel);
  }

  /** A modern client that goes away does not want the answer any more; a legacy one may. */
  private void answer(CompletableFuture<Answer> answer, Runnable unwanted) {
    if (call.isModern() && call.operation().id() != null) {
      LateAnswer.give(answer, call, federation.backends().heartbeats(), unwanted);
    } else {
      Answer.whenReady(answer, call.reply());
    }
  }
}
