package io.gatewaystack.example.gateway;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.example.config.AuditConfig;
import io.gatewaystack.example.config.IdentityConfig;
import io.gatewaystack.example.config.RateConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.explicabl.ConsoleSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.explicabl.FileSink;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.limitabl.Limitabl;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.ReloadingPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The layers of the server, wired as settings say: audit around everything; then, on protected
 * routes, address limit, identity, a glance at the caller's limit, content, authorization, limit.
 */
final class Governance implements AutoCloseable {
  /** The write scope of the server's own routes. */
  static final String WRITE = "tool:write";

  private final ServerConfig config;
  private final Explicabl audit;
  private final Identifiabl identity;
  private final Transformabl content;
  private final Validatabl authorization;
  private final List<ReloadingPolicy> policies = new ArrayList<>();

  /**
   * Wires the layers.
   *
   * @param console takes audit events as lines
   * @throws IOException when the audit file cannot be opened
   */
  Governance(ServerConfig config, OutputStream console) throws IOException {
    this.config = config;
    this.identity = identity(config.identity());
    this.content = content(config);
    this.authorization = authorization(config);
    this.audit = audit(config.audit(), console);
  }

  Explicabl audit() {
    return audit;
  }

  /**
   * Around every request: records it.
   *
   * @param base what the server is called from outside
   */
  GovernanceFilter outermost(URI base) {
    return filter(base, audit);
  }

  /** In front of the protected routes: the whole pipeline. */
  GovernanceFilter protecting(URI base) {
    return filter(base, pipeline("user", config.rate()));
  }

  /** In front of the test routes: the same with a limit of their own. */
  GovernanceFilter protectingTestRoutes(URI base) {
    return filter(base, pipeline("test", config.testRoutes().rate()));
  }

  /** In front of the public metadata: limited by address only, generously. */
  GovernanceFilter limitingMetadata(URI base) {
    return filter(base, perAddress("metadata", config.rate(), 100));
  }

  private Pipeline pipeline(String name, RateConfig rate) {
    Limitabl perCaller = Limitabl.perIdentity(rate.max(), rate.window()).name(name).build();
    return Pipeline.of(
        perAddress("address", rate, 10),
        identity,
        perCaller.peek(),
        content,
        authorization,
        perCaller);
  }

  private static Layer perAddress(String name, RateConfig rate, long factor) {
    return Limitabl.perAddress(rate.max() * factor, rate.window()).name(name).build();
  }

  private GovernanceFilter filter(URI base, Layer layer) {
    return GovernanceFilter.builder(layer)
        .publicBaseUrl(base)
        .resources(resources(base))
        .trustedProxyHops(config.http().trustedProxyHops())
        .build();
  }

  private static Identifiabl identity(IdentityConfig config) throws IOException {
    var builder =
        Identifiabl.builder(config.issuer(), config.audiences().toArray(String[]::new))
            .preset(config.preset())
            .algorithms(config.algorithm())
            .clockSkew(config.clockSkew())
            .challengeScopes(
                (config.requiredScopes().isEmpty() ? config.scopes() : config.requiredScopes())
                    .toArray(String[]::new));
    config.jwksUri().ifPresent(builder::jwksUri);
    if (config.apiKeys().isPresent()) {
      builder.apiKeys(apiKeys(config.apiKeys().get()));
    }
    return builder.build();
  }

  private static ApiKeyFile apiKeys(Path file) throws IOException {
    try {
      return ApiKeyFile.builder(file).open();
    } catch (IOException e) {
      throw new IOException("API_KEYS_FILE: " + e.getMessage(), e);
    }
  }

  private static Transformabl content(ServerConfig config) {
    var builder = Transformabl.builder();
    config.content().redaction().ifPresent(builder::redact);
    config.content().blockThreshold().ifPresent(builder::blockThreshold);
    return builder.build();
  }

  private Validatabl authorization(ServerConfig config) throws IOException {
    var builder =
        Validatabl.builder()
            .openRoute("*", "/protected")
            .route("*", "/protected/echo", WRITE)
            .route("*", "/writer-only", WRITE)
            .openRoute("*", config.proxy().prefix());
    if (config.testRoutes().enabled()) {
      builder.openRoute("*", "/__test__");
    }
    List<String> required = config.identity().requiredScopes();
    if (!required.isEmpty()) {
      builder.requireScopes(required.toArray(String[]::new));
    }
    if (config.policy().enforced().isPresent()) {
      builder.policy(policy("POLICY_FILE", config.policy().enforced().get()));
    }
    if (config.policy().shadow().isPresent()) {
      builder.shadowPolicy(policy("POLICY_SHADOW_FILE", config.policy().shadow().get()));
    }
    return builder.build();
  }

  private ReloadingPolicy policy(String variable, Path file) throws IOException {
    try {
      ReloadingPolicy policy = ReloadingPolicy.builder(file).load();
      policies.add(policy);
      return policy;
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(variable + ": " + e.getMessage(), e);
    }
  }

  /**
   * What clients are told about each protected path.
   *
   * @param base what the server is called from outside
   */
  List<ResourceMetadata> resources(URI base) {
    Set<String> scopes = new LinkedHashSet<>(config.identity().scopes());
    scopes.addAll(authorization.scopesSupported());
    scopes.remove("offline_access"); // never announced: MCP authorization, "Scope selection"
    return Stream.of("", "/protected", config.proxy().prefix())
        .map(
            path ->
                new ResourceMetadata(
                    path,
                    config.resource().orElse(base + path),
                    List.of(config.identity().issuer()),
                    List.copyOf(scopes),
                    "GatewayStack"))
        .toList();
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

  /** Writes what is recorded and lets go of the files. */
  @Override
  public void close() {
    policies.forEach(ReloadingPolicy::close);
    audit.close();
  }
}
