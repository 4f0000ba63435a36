package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.proxyabl.tool.ToolCalls;
import io.gatewaystack.proxyabl.tool.Toolbox;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several upstreams, and tools of the gateway's own, as one MCP server. Towards a client the
 * gateway is the server: it answers the handshake and lists itself, and passes on what concerns one
 * upstream alone. It speaks with upstreams in the era in which the client speaks with it.
 */
final class Federation implements Conversation {
  private static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");
  private static final List<String> MODERN = List.of("2026-07-28");

  /** Every revision that is spoken here, the newest first. */
  static final List<String> VERSIONS = Stream.concat(MODERN.stream(), LEGACY.stream()).toList();

  private final Backends backends;
  private final List<McpUpstream> upstreams;
  private final SourceNames names;
  private final LocalTools tools;
  private final Handshake handshake;
  private final Sessions sessions;
  private final ServerInfo server;
  private final String name;

  Federation(Backends backends, McpSettings settings, ToolCalls calls) {
    this.backends = backends;
    this.upstreams = settings.upstreams();
    this.names = new SourceNames(upstreams);
    this.tools = new LocalTools(settings.tools(), settings.server(), calls);
    this.sessions = new Sessions(backends.seal(), settings.maxSessions());
    this.server = settings.server();
    this.handshake = new Handshake(server, tools, sessions, upstreams);
    this.name = settings.name();
  }

  static boolean isNeeded(List<McpUpstream> upstreams, Toolbox tools) {
    return upstreams.size() != 1 || !tools.isEmpty();
  }

  @Override
  public void take(McpCall call) {
    if (call.isModern()) {
      modern(call);
    } else {
      legacy(call);
    }
  }

  private void modern(McpCall call) {
    String version = call.headers().first(Era.VERSION).orElse(""); // as in the body
    boolean request = call.operation().id() != null;
    if (request && !Era.meta(call.message().tree(), "clientCapabilities").isObject()) {
      call.refuse(Refusals.INCOMPLETE_META);
    } else if (request && !MODERN.contains(version)) {
      call.refuse(Refusals.unsupportedVersion(true, version, VERSIONS));
    } else {
      turn(call, null).take();
    }
  }

  private void legacy(McpCall call) {
    Optional<String> version = call.headers().first(Era.VERSION);
    if (version.isPresent() && !LEGACY.contains(version.get())) {
      call.refuse(Refusals.unsupportedVersion(false, version.get(), LEGACY));
      return;
    }
    if (call.isPost() && call.operation().method().equals("initialize")) {
      turn(call, null).take();
      return;
    }
    if (upstreams.isEmpty()) { // nothing has to be remembered
      turn(call, null).take();
      return;
    }
    Optional<String> id = call.headers().first(UpstreamHead.SESSION);
    if (id.isEmpty()) {
      call.refuse(Refusals.SESSION_REQUIRED);
      return;
    }
    Optional<FederatedSession> session = sessions.find(id.get(), call.binding());
    if (session.isEmpty()) {
      call.refuse(Refusals.SESSION);
    } else {
      turn(call, session.get()).take();
    }
  }

  private Turn turn(McpCall call, @Nullable FederatedSession session) {
    Peers peers = new Peers(backends, call, session);
    ServerRequests requests =
        new ServerRequests(backends.seal(), call.binding(), names, peers::tell);
    return new Turn(this, call, session, peers, requests);
  }

  Backends backends() {
    return backends;
  }

  List<McpUpstream> upstreams() {
    return upstreams;
  }

  SourceNames names() {
    return names;
  }

  LocalTools tools() {
    return tools;
  }

  Handshake handshake() {
    return handshake;
  }

  ServerInfo server() {
    return server;
  }

  /** What audit events call all of it together. */
  String name() {
    return name;
  }

  /** Who all of it is, for audit events. */
  String endpoint() {
    return upstreams.stream().map(McpUpstream::name).collect(Collectors.joining(",", "mcp:", ""));
  }

  Sessions sessions() {
    return sessions;
  }

  /** Whether a revision is one that legacy clients and upstreams may speak here. */
  static boolean isLegacy(String version) {
    return LEGACY.contains(version);
  }

  /** The revision a client speaks when no upstream has a say in it. */
  static String negotiated(String asked) {
    return LEGACY.contains(asked) ? asked : LEGACY.get(0);
  }
}
