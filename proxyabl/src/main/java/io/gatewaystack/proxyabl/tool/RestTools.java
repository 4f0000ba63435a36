package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.IdentityHeaders;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tools that are HTTP functions: each is called by {@code POST <base>/<tool>} with its arguments as
 * JSON body. The function is told who calls by identity headers and {@code X-Request-Id}, and shown
 * the gateway's credential, never the caller's. Redirects are not followed and nothing is repeated;
 * time and size are capped.
 *
 * <p>Owns connections until it is closed. Safe for use by several threads.
 */
public final class RestTools implements AutoCloseable {
  private final List<Tool> tools;
  private final @Nullable UpstreamClient client;

  private RestTools(List<Tool> tools, @Nullable UpstreamClient client) {
    this.tools = List.copyOf(tools);
    this.client = client;
  }

  /**
   * Starts with a time of 10 s and 512 000 bytes for an answer, the subject in {@code X-User-Id},
   * no credential, and only {@code https} to public addresses and plain http to this machine.
   *
   * @param base what the tool's name is appended to, {@code http(s)://host[:port][/path]}
   */
  public static Builder builder(URI base) {
    return new Builder(base);
  }

  /**
   * Tools whose functions have no address: they are listed as not executable, and every call fails
   * with {@code MISSING_FUNCTIONS_BASE}.
   */
  public static Builder withoutBase() {
    return new Builder(null);
  }

  /** The tools, in the order in which they were added. */
  public List<Tool> tools() {
    return tools;
  }

  /** Closes all connections; calls that are running fail. */
  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  /** Collects tools and settings; not safe for use by several threads. */
  public static final class Builder {
    private static final int MAX_QUEUED = 1024;

    private final @Nullable URI base;
    private final Map<String, ToolSpec> specs = new LinkedHashMap<>();
    private UpstreamCredential credential = UpstreamCredential.none();
    private IdentityHeaders identity = IdentityHeaders.subject();
    private Optional<GatewaySignature> signature = Optional.empty();
    private AddressPolicy addresses = AddressPolicy.httpsOrLoopback();
    private Duration timeout = Duration.ofSeconds(10);
    private int maxResponseBytes = 512_000;
    private int maxConnections = 256;

    private Builder(@Nullable URI base) {
      this.base = base;
    }

    /** Adds a tool that takes any object, announced to need scopes. */
    public Builder tool(String name, Collection<String> scopes) {
      return tool(name, "", scopes, ToolBuilder.ANY_OBJECT);
    }

    /** Adds tools that take any object, each announced to need scopes. */
    public Builder tools(Map<String, ? extends Collection<String>> scopesByTool) {
      scopesByTool.forEach(this::tool);
      return this;
    }

    /** Adds a tool. */
    public Builder tool(
        String name, String description, Collection<String> scopes, JsonDocument inputSchema) {
      ToolBuilder.checkSchema(name, inputSchema);
      ToolSpec spec =
          new ToolSpec(
              ToolBuilder.requireName(name),
              Optional.empty(),
              description,
              ToolBuilder.scopes(name, scopes),
              inputSchema);
      if (specs.putIfAbsent(name, spec) != null) {
        throw new IllegalArgumentException("tool " + name + ": (expected: once)");
      }
      return this;
    }

    /**
     * Gives a tool that was added a name for people.
     *
     * @throws IllegalArgumentException when there is no such tool
     */
    public Builder title(String tool, String title) {
      if (specs.computeIfPresent(tool, (name, spec) -> spec.withTitle(title)) == null) {
        throw new IllegalArgumentException("title: " + tool + " (expected: a tool added before)");
      }
      return this;
    }

    /** Sets what the gateway shows the functions. */
    public Builder credential(UpstreamCredential value) {
      credential = value;
      return this;
    }

    /** Adds a header field that tells more about the caller than its subject. */
    public Builder identityHeader(String field, IdentityField fact) {
      identity = identity.and(field, fact);
      return this;
    }

    /** Proves each call in {@code X-User-Uid} and {@code X-Gateway-Sig}; off by default. */
    public Builder signature(GatewaySignature value) {
      signature = Optional.of(value);
      return this;
    }

    /**
     * Sets where the functions may be; each connection is made to an address this has permitted.
     */
    public Builder addresses(AddressPolicy value) {
      addresses = value;
      return this;
    }

    /** Sets the time for a whole call, 1..120 s. */
    public Builder timeout(Duration value) {
      require(
          value.compareTo(Duration.ofSeconds(1)) >= 0
              && value.compareTo(Duration.ofSeconds(120)) <= 0,
          "timeout",
          value,
          "1 s .. 120 s");
      timeout = value;
      return this;
    }

    /** Sets the largest answer, 10 000..5 000 000 bytes. */
    public Builder maxResponseBytes(int value) {
      require(value >= 10_000 && value <= 5_000_000, "maxResponseBytes", value, "10000..5000000");
      maxResponseBytes = value;
      return this;
    }

    /** Sets how many connections to the functions there may be. */
    public Builder maxConnections(int value) {
      require(value > 0, "maxConnections", value, "> 0");
      maxConnections = value;
      return this;
    }

    /**
     * The tools with the settings collected so far.
     *
     * @throws IllegalArgumentException when the base is unusable or refused by the address policy,
     *     or a header field is to say two things
     */
    public RestTools build() {
      identity.requireOther(credential);
      if (base == null) {
        List<Tool> tools = new ArrayList<>();
        specs.values().forEach(spec -> tools.add(new RestTool(spec, null)));
        return new RestTools(tools, null);
      }
      String prefix = RestTarget.prefix(base, addresses);
      UpstreamClient client =
          UpstreamClient.start(
              new UpstreamClient.Limits(timeout, maxConnections, MAX_QUEUED, addresses));
      RestTarget target =
          new RestTarget(
              client, prefix, credential, identity, signature, timeout, maxResponseBytes);
      List<Tool> tools = new ArrayList<>();
      specs.values().forEach(spec -> tools.add(new RestTool(spec, target)));
      return new RestTools(tools, client);
    }

    private static void require(boolean met, String setting, Object value, String expected) {
      if (!met) {
        throw new IllegalArgumentException(
            setting + ": " + value + " (expected: " + expected + ")");
      }
    }
  }
}
