package io.gatewaystack.example.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.validatabl.document.DocumentReader;
import io.gatewaystack.validatabl.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file that {@code GATEWAY_CONFIG} names: what it may say, and how it is refused. */
class GatewayFileTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path folder;

  @BeforeEach
  void filesItNames() throws IOException {
    Files.writeString(folder.resolve("ledger_post.schema.json"), "{\"type\":\"object\"}");
    Files.writeString(
        folder.resolve("services.json"),
        "{\"services\":{\"files\":true},\"organisations\":{\"acme\":[\"files\"]}}");
  }

  private ServerConfig load(String yaml, String... variables) throws IOException {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "OAUTH_ISSUER", "https://idp.example",
                "OAUTH_AUDIENCE", "https://api.example",
                "GATEWAY_CONFIG", file.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    return ServerConfig.from(all);
  }

  static String documented() throws IOException {
    Matcher yaml =
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(Files.readString(Path.of("..", "docs", "configuration.md")));
    assertThat(yaml.find()).isTrue();
    return yaml.group(1);
  }

  @Test
  void theDocumentedFileMeansWhatItSays() throws Exception {
    ServerConfig config =
        load(documented(), "FS_TOKEN", "fs-secret", "GIT_KEY", "git-secret", "CRM_TOKEN", "crm");

    assertThat(config.file().issuers())
        .singleElement()
        .satisfies(
            issuer -> {
              assertThat(issuer.issuer()).isEqualTo("https://partner.example");
              assertThat(issuer.audiences()).containsExactly("https://gateway.example/mcp");
            });
    McpConfig mcp = config.mcp().get(0);
    assertThat(mcp.path()).isEqualTo("/mcp");
    assertThat(mcp.upstreams()).extracting(u -> u.name()).containsExactly("fs", "git");
    assertThat(mcp.upstreams().get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(mcp.upstreams().get(0).joinTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mcp.upstreams().get(0).credential())
        .isEqualTo(UpstreamCredential.bearer("fs-secret"));
    assertThat(mcp.upstreams().get(1).credential())
        .isEqualTo(UpstreamCredential.apiKey("X-API-Key", "git-secret"));
    assertThat(mcp.tools().get("git.log").scopes()).isEmpty();
    assertThat(mcp.tools().get("git.log").title()).isEmpty();
    assertThat(mcp.tools().get("ledger_post").function()).isTrue();
    assertThat(mcp.tools().get("ledger_post").title()).hasValue("Ledger entry");
    assertThat(mcp.functionTools(AddressPolicy.httpsOrLoopback()).build())
        .satisfies(
            tools -> {
              assertThat(tools.tools()).singleElement().matches(t -> t.title().isPresent());
              tools.close();
            });
    assertThat(MAPPER.readTree(mcp.tools().get("ledger_post").inputSchema().orElseThrow()))
        .isEqualTo(
            MAPPER.readTree(
                "{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"amount\"]}"));
    assertThat(mcp.otherTools()).containsExactly("tools:any");
    assertThat(mcp.identityHeaders()).containsEntry("X-Org-Id", IdentityField.TENANT);
    assertThat(mcp.maxConnectionsPerCaller()).hasValue(100);
    assertThat(config.file().proxies())
        .singleElement()
        .satisfies(
            crm -> {
              assertThat(crm.prefix()).isEqualTo("/crm");
              assertThat(crm.credential()).isEqualTo(UpstreamCredential.bearer("crm"));
              assertThat(crm.maxAnswerTime()).hasValue(Duration.ofMinutes(10));
              assertThat(crm.routes())
                  .containsExactly(
                      new RouteConfig("GET", "/crm/v1/tools", List.of("tool:read")),
                      new RouteConfig("POST", "/crm/v1/tools", List.of("tool:write")));
              assertThat(crm.proxyabl().build().routes().get(0).config().maxConnectionsPerCaller())
                  .isEqualTo(50);
            });
    assertThat(config.file().services().orElseThrow().byTarget()).containsEntry("fs.", "files");
  }

  static Stream<Arguments> unfit() {
    String fs = "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example/mcp'}}}}";
    return Stream.of(
        argumentSet("key", "mpc: {}", ":1: mpc: unknown key (expected: one of $schema, "),
        argumentSet("not a mapping", "- a", ":1: a list (expected: a mapping)"),
        argumentSet(
            "address in place of an upstream",
            "mcp: {/mcp: {upstreams: {fs: 'https://a.example/hunter2'}}}",
            ":1: mcp./mcp.upstreams.fs: a text (expected: a mapping)"),
        argumentSet(
            "address in place of functions",
            "mcp: {/mcp: {functions: 'https://a.example/hunter2', tools: {a: [b]}}}",
            ":1: mcp./mcp.functions: a text (expected: a mapping)"),
        argumentSet("nothing", "", ":1: nothing (expected: a mapping)"),
        argumentSet("twice", "mcp: {}\nmcp: {}", ":2: mcp: (expected: once)"),
        argumentSet(
            "path",
            "mcp:\n  mcp: {tools: {a: [b]}}",
            ":2: mcp.mcp: (expected: a path such as /mcp)"),
        argumentSet(
            "endpoint without anything",
            "mcp: {/mcp: {}}",
            ":1: mcp./mcp.upstreams: none (expected: at least one, or a tool)"),
        argumentSet(
            "upstream without url",
            "mcp: {/mcp: {upstreams: {fs: {}}}}",
            ":1: mcp./mcp.upstreams.fs.url: missing"),
        argumentSet(
            "password in url",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://u:hunter2@a.example'}}}}",
            ":1: mcp./mcp.upstreams.fs.url: (expected: an absolute http or https URL)"),
        argumentSet(
            "name of upstream",
            "mcp: {/mcp: {upstreams: {f.s: {url: 'https://a.example'}}}}",
            ":1: mcp./mcp.upstreams.f.s: upstream name: f.s (expected: a letter, then"),
        argumentSet(
            "address of upstream",
            "mcp: {/mcp: {upstreams: {fs: {url: 'http://10.0.0.1/mcp'}}}}",
            "mcp./mcp.upstreams.fs.url: (expected: an address outbound allows; it is scheme_not"),
        argumentSet(
            "variable not set",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearerFrom: NO_SUCH}}}}",
            "bearerFrom: NO_SUCH (expected: the name of a variable that is set)"),
        argumentSet(
            "two credentials",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearer: hunter2,"
                + " apiKeyHeader: X-Key, apiKey: hunter2}}}}",
            "bearer: (expected: a bearer or an API key, not both)"),
        argumentSet(
            "key without header",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', apiKey: hunter2}}}}",
            "apiKeyHeader: (expected: together with apiKey or apiKeyFrom)"),
        argumentSet(
            "secret that is a number",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearer: 1234567}}}}",
            "mcp./mcp.upstreams.fs.bearer: (expected: a text)"),
        argumentSet(
            "timeout",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', timeoutMillis: 0}}}}",
            "timeoutMillis: 0 (expected: a whole number from 1 to 86400000)"),
        argumentSet(
            "tool of nobody among several",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}, git: {url:"
                + " 'https://b.example'}}, tools: {fs.read: [a], read: [a]}}}",
            "mcp./mcp.tools.read: (expected: a function, or an upstream's name and a dot in front"),
        argumentSet(
            "prompt of nobody beside a function",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}}, functions: {url:"
                + " 'https://b.example'}, tools: {fs.read: [a], post: {function: true, scopes:"
                + " [a]}}, prompts: {fs.one: [a], gs.two: [a]}}}",
            "mcp./mcp.prompts.gs.two: (expected: an upstream's name and a dot in front)"),
        argumentSet(
            "share of nothing",
            "mcp: {/mcp: {tools: {a: [b]}, maxConnectionsPerCaller: 0}}",
            ":1: mcp./mcp.maxConnectionsPerCaller: 0 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "share of more than all",
            "mcp: {/mcp: {tools: {a: [b]}, maxConnectionsPerCaller: 4097}}",
            "maxConnectionsPerCaller: 4097 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "time of an answer",
            "proxies: {/crm: {url: 'https://b.example', maxAnswerTimeMillis: 1.5}}",
            ":1: proxies./crm.maxAnswerTimeMillis: 1.5 (expected: a whole number from 1 to 864"),
        argumentSet(
            "proxied share of nothing",
            "proxies: {/crm: {url: 'https://b.example', maxConnectionsPerCaller: 0}}",
            "maxConnectionsPerCaller: 0 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "proxied share of more than all",
            "proxies: {/crm: {url: 'https://b.example', maxConnectionsPerCaller: 4097}}",
            "maxConnectionsPerCaller: 4097 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "tool without scope",
            "mcp: {/mcp: {tools: {a: []}}}",
            "a: (expected: at least one scope)"),
        argumentSet(
            "open tool with scope",
            "mcp: {/mcp: {tools: {a: {open: true, scopes: [b]}}}}",
            "tools.a.scopes: (expected: at least one, or open: true)"),
        argumentSet(
            "scope that is none",
            "mcp: {/mcp: {tools: {a: ['b c']}}}",
            "mcp./mcp: tool a: 'b c' (expected: a scope token"),
        argumentSet(
            "name of function",
            "mcp: {/mcp: {tools: {a.b: {function: true, scopes: [c]}}}}",
            "mcp./mcp.tools: tool a.b: name (expected: 1..128 letters"),
        argumentSet(
            "schema that is not there",
            "mcp: {/mcp: {tools: {a: {scopes: [b], schema: nowhere.json}}}}",
            "schema: nowhere.json (expected: a file)"),
        argumentSet(
            "hidden and other tools",
            "mcp: {/mcp: {tools: {a: [b]}, otherTools: [c], hide: true}}",
            "mcp./mcp: hide: (expected: with mapped tools"),
        argumentSet(
            "fact",
            "mcp: {/mcp: {tools: {a: [b]}, identityHeaders: {X-Org-Id: organisation}}}",
            "X-Org-Id: organisation (expected: subject, tenant, scopes, roles or email)"),
        argumentSet(
            "same path", fs + "\nproxies: {/mcp: {url: 'https://b.example'}}", "proxies./mcp: ("),
        argumentSet(
            "reserved path",
            "proxies: {/health: {url: 'https://b.example'}}",
            "proxies./health: ("),
        argumentSet(
            "function called like a route",
            "mcp: {/mcp: {tools: {protected: {function: true, scopes: [a]}}}}",
            "mcp./mcp.tools.protected: (expected: a path of its own"),
        argumentSet(
            "route of proxy",
            "proxies: {/crm: {url: 'https://b.example', routes: [{path: /a}]}}",
            "proxies./crm.routes[0].scopes: (expected: at least one, or open: true)"),
        argumentSet(
            "prefix of proxy",
            "proxies: {crm: {url: 'https://b.example'}}",
            "proxies.crm: (expected: a path such as /crm)"),
        argumentSet(
            "issuer without https",
            "issuers: {'http://idp.example': {}}",
            ":1: issuers.http://idp.example: issuer"),
        argumentSet(
            "preset",
            "issuers: {'https://a.example': {preset: aut0}}",
            "preset: aut0 (expected: custom"),
        argumentSet("network", "outbound: {networks: [10.0.0.0/33]}", ":1: outbound: "),
        argumentSet("port", "outbound: {ports: [0]}", "outbound.ports: 0 (expected: 1 to 65535)"),
        argumentSet(
            "services of nothing",
            "services: {file: services.json}",
            ":1: services.routes: none (expected: at least one route or target)"),
        argumentSet(
            "redaction",
            "content: {requests: {redact: hide}}",
            ":1: content.requests.redact: hide (expected: mask, remove, placeholder, hash"),
        argumentSet(
            "hash without key",
            "content: {requests: {redact: hash}}",
            "content.requests.redact: hash (expected: with hashKeyFrom)"),
        argumentSet(
            "key that is not set",
            "content: {hashKeyFrom: NO_SUCH, requests: {redact: hash}}",
            "content.hashKeyFrom: NO_SUCH (expected: the name of a variable"),
        argumentSet(
            "type",
            "content: {requests: {types: {phon: mask}}}",
            "content.requests.types.phon: phon (expected: a type of docs/content.md"),
        argumentSet(
            "type that is not looked for",
            "content: {without: [emial]}",
            "content.without: emial (expected: a type"),
        argumentSet(
            "pointer",
            "content: {requests: {redact: mask, keep: [{field: a}]}}",
            "content.keep[0]: keep: a"),
        argumentSet("pattern", "content: {custom: {x: {pattern: '(['}}}", ":1: content.custom.x: "),
        argumentSet(
            "certainty",
            "content: {requests: {safety: {sure: maybe}}}",
            "content.requests.safety.sure: maybe (expected: likely or clear)"),
        argumentSet(
            "label",
            "content: {requests: {safety: {block: [jailbreak]}}}",
            "content.requests.safety.block: jailbreak (expected: prompt_injection"),
        argumentSet(
            "tenant with tenants",
            "content: {tenants: {a: {tenants: {}}}}",
            "content.tenants.a.tenants: unknown key"),
        argumentSet(
            "rules that redact nothing",
            "content: {requests: {keys: true}}",
            "content.requests: rules: none"),
        argumentSet(
            "pseudonyms for nothing",
            "content: {pseudonymIdleMillis: 1000}",
            ":1: content: pseudonyms: set"),
        argumentSet(
            "services nowhere",
            "services: {file: nowhere.json, targets: {a: b}}",
            ":1: services.file: "));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatIsUnfitIsNamedByLineAndPlaceWithoutSecrets(String yaml, String problem) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(problem)
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("hunter2", "1234567"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(() -> load("mpc: {}\noutbound: {http: 1, ports: [0]}", "PORT", "x"))
        .hasMessageContaining("gateway.yaml:1: mpc: unknown key")
        .hasMessageContaining("gateway.yaml:2: outbound.http: 1 (expected: true or false)")
        .hasMessageContaining("gateway.yaml:2: outbound.ports: 0")
        .hasMessageContaining("PORT: (expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{requests: {redact: mask, safety: {look: false}}}",
        "{responses: {safety: {sure: clear, without: [code_injection], block: [jailbreak_attempt]}}}",
        "{hashKeyFrom: HASH, requests: {redact: hash, keys: true, only: [/a], blockScore: 50}}",
        "{without: [ip_address], scanCap: 1000, multipart: [/proxy], responses: {}}",
        "{pseudonymIdleMillis: 1000, requests: {types: {email: pseudonym}, safety: {sure: likely}}}",
      })
  void contentMayBeTreatedInManyWays(String content) throws Exception {
    assertThat(load("content: " + content, "HASH", "k".repeat(32)).file().content()).isPresent();
  }

  @Test
  void theOnlyUpstreamKeepsItsNames() throws Exception {
    ServerConfig config =
        load(
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}}, tools: {read: [a], a.b: [c]},"
                + " prompts: {p: [a]}}}");
    assertThat(config.mcp().get(0).tools()).containsOnlyKeys("read", "a.b");
  }

  @Test
  void issuersMayBeDiscoveredAndHaveKeysOfTheirOwn() throws Exception {
    ServerConfig config =
        load(
            """
            issuers:
              https://a.example: {discover: true}
              https://b.example: {jwksUri: "https://keys.example/jwks.json"}
            outbound: {http: true, hosts: [keys.example], ports: [443, 8443]}
            """);
    assertThat(config.file().issuers())
        .extracting(issuer -> issuer.audiences())
        .containsOnly(Set.of("https://api.example"));
    assertThat(config.file().outbound().refuses(URI.create("http://keys.example:8443/"))).isEmpty();
    assertThat(config.file().outbound().refuses(URI.create("https://keys.example:8444/")))
        .isPresent();
  }

  @Test
  void contentIsSaidInOnePlace() {
    assertThatThrownBy(() -> load("content: {scanCap: 1000}", "TRANSFORM_REDACT", "mask"))
        .hasMessage("TRANSFORM_REDACT: (expected: here or in the file's content, not both)");
  }

  @Test
  void aFileThatIsNotThereIsNamedByItsVariable() {
    assertThatThrownBy(() -> load("{}", "GATEWAY_CONFIG", folder.resolve("no.yaml").toString()))
        .hasMessage("GATEWAY_CONFIG: (expected: a file that can be read)");
  }

  @Test
  void theSchemaKnowsTheKeysThatAreRead() throws Exception {
    JsonNode schema = schemaTree();
    assertThat(keys(schema)).isEqualTo(new TreeSet<>(GatewayFile.KEYS));
    Map<String, List<String>> read = new HashMap<>();
    read.putAll(
        Map.of(
            "content", ContentReader.KEYS,
            "tenantContent", ContentReader.KEYS.subList(0, ContentReader.KEYS.size() - 1),
            "direction", ContentReader.DIRECTION_KEYS,
            "field", ContentReader.FIELD_KEYS,
            "keep", ContentReader.KEEP_KEYS,
            "custom", ContentReader.CUSTOM_KEYS,
            "safety", SafetyReader.KEYS));
    read.putAll(
        Map.of(
            "issuer", GatewayFile.ISSUER_KEYS,
            "outbound", GatewayFile.OUTBOUND_KEYS,
            "services", GatewayFile.SERVICES_KEYS,
            "endpoint", McpReader.KEYS,
            "upstream", McpReader.UPSTREAM_KEYS,
            "functions", McpReader.FUNCTION_KEYS,
            "tool", McpReader.TOOL_KEYS,
            "proxy", ProxyReader.KEYS,
            "route", ProxyReader.ROUTE_KEYS));
    read.forEach(
        (name, keys) ->
            assertThat(keys(schema.path("$defs").path(name))).isEqualTo(new TreeSet<>(keys)));
  }

  @Test
  void theSchemaAcceptsTheDocumentedFileAndRefusesAnUnknownKey() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schemaTree());
    Problems problems = new Problems("documented");
    String json =
        DocumentJson.of(
            DocumentReader.read(documented().getBytes(UTF_8), 1 << 20, 32, problems).orElseThrow());
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(json.replace("\"mcp\"", "\"mpc\""), InputFormat.JSON)).isNotEmpty();
  }

  private static Set<String> keys(JsonNode definition) {
    return new TreeSet<>(definition.path("properties").propertyNames());
  }

  private static JsonNode schemaTree() throws IOException {
    try (InputStream in = GatewayFile.schema()) {
      return MAPPER.readTree(in);
    }
  }
}
