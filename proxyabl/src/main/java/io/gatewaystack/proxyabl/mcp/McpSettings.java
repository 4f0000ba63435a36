package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.tool.Toolbox;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of one gateway; made by {@link McpGateway#builder}.
 *
 * @param name what audit events call the gateway where no single upstream is meant
 * @param upstreams in the order in which lists are merged
 * @param tools the gateway's own
 * @param server what the gateway calls itself where it speaks as a server
 * @param origins which hosts and origins are served
 * @param headers what upstreams are told about a request
 * @param sessionKeys empty for a random one per process
 * @param addresses where upstreams may be
 * @param heartbeat longest silence of a stream to a client
 * @param anonymous whether callers without a verified identity are served
 * @param maxMessageBytes largest message an upstream may send
 * @param maxConnections connections to one upstream at most
 * @param maxConnectionsPerCaller of them for one caller at most
 * @param maxSessions sessions with several upstreams that are remembered at most
 */
record McpSettings(
    String name,
    List<McpUpstream> upstreams,
    Toolbox tools,
    ServerInfo server,
    Origins origins,
    RequestHeaders headers,
    Optional<SessionKeys> sessionKeys,
    AddressPolicy addresses,
    Duration heartbeat,
    boolean anonymous,
    int maxMessageBytes,
    int maxConnections,
    int maxConnectionsPerCaller,
    int maxSessions) {

  McpSettings {
    require(!name.isBlank(), "name", name, "not blank");
    require(
        !upstreams.isEmpty() || !tools.isEmpty(), "upstreams", "none", "at least one, or a tool");
    upstreams = List.copyOf(upstreams);
    Set<String> names = new HashSet<>();
    for (McpUpstream upstream : upstreams) {
      boolean alone = names.add(upstream.name().toLowerCase(Locale.ROOT));
      require(alone, "upstream", upstream.name(), "a name of its own, whatever its case");
      requireAllowed(addresses, upstream);
      headers.requireOwn(upstream);
    }
    boolean beats = heartbeat.compareTo(Duration.ZERO) > 0 && heartbeat.toDays() < 1;
    require(beats, "heartbeat", heartbeat, "> 0 and less than a day");
    require(maxMessageBytes > 0, "maxMessageBytes", maxMessageBytes, "> 0");
    require(maxConnections > 0, "maxConnections", maxConnections, "> 0");
    require(
        maxConnectionsPerCaller > 0 && maxConnectionsPerCaller <= maxConnections,
        "maxConnectionsPerCaller",
        maxConnectionsPerCaller,
        "1 to maxConnections");
    require(maxSessions > 0, "maxSessions", maxSessions, "> 0");
  }

  private static void requireAllowed(AddressPolicy addresses, McpUpstream upstream) {
    Optional<String> refusal = addresses.refuses(upstream.uri());
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(
          "upstream %s.uri: %s (the address policy says %s)"
              .formatted(upstream.name(), upstream.origin(), refusal.get()));
    }
  }

  private static void require(boolean met, String setting, Object value, String expected) {
    if (!met) {
      throw new IllegalArgumentException(setting + ": " + value + " (expected: " + expected + ")");
    }
  }
}
