package io.gatewaystack.example.config;

import io.gatewaystack.proxyabl.mcp.SessionKeys;
import io.gatewaystack.proxyabl.tool.GatewaySignature;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.service.InMemoryServices;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All settings of the server.
 *
 * @param proxy the proxied route that variables describe
 * @param mcp every MCP endpoint
 * @param sessionKeys what sessions are sealed with; a random key per process when absent
 * @param signature proves calls to functions; none when absent
 * @param debugToken whether callers may look at what their token says
 * @param file what does not fit a variable
 * @param mode what {@code /health} calls the way the server runs
 * @param version what {@code /health} calls the build
 * @param resource the identifier of the protected resource, announced in its metadata; where it is
 *     called when absent
 */
public record ServerConfig(
    HttpConfig http,
    IdentityConfig identity,
    RatesConfig rates,
    ContentConfig content,
    PolicyConfig policy,
    ProxyConfig proxy,
    List<McpConfig> mcp,
    Optional<SessionKeys> sessionKeys,
    Optional<GatewaySignature> signature,
    AuditConfig audit,
    TestRoutesConfig testRoutes,
    DemoConfig demo,
    boolean debugToken,
    GatewayFile file,
    String mode,
    String version,
    Optional<String> resource) {
  private static final List<String> LOG_LEVELS =
      List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

  private static final ServiceCatalog NOBODY = new InMemoryServices();

  private static final String TOOLS = "/tools"; // functions, by POST
  private static final Set<String> RESERVED =
      Set.of(
          "/health",
          "/protected",
          "/writer-only",
          TOOLS,
          "/debug-token",
          "/.well-known",
          "/__test__");

  /**
   * Reads and checks every setting.
   *
   * @param variables names and values, as the process's environment has them
   * @throws InvalidConfig naming every variable that does not fit
   */
  public static ServerConfig from(Map<String, String> variables) {
    return from(new Environment(variables));
  }

  static ServerConfig from(Environment env) {
    DemoConfig demo = DemoConfig.from(env);
    IdentityConfig identity = IdentityConfig.from(env, demo);
    GatewayFile file = GatewayFile.from(env, identity);
    Optional<McpConfig> mcp = McpConfig.from(env, demo);
    ServerConfig config =
        new ServerConfig(
            HttpConfig.from(env),
            identity,
            RatesConfig.from(env),
            ContentConfig.from(env, file.content()),
            PolicyConfig.from(env),
            ProxyConfig.from(env, demo),
            Stream.concat(mcp.stream(), file.mcp().stream()).toList(),
            sessionKeys(env),
            signature(env),
            AuditConfig.from(env),
            TestRoutesConfig.from(env),
            demo,
            env.flag("DEBUG_AUTH"),
            file,
            env.text("MODE", demo.enabled() ? "demo" : "gateway"),
            env.text("COMMIT_SHA", "dev"),
            resource(env, identity));
    checkLogLevel(env);
    config.checkPaths(env, mcp.isPresent());
    mcp.ifPresent(new McpCheck(env, file.outbound(), identity, McpCheck.Names.VARIABLES)::check);
    for (McpConfig endpoint : file.mcp()) {
      new McpCheck(env, file.outbound(), identity, McpCheck.Names.file(endpoint.path()))
          .check(endpoint);
    }
    config.checkRoutes(env);
    file.services().ifPresent(services -> config.checkServices(env, services, mcp.isPresent()));
    env.throwIfInvalid();
    return config;
  }

  /** The level itself is set by logback.xml, which takes what it does not know for DEBUG. */
  private static void checkLogLevel(Environment env) {
    env.find("LOG_LEVEL")
        .filter(level -> !LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT)))
        .ifPresent(
            level ->
                env.problem(
                    "LOG_LEVEL", "(expected: one of " + String.join(", ", LOG_LEVELS) + ")"));
  }

  private static Optional<SessionKeys> sessionKeys(Environment env) {
    List<String> keys = env.words("MCP_SESSION_KEYS", "");
    return keys.isEmpty()
        ? Optional.empty()
        : env.judged(
            "MCP_SESSION_KEYS",
            "at least 32 bytes each, in Base64",
            () -> SessionKeys.ofBase64(keys));
  }

  private static Optional<GatewaySignature> signature(Environment env) {
    return env.find("GATEWAY_HMAC_SECRET")
        .flatMap(secret -> env.judged("GATEWAY_HMAC_SECRET", () -> GatewaySignature.of(secret)));
  }

  /**
   * What is named, else the first audience, which need not be a URI: Cognito's and Entra's are not.
   */
  private static Optional<String> resource(Environment env, IdentityConfig identity) {
    Optional<String> named = env.find("PRM_RESOURCE");
    if (named.isPresent() && !isAbsolute(named.get())) {
      env.problem("PRM_RESOURCE", "(expected: an absolute URI without fragment)");
    }
    return named.or(() -> identity.audiences().stream().findFirst().filter(a -> isAbsolute(a)));
  }

  private static boolean isAbsolute(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Routes by themselves, then with those of other proxies. */
  private void checkRoutes(Environment env) {
    int before = env.problemCount();
    for (ProxyConfig proxied : file.proxies()) {
      env.told(
          "proxies." + proxied.prefix(),
          () -> proxied.mapped(identity.addTo(Validatabl.builder())).build());
    }
    if (env.problemCount() == before) {
      env.told(
          "proxies",
          () -> {
            ValidatablBuilder builder = Validatabl.builder();
            proxies().forEach(proxied -> proxied.mapped(builder));
            return builder.build();
          });
    }
  }

  /** Every path belongs to one thing; what is said later has to give way. */
  private void checkPaths(Environment env, boolean variables) {
    Set<String> taken = new HashSet<>();
    places(variables)
        .forEach(
            place -> {
              String path = place.path();
              boolean free = RESERVED.stream().noneMatch(r -> isAtOrBelow(path, r));
              if (!free || !taken.add(path)) {
                env.problem(
                    place.name(), "(expected: a path of its own; see the routes of the server)");
              }
            });
  }

  private static boolean isAtOrBelow(String path, String other) {
    return path.equals(other) || other.equals("/") || path.startsWith(other + "/");
  }

  /** A path of services that is nobody's would protect nothing. */
  private void checkServices(Environment env, ServicesConfig services, boolean variables) {
    env.told("services", () -> services.addTo(Validatabl.builder(), NOBODY));
    List<String> paths =
        Stream.concat(Stream.of(TOOLS), places(variables).stream().map(Place::path)).toList();
    for (String route : services.byRoute().keySet()) {
      if (paths.stream().noneMatch(path -> isAtOrBelow(path, route) || isAtOrBelow(route, path))) {
        env.problem(
            "services.routes." + route,
            "(expected: the path of an MCP endpoint, a proxied route or a function, or one above"
                + " or below)");
      }
    }
  }

  private record Place(String name, String path) {}

  /**
   * What has which path, and where that was said.
   *
   * @param variables whether the first MCP endpoint is the one they describe
   */
  private List<Place> places(boolean variables) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < mcp.size(); i++) {
      McpConfig endpoint = mcp.get(i);
      McpCheck.Names names =
          i == 0 && variables ? McpCheck.Names.VARIABLES : McpCheck.Names.file(endpoint.path());
      places.add(i, new Place(names.endpoint(), endpoint.path())); // in front of all tools
      endpoint.tools().entrySet().stream()
          .filter(tool -> tool.getValue().function())
          .forEach(tool -> places.add(new Place(names.tool(tool.getKey()), "/" + tool.getKey())));
    }
    places.add(new Place("PROXY_PREFIX", proxy.prefix()));
    file.proxies().forEach(p -> places.add(new Place("proxies." + p.prefix(), p.prefix())));
    return places;
  }

  /** Every proxied route. */
  public List<ProxyConfig> proxies() {
    return Stream.concat(Stream.of(proxy), file.proxies().stream()).toList();
  }

  /** The same with what demo mode has started on ports of its own. */
  public ServerConfig withDemo(Optional<String> issuer, Optional<Integer> echoPort, URI functions) {
    return new ServerConfig(
        http,
        issuer.map(identity::withIssuer).orElse(identity),
        rates,
        content,
        policy,
        echoPort.map(proxy::withEcho).orElse(proxy),
        mcp.stream()
            .map(m -> m.functions().equals(demo.functions()) ? m.withFunctions(functions) : m)
            .toList(),
        sessionKeys,
        signature,
        audit,
        testRoutes,
        demo,
        debugToken,
        file,
        mode,
        version,
        resource);
  }
}
