package io.gatewaystack.example.config;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import io.gatewaystack.validatabl.schema.ArgumentSchemasBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An MCP endpoint.
 *
 * @param path where it is
 * @param upstreams the MCP servers behind it
 * @param functions where the tools are that are HTTP functions; they cannot be called without
 * @param functionCredential what the gateway shows the functions
 * @param tools the tools it knows by name; a tool of an upstream among several has the upstream's
 *     name and a dot in front
 * @param otherTools scopes of every tool that is not among them; such tools do not exist when empty
 * @param prompts scopes by prompt, none for an open one; a prompt that is not named does not exist
 * @param resources scopes by resource or URI template, likewise
 * @param hide whether what a caller may not use looks as if it did not exist
 * @param hosts hosts it answers to besides its public one
 * @param origins browser origins it answers besides those of {@code APP_ORIGIN}
 * @param identityHeaders what upstreams are told about the caller besides its subject
 * @param maxConnectionsPerCaller how many connections to one upstream a caller may hold; a quarter
 *     of all when absent
 */
public record McpConfig(
    String path,
    List<McpUpstream> upstreams,
    Optional<URI> functions,
    UpstreamCredential functionCredential,
    Map<String, ToolConfig> tools,
    List<String> otherTools,
    Map<String, List<String>> prompts,
    Map<String, List<String>> resources,
    boolean hide,
    List<String> hosts,
    List<String> origins,
    Map<String, IdentityField> identityHeaders,
    Optional<Integer> maxConnectionsPerCaller) {
  private static final String ANY_OBJECT = "{\"type\":\"object\"}";

  /** The endpoint that variables describe; empty when they name neither upstreams nor tools. */
  static Optional<McpConfig> from(Environment env, DemoConfig demo) {
    List<McpUpstream> upstreams = McpReader.upstreams(env, "MCP_UPSTREAMS_JSON");
    boolean demoTools = demo.enabled() && upstreams.isEmpty();
    Optional<URI> functions =
        env.uri("FUNCTIONS_BASE").or(() -> demoTools ? demo.functions() : Optional.empty());
    Map<String, ToolConfig> tools =
        McpReader.tools(
            env,
            "TOOL_SCOPES_JSON",
            demoTools ? DemoConfig.TOOL_SCOPES : "{}",
            functions.isPresent() || upstreams.isEmpty());
    List<String> otherTools = env.words("TOOL_SCOPES_DEFAULT", "");
    List<String> hosts = env.words("MCP_ALLOWED_HOSTS", "");
    if (upstreams.isEmpty() && tools.isEmpty()) {
      // a base without tools offers nothing
      return Optional.empty();
    }
    return Optional.of(
        new McpConfig(
            "/mcp",
            upstreams,
            functions,
            UpstreamCredential.none(),
            tools,
            otherTools,
            Map.of(),
            Map.of(),
            false,
            hosts,
            List.of(),
            Map.of(),
            Optional.empty()));
  }

  /**
   * The gateway, still without tools of its own.
   *
   * @throws IllegalArgumentException when a setting is unfit
   */
  public McpGateway.Builder gateway(AddressPolicy outbound) {
    McpGateway.Builder builder =
        McpGateway.builder()
            .name(path.substring(1))
            .upstreams(upstreams)
            .addresses(outbound)
            .allowedHosts(hosts.toArray(String[]::new))
            .allowedOrigins(origins.toArray(String[]::new));
    identityHeaders.forEach(builder::identityHeader);
    maxConnectionsPerCaller.ifPresent(builder::maxConnectionsPerCaller);
    return builder;
  }

  /**
   * The tools that are functions.
   *
   * @throws IllegalArgumentException when a setting is unfit
   */
  public RestTools.Builder functionTools(AddressPolicy outbound) {
    RestTools.Builder builder = functions.map(RestTools::builder).orElseGet(RestTools::withoutBase);
    builder.addresses(outbound).credential(functionCredential);
    identityHeaders.forEach(builder::identityHeader);
    return addFunctions(builder);
  }

  /** Adds the tools that are functions. */
  RestTools.Builder addFunctions(RestTools.Builder builder) {
    tools.forEach(
        (name, tool) -> {
          if (tool.function()) {
            builder.tool(
                name,
                tool.description(),
                tool.scopes(),
                JsonDocument.parse(
                    tool.inputSchema().orElse(ANY_OBJECT).getBytes(StandardCharsets.UTF_8)));
            tool.title().ifPresent(title -> builder.title(name, title));
          }
        });
    return builder;
  }

  /**
   * Maps what can be called here to the scopes it needs; what is not mapped does not exist.
   *
   * @throws IllegalArgumentException when a name or scope is unfit
   */
  public ValidatablBuilder mapped(ValidatablBuilder builder) {
    builder.toolScopes(
        needing(
            tools.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        tool -> tool.getValue().scopes(),
                        (a, b) -> a,
                        LinkedHashMap::new))));
    tools.forEach(
        (name, tool) -> {
          if (tool.scopes().isEmpty()) {
            builder.openTools(name);
          }
        });
    if (!otherTools.isEmpty()) {
      builder.otherTools(otherTools.toArray(String[]::new));
    }
    if (!prompts.isEmpty()) {
      builder.promptScopes(needing(prompts)).openPrompts(open(prompts));
    }
    if (!resources.isEmpty()) {
      builder.resourceScopes(needing(resources)).openResources(open(resources));
    }
    return hide ? builder.hide() : builder;
  }

  private static Map<String, List<String>> needing(Map<String, List<String>> scopes) {
    Map<String, List<String>> needing = new LinkedHashMap<>(scopes);
    needing.values().removeIf(List::isEmpty);
    return needing;
  }

  private static String[] open(Map<String, List<String>> scopes) {
    return scopes.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  /** Only those tools that can be called without MCP. */
  public McpConfig onlyFunctions() {
    Map<String, ToolConfig> functionsOnly = new LinkedHashMap<>(tools);
    functionsOnly.values().removeIf(tool -> !tool.function());
    return new McpConfig(
        path,
        List.of(),
        functions,
        functionCredential,
        functionsOnly,
        List.of(),
        Map.of(),
        Map.of(),
        hide,
        hosts,
        origins,
        identityHeaders,
        maxConnectionsPerCaller);
  }

  /** What the arguments of tools must look like. */
  public ArgumentSchemas schemas() throws IOException {
    return addSchemas(ArgumentSchemas.builder()).build();
  }

  /**
   * Adds what the arguments of tools must look like.
   *
   * @throws IOException when a schema cannot be read
   */
  public ArgumentSchemasBuilder addSchemas(ArgumentSchemasBuilder builder) throws IOException {
    for (Map.Entry<String, ToolConfig> tool : tools.entrySet()) {
      if (tool.getValue().schema().isPresent()) {
        builder.tool(tool.getKey(), tool.getValue().schema().get());
      }
    }
    return builder;
  }

  /** The same with functions at another place. */
  McpConfig withFunctions(URI base) {
    return new McpConfig(
        path,
        upstreams,
        Optional.of(base),
        functionCredential,
        tools,
        otherTools,
        prompts,
        resources,
        hide,
        hosts,
        origins,
        identityHeaders,
        maxConnectionsPerCaller);
  }
}
