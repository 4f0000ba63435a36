package io.gatewaystack.example.gateway;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.example.config.AuditConfig;
import io.gatewaystack.example.config.IdentityConfig;
import io.gatewaystack.example.config.McpConfig;
import io.gatewaystack.example.config.ProxyConfig;
import io.gatewaystack.example.config.RateConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.explicabl.ConsoleSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.explicabl.FileSink;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.identifiabl.IdentifiablBuilder;
import io.gatewaystack.limitabl.Limitabl;
import io.gatewaystack.proxyabl.PinnedFetcher;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.transformabl.pinning.PinStore;
import io.gatewaystack.transformabl.pinning.ToolPins;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import io.gatewaystack.validatabl.schema.ArgumentSchemasBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The layers of the server, wired as settings say: audit around everything; then, on protected
 * routes, address limit, identity, a glance at the caller's limit, content, authorization, limit.
 * Each MCP endpoint is a resource of its own: its tokens, its scopes, its tools.
 */
final class Governance implements AutoCloseable {
  private static final String NAME = "GatewayStack";

  private final ServerConfig config;
  private final URI base;
  private final OwnersFiles files;
  private final PinnedFetcher fetcher;
  private final Explicabl audit;
  private final Identifiabl identity;
  private final Transformabl content;
  private final List<Layer> pins = new ArrayList<>();
  private final Validatabl authorization;
  private final List<McpRoute> endpoints = new ArrayList<>();
  private final List<ResourceMetadata> resources;

  /**
   * Wires the layers.
   *
   * @param base what the server is called from outside
   * @param files what the owner has said; closed with the layers
   * @param console takes audit events as lines
   * @throws IOException when a file cannot be opened
   */
  Governance(ServerConfig config, URI base, OwnersFiles files, OutputStream console)
      throws IOException {
    this.config = config;
    this.base = base;
    this.files = files;
    this.fetcher = PinnedFetcher.of(config.file().outbound());
    this.identity = identity();
    this.content = config.content().layer();
    files.pins().ifPresent(store -> pins.add(pins(store)));
    this.authorization = authorization();
    for (McpConfig endpoint : config.mcp()) {
      endpoints.add(new McpRoute(config, endpoint, files, base));
    }
    this.resources = resources();
    this.audit = audit(config.audit(), console);
  }

  Explicabl audit() {
    return audit;
  }

  /** What fetches documents of issuers, from where the owner allows. */
  PinnedFetcher fetcher() {
    return fetcher;
  }

  /** The MCP endpoints. */
  List<McpRoute> endpoints() {
    return endpoints;
  }

  /** The tools of all of them that are functions. */
  List<Tool> functions() {
    return endpoints.stream().flatMap(endpoint -> endpoint.tools().stream()).toList();
  }

  /** What an operator should know. */
  List<String> warnings() {
    return files.outdated();
  }

  /** What clients are told about each protected path. */
  List<ResourceMetadata> metadata() {
    return resources;
  }

  /** Around every request: records it. */
  GovernanceFilter outermost() {
    return filter(audit, Routes.none());
  }

  /** In front of the protected routes: the whole pipeline. */
  GovernanceFilter protecting() {
    return filter(pipeline("user", config.rates().calls(), identity, authorization), Routes.none());
  }

  /** In front of the test routes: the same with a limit of their own. */
  GovernanceFilter protectingTestRoutes() {
    return filter(
        pipeline("test", config.testRoutes().rate(), identity, authorization), Routes.none());
  }

  /** In front of an MCP endpoint. */
  GovernanceFilter protecting(McpRoute endpoint) {
    Identifiabl known =
        identity
            .alsoFor(endpoint.resource())
            .challenging(asked(endpoint.authorization()).toArray(String[]::new));
    return filter(
        pipeline("mcp", config.rates().mcp(), known, endpoint.authorization()),
        Routes.none().mcp(endpoint.path()));
  }

  /** In front of tools that are called without MCP. */
  GovernanceFilter protectingTools() throws IOException {
    ValidatablBuilder builder = files.addTo(Validatabl.builder());
    ArgumentSchemasBuilder schemas = ArgumentSchemas.builder();
    for (McpConfig endpoint : config.mcp()) {
      McpConfig functions = endpoint.onlyFunctions();
      functions.mapped(builder);
      functions.addSchemas(schemas);
    }
    builder.argumentSchemas(schemas.build());
    return filter(
        pipeline("tools", config.rates().tools(), identity, builder.build()),
        Routes.none().restTools("").restTools("/tools"));
  }

  /** In front of public documents: limited by address only. */
  GovernanceFilter limitingDocuments() {
    return filter(perAddress("documents", config.rates().discovery(), 1), Routes.none());
  }

