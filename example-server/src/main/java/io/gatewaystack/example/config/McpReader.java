package io.gatewaystack.example.config;

import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.DocumentReader;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads MCP endpoints, from the file of settings and from variables that hold JSON. */
final class McpReader {
  static final List<String> KEYS =
      List.of(
          "upstreams",
          "functions",
          "tools",
          "otherTools",
          "prompts",
          "resources",
          "hide",
          "hosts",
          "origins",
          "identityHeaders",
          "maxConnectionsPerCaller");
  static final List<String> UPSTREAM_KEYS =
      withCredential("url", "timeoutMillis", "idleTimeoutMillis", "joinTimeoutMillis");
  static final List<String> FUNCTION_KEYS = withCredential("url");
  static final List<String> TOOL_KEYS =
      List.of("scopes", "open", "function", "title", "description", "inputSchema", "schema");

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 8;

  /** Connections to one upstream at most. */
  private static final int MAX_CONNECTIONS = 4096;

  private final Environment env;
  private final Problems problems;
  private final Path folder;

  /**
   * A reader of one document.
   *
   * @param folder what relative names of files in it start from
   */
  McpReader(Environment env, Problems problems, Path folder) {
    this.env = env;
    this.problems = problems;
    this.folder = folder;
  }

  private static List<String> withCredential(String... keys) {
    return Stream.concat(Stream.of(keys), UpstreamSettings.CREDENTIAL_KEYS.stream()).toList();
  }

  /** The upstreams of a variable that holds JSON. */
  static List<McpUpstream> upstreams(Environment env, String variable) {
    List<McpUpstream> found = new ArrayList<>();
    variable(env, variable, "{}", (reader, root) -> found.addAll(reader.upstreams(root, "")));
    return found;
  }

  /** The tools of a variable that holds JSON. */
  static Map<String, ToolConfig> tools(
      Environment env, String variable, String otherwise, boolean functions) {
    Map<String, ToolConfig> found = new LinkedHashMap<>();
    variable(
        env, variable, otherwise, (reader, root) -> found.putAll(reader.scopes(root, functions)));
    return found;
  }

  private interface Reading {
    void of(McpReader reader, DocumentNode root);
  }

  private static void variable(Environment env, String name, String otherwise, Reading reading) {
    String text = env.text(name, otherwise);
    if (!text.startsWith("{")) {
      env.problem(name, "(expected: a JSON object)");
      return;
    }
    Problems problems = new Problems(name);
    McpReader reader = new McpReader(env, problems, Path.of(""));
    DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), MAX_BYTES, MAX_DEPTH, problems)
        .ifPresent(root -> reading.of(reader, root));
    env.problems(problems);
  }

  /** An endpoint. */
  McpConfig endpoint(String path, DocumentNode node) {
    String place = "mcp." + path + ".";
    Members members = new Members(node, place, problems);
    members.allow(KEYS);
    if (!path.matches("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+")) {
      problems.add(node.line(), "mcp." + path + ": (expected: a path such as /mcp)");
    }
    List<McpUpstream> upstreams =
        members
            .find("upstreams")
            .map(found -> upstreams(found, place + "upstreams."))
            .orElse(List.of());
    Optional<Members> functions = members.mapping("functions");
    functions.ifPresent(found -> found.allow(FUNCTION_KEYS));
    Optional<UpstreamSettings> settings = functions.map(found -> new UpstreamSettings(found, env));
    Map<String, ToolConfig> tools = new LinkedHashMap<>();
    members.mapping("tools").ifPresent(found -> tools(found, place + "tools.", tools));
    if (members.find("upstreams").isEmpty() && members.find("tools").isEmpty()) {
      members.refuse("upstreams: none (expected: at least one, or a tool)");
    }
    return new McpConfig(
        path,
        upstreams,
        settings.flatMap(found -> found.url("url")),
        settings.map(UpstreamSettings::credential).orElseGet(UpstreamCredential::none),
        tools,
        members.texts("otherTools"),
        lists(members, "prompts"),
        lists(members, "resources"),
        members.flag("hide").orElse(false),
        members.texts("hosts"),
        members.texts("origins"),
        new UpstreamSettings(members, env).identityHeaders(),
        members.integer("maxConnectionsPerCaller", 1, MAX_CONNECTIONS));
  }

  private List<McpUpstream> upstreams(DocumentNode node, String place) {
    List<McpUpstream> upstreams = new ArrayList<>();
    new Members(node, place, problems)
        .all()
        .forEach((name, value) -> upstream(name, value, place).ifPresent(upstreams::add));
    return upstreams;
  }

  private Optional<McpUpstream> upstream(String name, DocumentNode node, String place) {
    Members members = new Members(node, place + name + ".", problems);
    members.allow(UPSTREAM_KEYS);
    UpstreamSettings settings = new UpstreamSettings(members, env);
    Optional<URI> url = settings.url("url");
    UpstreamCredential credential = settings.credential();
    return url.flatMap(
        uri ->
            settings.judged(
                () -> {
                  McpUpstream upstream = McpUpstream.of(name, uri).withCredential(credential);
                  upstream =
                      settings.millis("timeoutMillis").map(upstream::withTimeout).orElse(upstream);
                  upstream =
                      settings
                          .millis("idleTimeoutMillis")
                          .map(upstream::withIdleTimeout)
                          .orElse(upstream);
                  return settings
                      .millis("joinTimeoutMillis")
                      .map(upstream::withJoinTimeout)
                      .orElse(upstream);
                }));
  }

  /** Tools by their scopes; where there are functions, those whose names have no dot. */
  private Map<String, ToolConfig> scopes(DocumentNode root, boolean functions) {
    Members members = new Members(root, "", problems);
    Map<String, ToolConfig> tools = new LinkedHashMap<>();
    members
        .all()
        .forEach(
            (name, scopes) ->
                tools.put(
                    name,
                    ToolConfig.of(
                        some(members, name, scopes), functions && name.indexOf('.') < 0)));
    return tools;
  }

  private static List<String> some(Members members, String name, DocumentNode scopes) {
    List<String> some = members.texts(scopes, name);
    if (some.isEmpty() && scopes.value() instanceof List) {
      members.refuse(scopes, name, "(expected: at least one scope)");
    }
    return some;
  }

  private void tools(Members all, String place, Map<String, ToolConfig> tools) {
    all.all()
        .forEach(
            (name, node) ->
                tools.put(
                    name,
                    node.value() instanceof List
                        ? ToolConfig.of(some(all, name, node), false)
                        : tool(new Members(node, place + name + ".", problems))));
  }

  private ToolConfig tool(Members members) {
    members.allow(TOOL_KEYS);
    List<String> scopes = members.texts("scopes");
    if (members.flag("open").orElse(false) != scopes.isEmpty()) {
      members.refuse("scopes: (expected: at least one, or open: true)");
    }
    return new ToolConfig(
        scopes,
        members.flag("function").orElse(false),
        members.parsed("title", text -> text),
        members.parsed("description", text -> text).orElse(""),
        members.find("inputSchema").map(DocumentJson::of),
        members.parsed("schema", this::file));
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("schema: " + name + " (expected: a file)");
    }
    return file;
  }

  private Map<String, List<String>> lists(Members members, String key) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    members
        .mapping(key)
        .ifPresent(
            found -> found.all().forEach((name, list) -> lists.put(name, found.texts(list, name))));
    return lists;
  }
}
