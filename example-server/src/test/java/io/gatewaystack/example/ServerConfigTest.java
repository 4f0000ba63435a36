package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are checked before anything starts, all at once, and named when they do not fit. */
class ServerConfigTest {
  private static final Map<String, String> NEEDED =
      Map.of("OAUTH_ISSUER", "https://idp.example/", "OAUTH_AUDIENCE", "https://api.example");

  private static ServerConfig with(String... settings) {
    Map<String, String> variables = new HashMap<>(NEEDED);
    for (int i = 0; i < settings.length; i += 2) {
      variables.put(settings[i], settings[i + 1]);
    }
    return ServerConfig.from(variables);
  }

  @Test
  void issuerAndAudienceAreNeededAndNamedTogether() {
    assertThatThrownBy(() -> ServerConfig.from(Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("OAUTH_ISSUER: not set")
        .hasMessageContaining("OAUTH_AUDIENCE: not set");
  }

  @Test
  void demoModeNeedsNothingElse() {
    ServerConfig config = ServerConfig.from(Map.of("DEMO_MODE", "true"));
    assertThat(config.identity().issuer()).isEqualTo("http://localhost:5051/");
    assertThat(config.identity().audiences()).containsExactly("https://gateway.local/api");
    assertThat(config.proxy().target().orElseThrow()).hasToString("http://127.0.0.1:3333");
    assertThat(config.mode()).isEqualTo("demo");
  }

  @Test
  void demoModeUsesDemoValuesOnly() {
    ServerConfig config =
        ServerConfig.from(
            Map.of(
                "DEMO_MODE", "true",
                "OAUTH_ISSUER", "https://idp.example/",
                "OAUTH_AUDIENCE", "real",
                "OAUTH_AUDIENCE_DEMO", "demo"));
    assertThat(config.identity().issuer()).isEqualTo("http://localhost:5051/");
    assertThat(config.identity().audiences()).containsExactly("demo");
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    ServerConfig config = with();
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.http().trustedProxyHops()).isZero();
    assertThat(config.http().origins()).isEmpty();
    assertThat(config.rates().calls().max()).isEqualTo(10);
    assertThat(config.rates().calls().window()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.content().pins()).isEmpty();
    assertThat(config.proxy().target()).isEmpty();
    assertThat(config.proxy().prefix()).isEqualTo("/proxy");
    assertThat(config.proxy().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.proxy().identityHeader()).isEqualTo("X-User-Id");
    assertThat(config.identity().clockSkew()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.identity().scopes()).containsExactly("openid", "email", "profile");
    assertThat(config.testRoutes().enabled()).isFalse();
    assertThat(config.version()).isEqualTo("dev");
    assertThat(config.resource()).hasValue("https://api.example");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT,80x",
    "PORT,-1",
    "PORT,65536",
    "DEMO_MODE,maybe",
    "OAUTH_ISSUER,http://idp.example/",
    "OAUTH_ISSUER,nonsense",
    "OAUTH_JWKS_URI,http://idp.example/keys",
    "OAUTH_JWKS_URI,file:///keys",
    "OAUTH_JWKS_URI,https://idp.example/../secret",
    "OAUTH_AUDIENCE,' , '",
    "OAUTH_ISSUER,https://idp.example/?tenant=secret",
    "OAUTH_REQUIRED_CLAIMS,','",
    "OAUTH_SCOPE_PREFIX,api://secret /",
    "OAUTH_SCOPE_PREFIX,\"secret",
    "OAUTH_SCOPES,\"secret",
    "OAUTH_REQUIRED_SCOPES,offline_access",
    "OAUTH_ENFORCE_ALG,HS256",
    "OAUTH_ENFORCE_ALG,none",
    "JWT_CLOCK_TOLERANCE,61",
    "RATE_LIMIT_MAX,0",
    "RATE_LIMIT_WINDOW_MS,0",
    "PROXY_TARGET,ftp://x",
    "PROXY_TARGET,http://user:secret@x",
    "PROXY_TARGET,http://x:65536",
    "PROXY_TARGET,http://x:0",
    "PROXY_TARGET,http://x/?k=secret",
    "PROXY_TARGET,http://169.254.169.254/secret",
    "PROXY_INJECT_HEADER,Accept",
    "PROXY_PREFIX,/tools",
    "PROXY_PREFIX,proxy",
    "PROXY_PREFIX,/a/../b",
    "PROXY_TIMEOUT_MS,0",
    "TRANSFORM_REDACT,hide",
    "TRANSFORM_RESPONSES,pseudonym",
    "TOOL_PINS_ON_CHANGE,ignore",
    "TOOL_PINS_ON_CHANGE,block",
    "TOOL_PINS_FILE,/no/such/folder/pins.json",
    "TRANSFORM_BLOCK_THRESHOLD,101",
    "TRUSTED_PROXY_HOPS,-1",
    "PUBLIC_BASE_URL,https://gw.example/path",
    "PUBLIC_BASE_URL,gw.example",
    "APP_ORIGIN,gw.example",
    "APP_ORIGIN,https://gw.example/path",
    "AUDIT_FILE,/no/such/folder/audit.jsonl",
    "TOOL_SCOPE_ALLOWLIST_JSON,{",
    "TOOL_SCOPE_ALLOWLIST_JSON,null",
    "TOOL_SCOPE_ALLOWLIST_JSON,{\"secret\":null}",
    "TOOL_SCOPE_ALLOWLIST_JSON,{\"secret\":[null]}",
    "ENABLE_TEST_ROUTES,yes please",
    "DEBUG_AUTH,2",
    "MCP_UPSTREAMS_JSON,[]",
    "TOOL_SCOPES_JSON,read",
    "FUNCTIONS_BASE,functions.example",
    "GATEWAY_HMAC_SECRET,secret",
    "MCP_SESSION_KEYS,secret",
    "MCP_MAX_PER_WINDOW,0",
    "RATE_WINDOW_MS,0",
    "GATEWAY_CONFIG,/no/such/folder/gateway.yaml",
  })
  void aSettingThatDoesNotFitIsNamedWithoutItsValue(String name, String value) {
    assertThatThrownBy(() -> with(name, value))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageStartingWith(name + ": (expected")
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCP_UPSTREAMS_JSON|{\"fs\":{}}|MCP_UPSTREAMS_JSON:1: fs.url: missing",
        "MCP_UPSTREAMS_JSON|{\"fs\":\"https://a/secret\"}"
            + "|MCP_UPSTREAMS_JSON:1: fs: a text (expected: a mapping)",
        "MCP_UPSTREAMS_JSON|{\"fs\":{\"url\":\"https://a\",\"baerer\":\"secret\"}}"
            + "|MCP_UPSTREAMS_JSON:1: fs.baerer: unknown key",
        "MCP_UPSTREAMS_JSON|{\"fs\":|MCP_UPSTREAMS_JSON:1: not JSON",
        "MCP_UPSTREAMS_JSON|{\"fs\":{\"url\":\"https://u:secret@a\"}}"
            + "|MCP_UPSTREAMS_JSON:1: fs.url: (expected: an absolute http or https URL)",
        "MCP_UPSTREAMS_JSON|{\"fs\":{\"url\":\"https://10.1.2.3/mcp\"}}"
            + "|MCP_UPSTREAMS_JSON: fs.url: (expected: an address outbound allows; it is address_not",
        "TOOL_SCOPES_JSON|{\"a\":[]}|TOOL_SCOPES_JSON:1: a: (expected: at least one scope)",
        "TOOL_SCOPES_JSON|{\"a\":\"b\"}|TOOL_SCOPES_JSON:1: a: b (expected: a list of texts)",
        "TOOL_SCOPES_JSON|{\"a\":[\"b\"],\"a\":[\"c\"]}|TOOL_SCOPES_JSON:1: ",
        "TOOL_SCOPES_JSON|{\"a/b\":[\"c\"]}|TOOL_SCOPES_JSON: tool a/b: name",
      })
  void jsonInAVariableIsCheckedToTheLastKey(String name, String json, String problem) {
    assertThatThrownBy(() -> with(name, json))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(problem)
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("secret"));
  }

  /** What fits starts: nothing is left for the start to refuse. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FUNCTIONS_BASE|https://f.example/?k=secret|FUNCTIONS_BASE: (expected: http(s)://host",
        "FUNCTIONS_BASE|http://10.1.1.1/secret|FUNCTIONS_BASE: (expected: an address outbound",
        "FUNCTIONS_BASE|https://f.example:99999/|FUNCTIONS_BASE: (expected: an absolute",
        "MCP_ALLOWED_HOSTS|https://x/|MCP_ALLOWED_HOSTS: (expected: name[:port])",
        "MCP_ALLOWED_HOSTS|a@b|MCP_ALLOWED_HOSTS: (expected: name[:port])",
        "MCP_ALLOWED_HOSTS|*|MCP_ALLOWED_HOSTS: (expected: each host by its name",
        "MCP_ALLOWED_HOSTS|*.example.com|MCP_ALLOWED_HOSTS: (expected: each host by its name",
        "TOOL_SCOPES_DEFAULT|a\"b|TOOL_SCOPES_DEFAULT: (expected: a scope token",
        "TOOL_SCOPES_JSON|{\"a\":[\"b c\"]}|TOOL_SCOPES_JSON: tool a: scope 'b c' (expected",
        "TOOL_SCOPES_JSON|{\"a.b\":[\"c\"]}|TOOL_SCOPES_JSON: (expected: a function, which",
        "TOOL_SCOPES_JSON|{\"health\":[\"c\"]}|TOOL_SCOPES_JSON: health: (expected: a path of its own",
        "PROXY_PREFIX|/mcp|PROXY_PREFIX: (expected: a path of its own",
        "PROXY_PREFIX|/x|PROXY_PREFIX: (expected: a path of its own",
        "MCP_UPSTREAMS_JSON|{\"f.s\":{\"url\":\"https://a\"}}|MCP_UPSTREAMS_JSON:1: f.s: upstream name",
        "MCP_UPSTREAMS_JSON|{\"fs\":{\"url\":\"https://a\"},\"FS\":{\"url\":\"https://a\"}}"
            + "|MCP_UPSTREAMS_JSON: upstream: FS (expected: a name of its own",
        "MCP_UPSTREAMS_JSON|{\"fs\":{\"url\":\"http://10.0.0.5/secret\"}}"
            + "|MCP_UPSTREAMS_JSON: fs.url: (expected: an address outbound",
        "MCP_SESSION_KEYS|c2VjcmV0|MCP_SESSION_KEYS: (expected: at least 32 bytes each, in Base64)"
      })
  void whatTheStartWouldRefuseIsNamedBeforeIt(String name, String value, String problem) {
    assertThat(with("TOOL_SCOPES_JSON", "{\"x\":[\"a\"]}").mcp()).hasSize(1);
    assertThatThrownBy(() -> with("TOOL_SCOPES_JSON", "{\"x\":[\"a\"]}", name, value))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageStartingWith(problem)
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("secret", "\n"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(() -> with("PORT", "x", "RATE_LIMIT_MAX", "x", "TRANSFORM_REDACT", "x"))
        .hasMessageContaining("PORT")
        .hasMessageContaining("RATE_LIMIT_MAX")
        .hasMessageContaining("TRANSFORM_REDACT");
  }

  @Test
  void severalAudiencesAndOriginsMayBeNamed() {
    ServerConfig config =
        with("OAUTH_AUDIENCE", "a, b", "APP_ORIGIN", "https://a.example,https://b.example");
    assertThat(config.identity().audiences()).containsExactly("a", "b");
    assertThat(config.http().origins()).containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void aPublicBaseUrlLosesItsSlash() {
    assertThat(with("PUBLIC_BASE_URL", "https://gw.example/").http().publicBaseUrl().orElseThrow())
        .hasToString("https://gw.example");
  }
}
