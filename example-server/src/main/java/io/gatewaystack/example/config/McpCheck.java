package io.gatewaystack.example.config;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.validatabl.Validatabl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Lets everything that will use an endpoint's settings judge them, part by part and then together,
 * so that what is unfit is named by where it stands, and what fits will start.
 */
final class McpCheck {
  private static final List<Tool> ANY_TOOL =
      List.of(Tool.named("any").answering(call -> ToolResult.text("")));

  private final Environment env;
  private final AddressPolicy outbound;
  private final IdentityConfig identity;
  private final Names names;

  /**
   * Where an endpoint's parts were said.
   *
   * @param separator what stands between one of these places and a key there
   * @param endpoint what concerns several of them
   * @param scopes what needs which scopes
   */
  record Names(
      String separator,
      String endpoint,
      String upstreams,
      String functions,
      String tools,
      String scopes,
      String otherTools,
      String hosts,
      String origins) {
    static final Names VARIABLES =
        new Names(
            ": ",
            "MCP_UPSTREAMS_JSON, TOOL_SCOPES_JSON",
            "MCP_UPSTREAMS_JSON",
            "FUNCTIONS_BASE",
            "TOOL_SCOPES_JSON",
            "TOOL_SCOPES_JSON",
            "TOOL_SCOPES_DEFAULT",
            "MCP_ALLOWED_HOSTS",
            "APP_ORIGIN");

    static Names file(String path) {
      String place = "mcp." + path;
      return new Names(
          ".",
          place,
          place + ".upstreams",
          place + ".functions.url",
          place + ".tools",
          place,
          place + ".otherTools",
          place + ".hosts",
          place + ".origins");
    }

    String tool(String name) {
      return tools + separator + name;
    }

    String upstream(String key) {
      return upstreams + separator + key;
    }
  }

  /**
   * A check of endpoints that are named alike.
   *
   * @param identity what every call needs besides; fit for use
   */
  McpCheck(Environment env, AddressPolicy outbound, IdentityConfig identity, Names names) {
    this.env = env;
    this.outbound = outbound;
    this.identity = identity;
    this.names = names;
  }

  void check(McpConfig config) {
    int before = env.problemCount();
    upstreams(config);
    functions(config);
    tools(config);
    hosts(config);
    if (env.problemCount() == before) {
      prefixes(config);
      env.told(names.endpoint(), () -> together(config));
    }
  }

  private void upstreams(McpConfig config) {
    int before = env.problemCount();
    config
        .upstreams()
        .forEach(
            upstream ->
                outbound
                    .refuses(upstream.uri())
                    .ifPresent(
                        why ->
                            env.problem(names.upstream(upstream.name() + ".url"), address(why))));
    if (!config.upstreams().isEmpty() && env.problemCount() == before) {
      env.told(
          names.upstreams(),
          () -> McpGateway.builder().upstreams(config.upstreams()).addresses(outbound).build());
    }
  }

  private void functions(McpConfig config) {
    config
        .functions()
        .ifPresent(
            base ->
                outbound
                    .refuses(base)
                    .ifPresentOrElse(
                        why -> env.problem(names.functions(), address(why)),
                        () ->
                            env.judged(
                                names.functions(),
                                () -> started(RestTools.builder(base).addresses(outbound)))));
  }

  private static String address(String why) {
    return "(expected: an address outbound allows; it is " + why + ")";
  }

  private void tools(McpConfig config) {
    int before = env.problemCount();
    if (!config.otherTools().isEmpty()) {
      env.judged(
          names.otherTools(),
          () ->
              Validatabl.builder()
                  .toolScopes(Map.of("any", List.of("any")))
                  .otherTools(config.otherTools().toArray(String[]::new))
                  .build());
    }
    env.told(names.tools(), () -> started(config.addFunctions(RestTools.withoutBase())));
    if (env.problemCount() == before) {
      env.told(names.scopes(), () -> config.mapped(identity.addTo(Validatabl.builder())).build());
      env.told(names.endpoint(), () -> schemas(config));
    }
    boolean own = config.tools().values().stream().anyMatch(ToolConfig::function);
    if (config.upstreams().isEmpty() && !config.tools().isEmpty() && !own) {
      env.problem(
          names.tools(), "(expected: a function, which has no dot in its name, or an upstream)");
    }
  }

  /** Among several, what an upstream has carries its name; anything else would never be found. */
  private void prefixes(McpConfig config) {
    boolean own = config.tools().values().stream().anyMatch(ToolConfig::function);
    if (config.upstreams().size() + (own ? 1 : 0) < 2) {
      return;
    }
    config
        .tools()
        .forEach(
            (name, tool) -> {
              if (!tool.function() && !isPrefixed(config, name)) {
                env.problem(
                    names.tool(name),
                    "(expected: a function, or an upstream's name and a dot in front)");
              }
            });
    for (String name : config.prompts().keySet()) {
      if (!isPrefixed(config, name)) {
        env.problem(
            names.endpoint() + ".prompts." + name,
            "(expected: an upstream's name and a dot in front)");
      }
    }
  }

  private static boolean isPrefixed(McpConfig config, String name) {
    return config.upstreams().stream()
        .anyMatch(upstream -> name.startsWith(upstream.name() + ".") && !name.endsWith("."));
  }

  private static Object schemas(McpConfig config) {
    try {
      return config.schemas();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hosts(McpConfig config) {
    if (config.hosts().stream().anyMatch(host -> host.indexOf('*') >= 0)) {
      env.problem(names.hosts(), "(expected: each host by its name, such as mcp.example.com)");
    } else {
      env.judged(
          names.hosts(),
          () ->
              McpGateway.builder()
                  .tools(ANY_TOOL)
                  .allowedHosts(config.hosts().toArray(String[]::new))
                  .build());
    }
    env.judged(
        names.origins(),
        () ->
            McpGateway.builder()
                .tools(ANY_TOOL)
                .allowedOrigins(config.origins().toArray(String[]::new))
                .build());
  }

  private Object together(McpConfig config) {
    try (RestTools own = config.functionTools(outbound).build()) {
      return config.gateway(outbound).tools(own.tools()).build();
    }
  }

  /** Functions are told that they fit by starting, and not by anything less. */
  private static Object started(RestTools.Builder functions) {
    try (RestTools started = functions.build()) {
      return started.tools();
    }
  }
}
