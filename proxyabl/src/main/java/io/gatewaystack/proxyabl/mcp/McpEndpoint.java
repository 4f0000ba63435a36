package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import io.gatewaystack.proxyabl.internal.Shares;
import io.gatewaystack.proxyabl.internal.Term;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import io.gatewaystack.proxyabl.tool.ToolCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A running MCP gateway: owns the connections to its upstreams until it is closed. Nothing it does
 * blocks, except that it reads the body of a request nobody has read. Safe for use by several
 * threads.
 */
public final class McpEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MAX_QUEUED = 1024;
  private static final HeaderField POST_ONLY = new HeaderField("Allow", "POST");
  private static final HeaderField METHODS = new HeaderField("Allow", "GET, POST, DELETE, OPTIONS");

  private final McpSettings settings;
  private final UpstreamClient client;
  private final Heartbeats heartbeats;
  private final Conversation conversation;
  private final ToolCalls calls = new ToolCalls();

  private McpEndpoint(McpSettings settings, UpstreamClient client) {
    this.settings = settings;
    this.client = client;
    this.heartbeats = Heartbeats.start(client, settings.heartbeat());
    Backends backends =
        new Backends(
            client,
            settings.headers(),
            seal(settings),
            heartbeats,
            new Shares(settings.maxConnectionsPerCaller()),
            settings.maxMessageBytes());
    this.conversation =
        Federation.isNeeded(settings.upstreams(), settings.tools())
            ? new Federation(backends, settings, calls)
            : new Passage(backends, settings.upstreams().get(0));
  }

  static McpEndpoint open(McpSettings settings) {
    UpstreamClient.Limits limits =
        new UpstreamClient.Limits(
            CONNECT, settings.maxConnections(), MAX_QUEUED, settings.addresses());
    return new McpEndpoint(settings, UpstreamClient.start(limits));
  }

  private static Seal seal(McpSettings settings) {
    if (settings.sessionKeys().isEmpty()) {
      LOG.warn(
          "{}: no session keys are configured; MCP sessions end with this process",
          settings.name());
    }
    return new Seal(settings.sessionKeys().orElseGet(SessionKeys::random));
  }

  /**
   * Takes a request that every layer has let through.
   *
   * @param context its context, on a route that speaks MCP
   * @param reply its client
   * @throws IllegalStateException when the route does not speak MCP
   */
  public void handle(RequestContext context, McpReply reply) {
    if (context.route().protocol() != Route.Protocol.MCP) {
      throw new IllegalStateException("the route does not speak MCP: see Routes.mcp");
    }
    Optional<Denial> refusal = refusal(context);
    if (refusal.isPresent()) {
      reply.refuse(refusal.get(), List.of());
      return;
    }
    try {
      switch (context.request().method()) {
        case "POST" -> message(context, reply);
        case "GET", "DELETE" -> session(context, reply);
        case "OPTIONS" -> reply.answer(204, List.of(METHODS), new byte[0]);
        default -> reply.refuse(Refusals.METHOD, List.of(METHODS));
      }
    } catch (Refused e) {
      reply.refuse(e.denial(), List.of());
    }
  }

  private Optional<Denial> refusal(RequestContext context) {
    if (context.find(Identity.class).isEmpty() && !settings.anonymous()) {
      return Optional.of(Refusals.UNIDENTIFIED);
    }
    return settings.origins().check(context.request().headers());
  }

  private void message(RequestContext context, McpReply reply) {
    JsonNode message = context.body().json().tree();
    McpCall call = call(context, Era.of(context.request().headers(), message), reply);
    if (call.isModern()) {
      ModernRules.check(call.operation(), call.headers(), message)
          .ifPresent(
              denial -> {
                throw new Refused(denial);
              });
    }
    conversation.take(call);
  }

  /** GET and DELETE concern sessions, which modern clients do not have. */
  private void session(RequestContext context, McpReply reply) {
    Headers headers = context.request().headers();
    Era era = Era.of(headers, MissingNode.getInstance());
    if (era == Era.MODERN) {
      reply.refuse(Refusals.METHOD, List.of(POST_ONLY));
    } else {
      conversation.take(call(context, era, reply));
    }
  }

  private McpCall call(RequestContext context, Era era, McpReply reply) {
    Term term = Term.of(context, client, NanoTime.now());
    return new McpCall(context, context.operation(), era, Binding.of(context), term, reply);
  }

  /** How many exchanges with upstreams have not ended. */
  public int running() {
    return client.running() - 1; // the heartbeat is watched, too
  }

  /**
   * Ends the streams nobody waits for the end of, those of sessions and subscriptions, in order:
   * the server is about to stop. Who waits for an answer goes on waiting.
   */
  public void endStreams() {
    heartbeats.serverStops();
  }

  /** Closes all connections; who waits for an answer is refused with 503 {@code unavailable}. */
  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
