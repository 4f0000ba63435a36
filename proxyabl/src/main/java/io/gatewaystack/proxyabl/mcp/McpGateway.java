package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.IdentityHeaders;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An MCP gateway: what stands behind one MCP endpoint, and how it is reached. It connects nowhere
 * until it is {@linkplain #open opened}, which {@link io.gatewaystack.proxyabl.servlet.McpServlet}
 * does.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class McpGateway {
  private final McpSettings settings;

  private McpGateway(McpSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts with what is safest: no browser origin is served, only {@code https} to public addresses
   * and plain http to this machine, the subject in {@code X-User-Id}, a verified identity required,
   * sessions sealed with a random key.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Opens the gateway; the caller closes it. */
  public McpEndpoint open() {
    return McpEndpoint.open(settings);
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final List<McpUpstream> upstreams = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<String> origins = new ArrayList<>();
    private final List<String> forwarded = new ArrayList<>();
    private String name = "mcp";
    private IdentityHeaders identity = IdentityHeaders.subject();
    private Optional<SessionKeys> sessionKeys = Optional.empty();
    private AddressPolicy addresses = AddressPolicy.httpsOrLoopback();
    private Duration heartbeat = Duration.ofSeconds(15);
    private boolean anonymous;
    private int maxMessageBytes = 8 << 20;
    private int maxConnections = 4096;
    private OptionalInt maxConnectionsPerCaller = OptionalInt.empty();
    private int maxSessions = 10_000;
    private ServerInfo server = new ServerInfo("GatewayStack", "1");

    private Builder() {}

    /** Sets what audit events call the gateway where no single upstream is meant. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /** Adds an upstream. */
    public Builder upstream(McpUpstream value) {
      upstreams.add(value);
      return this;
    }

    /** Adds upstreams in their order. */
    public Builder upstreams(Collection<McpUpstream> values) {
      upstreams.addAll(values);
      return this;
    }

    /**
     * Adds tools of the gateway's own. With them, or with several upstreams, the gateway speaks as
     * a server of its own, and what upstreams offer carries their names.
     */
    public Builder tools(Collection<? extends Tool> values) {
      tools.addAll(values);
      return this;
    }

    /** Sets what the gateway calls itself where it speaks as a server of its own. */
    public Builder serverInfo(String serverName, String version) {
      server = new ServerInfo(serverName, version);
      return this;
    }

    /** Sets how many sessions with several upstreams are remembered; 10 000 by default. */
    public Builder maxSessions(int value) {
      maxSessions = value;
      return this;
    }

    /**
     * Adds hosts that are served, as {@code name} for each of its ports or {@code name:port}, and
     * with them browser pages that come from there. Without any, every {@code Host} is served.
     */
    public Builder allowedHosts(String... values) {
      hosts.addAll(Arrays.asList(values));
      return this;
    }

    /** Adds browser origins that are served, {@code scheme://name[:port]}; none by default. */
    public Builder allowedOrigins(String... values) {
      origins.addAll(Arrays.asList(values));
      return this;
    }

    /** Sets what sessions are sealed with; by default a key that dies with the process. */
    public Builder sessionKeys(SessionKeys value) {
      sessionKeys = Optional.of(value);
      return this;
    }

    /** Adds a header field that tells upstreams more about the caller than its subject. */
    public Builder identityHeader(String field, IdentityField fact) {
      identity = identity.and(field, fact);
      return this;
    }

    /** Sets everything that upstreams are told about the caller. */
    public Builder identityHeaders(IdentityHeaders value) {
      identity = value;
      return this;
    }

    /** Adds header fields of the client's that go upstream besides those MCP defines. */
    public Builder forwardHeaders(String... names) {
      forwarded.addAll(Arrays.asList(names));
      return this;
    }

    /** Sets where upstreams may be; each connection is made to an address this has permitted. */
    public Builder addresses(AddressPolicy value) {
      addresses = value;
      return this;
    }

    /** Sets the longest silence of a stream to a client; 15 s by default. */
    public Builder heartbeat(Duration value) {
      heartbeat = value;
      return this;
    }

    /** Serves callers without a verified identity too; they are refused with 401 by default. */
    public Builder anonymous(boolean value) {
      anonymous = value;
      return this;
    }

    /** Sets the largest message an upstream may send, in bytes; 8 MiB by default. */
    public Builder maxMessageBytes(int value) {
      maxMessageBytes = value;
      return this;
    }

    /**
     * Sets how many connections to one upstream there may be: one for each open stream and call;
     * 4096 by default.
     */
    public Builder maxConnections(int value) {
      maxConnections = value;
      return this;
    }

    /**
     * Sets how many of them one caller may hold; a quarter by default. One more is refused with 429
     * {@code limit_exceeded}. Anonymous callers are told apart by their networks.
     */
    public Builder maxConnectionsPerCaller(int value) {
      maxConnectionsPerCaller = OptionalInt.of(value);
      return this;
    }

    /**
     * The gateway with the settings collected so far.
     *
     * @throws IllegalArgumentException when a setting is invalid or contradicts another; the
     *     message names it
     */
    public McpGateway build() {
      return new McpGateway(
          new McpSettings(
              name,
              upstreams,
              Toolbox.of(tools),
              server,
              new Origins(hosts, origins),
              new RequestHeaders(identity, forwarded),
              sessionKeys,
              addresses,
              heartbeat,
              anonymous,
              maxMessageBytes,
              maxConnections,
              maxConnectionsPerCaller.orElse(Math.max(1, maxConnections / 4)),
              maxSessions));
    }
  }
}