  private Pipeline pipeline(
      String name, RateConfig rate, Identifiabl identifying, Validatabl authorizing) {
    Limitabl perCaller = Limitabl.perIdentity(rate.max(), rate.window()).name(name).build();
    List<Layer> layers =
        new ArrayList<>(
            List.of(
                perAddress("address", rate, 10),
                identifying,
                perCaller.peek(),
                content,
                authorizing));
    layers.addAll(pins); // they see the upstream's lists before anything is taken out
    layers.add(perCaller);
    return Pipeline.of(layers.toArray(Layer[]::new));
  }

  private ToolPins pins(PinStore store) {
    return ToolPins.builder(store).onChange(config.content().onChange()).build();
  }

  private static Layer perAddress(String name, RateConfig rate, long factor) {
    return Limitabl.perAddress(rate.max() * factor, rate.window()).name(name).build();
  }

  private GovernanceFilter filter(Layer layer, Routes routes) {
    GovernanceFilter.Builder builder =
        GovernanceFilter.builder(layer)
            .routes(routes)
            .publicBaseUrl(base)
            .resources(resources)
            .trustedProxyHops(config.http().trustedProxyHops());
    config.file().maxMessageBytes().ifPresent(builder::maxMessageBytes);
    config.file().maxAwaitedBodies().ifPresent(builder::maxAwaitedBodies);
    return builder.build();
  }

  private Identifiabl identity() {
    IdentityConfig settings = config.identity();
    IdentifiablBuilder builder =
        Identifiabl.builder()
            .trust(settings.trusted())
            .algorithms(settings.algorithm())
            .clockSkew(settings.clockSkew())
            .fetcher(fetcher)
            .challengeScopes(settings.challengeScopes().toArray(String[]::new));
    config.file().issuers().forEach(builder::trust);
    files.addTo(builder);
    return builder.build();
  }

  private Validatabl authorization() {
    ValidatablBuilder builder =
        files
            .addTo(Validatabl.builder())
            .openRoute("*", "/protected")
            .route("*", "/protected/echo", IdentityConfig.WRITE)
            .route("*", "/writer-only", IdentityConfig.WRITE);
    config.proxies().forEach(proxy -> proxy.mapped(builder));
    if (config.testRoutes().enabled()) {
      builder.openRoute("*", "/__test__");
    }
    if (config.debugToken()) {
      builder.openRoute("GET", "/debug-token");
    }
    return builder.build();
  }

  private List<ResourceMetadata> resources() {
    List<Validatabl> everything = new ArrayList<>(List.of(authorization));
    endpoints.forEach(endpoint -> everything.add(endpoint.authorization()));
    List<ResourceMetadata> resources = new ArrayList<>();
    resources.add(metadata("", config.resource().orElse(base.toString()), announced(everything)));
    Stream.concat(
            Stream.of("/protected", "/writer-only"),
            config.proxies().stream().map(ProxyConfig::prefix))
        .map(
            path -> metadata(path, config.resource().orElse(base + path), announced(authorization)))
        .forEach(resources::add);
    endpoints.stream()
        .map(e -> metadata(e.path(), e.resource(), announced(e.authorization())))
        .forEach(resources::add);
    return resources;
  }

  private ResourceMetadata metadata(String path, String resource, List<String> scopes) {
    Set<String> issuers = new LinkedHashSet<>(List.of(config.identity().issuer()));
    config.file().issuers().forEach(issuer -> issuers.add(issuer.issuer()));
    return new ResourceMetadata(path, resource, List.copyOf(issuers), scopes, NAME);
  }

  private static List<String> announced(Validatabl authorizing) {
    return authorizing.scopesSupported();
  }

  private static List<String> announced(List<Validatabl> authorizing) {
    return authorizing.stream().flatMap(v -> announced(v).stream()).distinct().toList();
  }

  /**
   * What callers without a good token are asked to get: all that may be needed here, or, where no
   * challenge can name so much, what every call needs; each refusal names what its call needs.
   */
  private List<String> asked(Validatabl authorizing) {
    List<String> all = announced(authorizing);
    return Challenge.fits(all) ? all : config.identity().challengeScopes();
  }

  private static Explicabl audit(AuditConfig config, OutputStream console) throws IOException {
    Explicabl.Builder builder =
        Explicabl.builder()
            .serviceName(config.serviceName())
            .environment(config.environment())
            .sink(ConsoleSink.of(console));
    if (config.file().isPresent()) {
      builder.sink(FileSink.open(config.file().get()));
    }
    return builder.build();
  }

  /** Writes what is recorded and lets go of files and connections. */
  @Override
  public void close() {
    endpoints.forEach(McpRoute::close);
    fetcher.close();
    files.close();
    audit.close();
  }
}
