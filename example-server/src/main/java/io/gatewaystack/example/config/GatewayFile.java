package io.gatewaystack.example.config;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.identifiabl.IssuerPreset;
import io.gatewaystack.identifiabl.TrustedIssuer;
import io.gatewaystack.transformabl.TransformablBuilder;
import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.DocumentReader;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import io.gatewaystack.validatabl.file.FollowedFile;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What does not fit a variable: the file that {@code GATEWAY_CONFIG} names, in YAML or JSON. It is
 * read once; unknown keys and unfit values are problems with the line and the place of each. {@link
 * #schema} describes it to editors.
 *
 * @param issuers trusted besides {@code OAUTH_ISSUER}
 * @param outbound where the server may connect
 * @param mcp endpoints besides the one that variables describe
 * @param proxies proxied routes besides {@code PROXY_PREFIX}
 * @param services what organisations have enabled
 * @param content what happens to content, in place of {@code TRANSFORM_*}
 * @param maxMessageBytes largest answer, or event of one, that is read; what the layers and the MCP
 *     gateway take by themselves when absent
 * @param maxAwaitedBodies how many late request bodies are waited for at once; what the filter
 *     takes by itself when absent
 */
public record GatewayFile(
    List<TrustedIssuer> issuers,
    AddressPolicy outbound,
    List<McpConfig> mcp,
    List<ProxyConfig> proxies,
    Optional<ServicesConfig> services,
    Optional<TransformablBuilder> content,
    Optional<Integer> maxMessageBytes,
    Optional<Integer> maxAwaitedBodies) {
  static final String VARIABLE = "GATEWAY_CONFIG";
  static final List<String> KEYS =
      List.of(
          "$schema",
          "issuers",
          "outbound",
          "mcp",
          "proxies",
          "services",
          "content",
          "maxMessageBytes",
          "maxAwaitedBodies");
  static final List<String> ISSUER_KEYS =
      List.of("audiences", "preset", "jwksUri", "discover", "requiredClaims", "scopePrefix");
  static final List<String> OUTBOUND_KEYS = List.of("http", "networks", "hosts", "ports");
  static final List<String> SERVICES_KEYS = List.of("file", "routes", "targets");

  private static final int LEAST_MESSAGE = 1 << 10;
  private static final int LARGEST_MESSAGE = 1 << 30;

  /** Of the server's threads some are left for what waits for nobody. */
  private static final int MOST_AWAITED = 190;

  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_DEPTH = 32;

  private static final GatewayFile NONE =
      new GatewayFile(
          List.of(),
          AddressPolicy.httpsOrLoopback(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static GatewayFile from(Environment env, IdentityConfig identity) {
    Optional<Path> file = env.file(VARIABLE);
    if (file.isEmpty()) {
      return NONE;
    }
    Problems problems = new Problems(String.valueOf(file.get().getFileName()));
    try {
      byte[] content = FollowedFile.bytes(file.get(), MAX_BYTES);
      Optional<GatewayFile> read =
          DocumentReader.read(content, MAX_BYTES, MAX_DEPTH, problems)
              .map(root -> new Reading(env, problems, file.get(), identity).read(root));
      env.problems(problems);
      return read.orElse(NONE);
    } catch (IOException e) {
      env.problem(VARIABLE, "(expected: a file that can be read)");
      return NONE;
    }
  }

  /** The JSON Schema (draft 2020-12) of the file; close it. */
  public static InputStream schema() {
    return Objects.requireNonNull(
        GatewayFile.class.getResourceAsStream("gateway.schema.json"), "gateway.schema.json");
  }

  /** One reading of a file. */
  private record Reading(Environment env, Problems problems, Path file, IdentityConfig identity) {

    GatewayFile read(DocumentNode root) {
      Members members = new Members(root, "", problems);
      members.allow(KEYS);
      members.parsed("$schema", text -> text);
      List<TrustedIssuer> issuers = issuers(members);
      McpReader mcpReader = new McpReader(env, problems, folder());
      List<McpConfig> mcp = new ArrayList<>();
      each(members, "mcp", (path, node) -> mcp.add(mcpReader.endpoint(path, node)));
      ProxyReader proxyReader = new ProxyReader(env, problems);
      List<ProxyConfig> proxies = new ArrayList<>();
      each(
          members,
          "proxies",
          (prefix, node) -> proxyReader.proxy(prefix, node).ifPresent(proxies::add));
      return new GatewayFile(
          issuers,
          members.mapping("outbound").flatMap(this::outbound).orElse(NONE.outbound()),
          mcp,
          proxies,
          members.mapping("services").flatMap(this::services),
          members.mapping("content").flatMap(new ContentReader(env, problems)::content),
          members.integer("maxMessageBytes", LEAST_MESSAGE, LARGEST_MESSAGE),
          members.integer("maxAwaitedBodies", 1, MOST_AWAITED));
    }

    private Path folder() {
      return Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder");
    }

    private interface Entry {
      void of(String key, DocumentNode node);
    }

    private static void each(Members members, String key, Entry entry) {
      members.mapping(key).ifPresent(found -> found.all().forEach(entry::of));
    }

    /** Each once: a slash at the end tells no two apart. */
    private List<TrustedIssuer> issuers(Members members) {
      Set<String> known = new HashSet<>(Set.of(identity.issuer().replaceFirst("/+$", "")));
      List<TrustedIssuer> issuers = new ArrayList<>();
      each(
          members,
          "issuers",
          (name, node) -> {
            Optional<TrustedIssuer> issuer = issuer(name, node);
            issuer.ifPresent(issuers::add);
            if (issuer.isPresent() && !known.add(issuer.get().issuer())) {
              problems.add(
                  node.line(), "issuers." + name + ": (expected: once, and not OAUTH_ISSUER)");
            }
          });
      return issuers;
    }

    private Optional<TrustedIssuer> issuer(String issuer, DocumentNode node) {
      Members members = new Members(node, "issuers." + issuer + ".", problems);
      members.allow(ISSUER_KEYS);
      List<String> audiences = members.texts("audiences");
      Optional<URI> jwksUri =
          members.find("jwksUri").flatMap(n -> new UpstreamSettings(members, env).url("jwksUri"));
      Optional<IssuerPreset> preset = members.parsed("preset", Reading::preset);
      boolean discover = members.flag("discover").orElse(false);
      List<String> claims = requiredClaims(members);
      Optional<String> scopePrefix = members.parsed("scopePrefix", text -> text);
      return new UpstreamSettings(members, env)
          .judged(
              () -> {
                TrustedIssuer.Builder builder =
                    TrustedIssuer.builder(
                        issuer,
                        (audiences.isEmpty() ? identity.audiences() : audiences)
                            .toArray(String[]::new));
                builder.requiredClaims(claims.toArray(String[]::new));
                preset.ifPresent(builder::preset);
                scopePrefix.ifPresent(builder::scopePrefix);
                jwksUri.ifPresent(builder::jwksUri);
                if (discover) {
                  builder.discover();
                }
                return builder.build();
              });
    }

    private static List<String> requiredClaims(Members members) {
      String key = "requiredClaims";
      List<String> claims = members.texts(key);
      members
          .find(key)
          .filter(node -> claims.isEmpty() && node.value() instanceof List)
          .ifPresent(node -> members.refuse(node, key, "(expected: at least one claim)"));
      return claims;
    }

    private static IssuerPreset preset(String name) {
      return IssuerPreset.named(name)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "preset: "
                          + name
                          + " (expected: custom, auth0, okta, entra, keycloak, clerk or cognito)"));
    }

    private Optional<AddressPolicy> outbound(Members members) {
      members.allow(OUTBOUND_KEYS);
      boolean http = members.flag("http").orElse(false);
      List<String> networks = members.texts("networks");
      List<String> hosts = members.texts("hosts");
      List<Integer> ports = ports(members);
      return new UpstreamSettings(members, env)
          .judged(
              () -> {
                AddressPolicy.Builder builder =
                    AddressPolicy.builder().allowLoopback().allowNetworks(networks);
                if (http) {
                  builder.allowHttp();
                }
                if (!hosts.isEmpty()) {
                  builder.onlyHosts(hosts);
                }
                if (!ports.isEmpty()) {
                  builder.onlyPorts(ports);
                }
                return builder.build();
              });
    }

    private static List<Integer> ports(Members members) {
      List<Integer> ports = new ArrayList<>();
      for (DocumentNode node : members.elements(members.find("ports"), "ports", 100)) {
        if (node.value() instanceof BigDecimal number && isPort(number)) {
          ports.add(number.intValue());
        } else {
          members.refuse(node, "ports", node.told() + " (expected: 1 to 65535)");
        }
      }
      return ports;
    }

    private static boolean isPort(BigDecimal number) {
      return number.stripTrailingZeros().scale() <= 0
          && number.signum() > 0
          && number.compareTo(BigDecimal.valueOf(65_535)) <= 0;
    }

    private Optional<ServicesConfig> services(Members members) {
      members.allow(SERVICES_KEYS);
      Optional<Path> catalog =
          members.parsed(members.require("file"), "file", name -> file(folder().resolve(name)));
      Map<String, String> routes = names(members, "routes");
      Map<String, String> targets = names(members, "targets");
      if (routes.isEmpty() && targets.isEmpty()) {
        members.refuse("routes: none (expected: at least one route or target)");
      }
      return catalog.map(found -> new ServicesConfig(found, routes, targets));
    }

    private static Path file(Path named) {
      if (!Files.isRegularFile(named)) {
        throw new IllegalArgumentException("file: " + named + " (expected: a file)");
      }
      return named;
    }

    private static Map<String, String> names(Members members, String key) {
      Map<String, String> names = new LinkedHashMap<>();
      members
          .mapping(key)
          .ifPresent(
              found ->
                  found
                      .all()
                      .forEach(
                          (name, node) ->
                              found
                                  .parsed(Optional.of(node), name, text -> text)
                                  .ifPresent(text -> names.put(name, text))));
      return names;
    }
  }
}
