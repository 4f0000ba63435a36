package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Challenges name every scope that an operation needs, or the configuration is refused. */
class LongScopesTest {
  /** What remains for one operation beside the scopes that demo mode advertises. */
  private static final int LEFT = 2_048 - "tool:read tool:write ".length();

  @TempDir Path folder;

  private static String scope(char of, int length) {
    return String.valueOf(of).repeat(length);
  }

  private static String tools(String... scopes) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < scopes.length; i++) {
      json.append("%s\"t%d\":[\"%s\"]".formatted(i == 0 ? "" : ",", i, scopes[i]));
    }
    return json.append('}').toString();
  }

  private RunningGateway start(String yaml, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return RunningGateway.start(
        folder,
        Stream.concat(Stream.of(settings), Stream.of("GATEWAY_CONFIG", file.toString()))
            .toArray(String[]::new));
  }

  private static String asked(RawResponse refused) {
    String challenge = refused.header("WWW-Authenticate").orElseThrow();
    int from = challenge.indexOf("scope=\"") + 7;
    return challenge.substring(from, challenge.indexOf('"', from));
  }

  @Test
  void theLongestListOfATokenAndThoseOfAllToolsTogetherAreToldOverHttp() throws Exception {
    String longest = scope('a', LEFT);
    String other = scope('b', LEFT);
    try (RunningGateway gateway =
        RunningGateway.start(folder, "TOOL_SCOPES_JSON", tools(longest, other))) {
      RawResponse unknown = gateway.sendBody("POST /mcp", "{}", "Content-Type: application/json");
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(asked(unknown)).isEqualTo("tool:read tool:write");

      String token = gateway.token("ada", "tool:read");
      RawResponse rest = gateway.post("/tools/t0", token, "{}");
      assertThat(rest.status()).isEqualTo(403);
      assertThat(asked(rest)).isEqualTo("tool:read tool:write " + longest);
      RawResponse call =
          gateway.post(
              "/mcp",
              token,
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t1\"}}");
      assertThat(call.status()).isEqualTo(403);
      assertThat(asked(call)).isEqualTo("tool:read tool:write " + other);
      assertThat(json(gateway.send("GET /.well-known/oauth-protected-resource/mcp")).toString())
          .contains(longest, other);
    }
  }

  @Test
  void whereAChallengeCanNameAllThatIsSupportedItDoes() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "TOOL_SCOPES_JSON", tools("a:use", "b:use"))) {
      RawResponse unknown = gateway.sendBody("POST /mcp", "{}", "Content-Type: application/json");
      assertThat(asked(unknown)).isEqualTo("tool:read tool:write a:use b:use");
    }
  }

  @Test
  void aToolThatNeedsMoreIsRefusedWithItsNameAndTheLengths() {
    assertThatThrownBy(
            () ->
                RunningGateway.start(
                    folder, "TOOL_SCOPES_JSON", tools("a:use", scope('b', LEFT + 1))))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage(
            "TOOL_SCOPES_JSON: tool t1, with base and required scopes: (expected: scopes of at most"
                + " 2048 characters together; these have 2049)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "OAUTH_SCOPES_DEMO|OAUTH_SCOPES_DEMO, OAUTH_REQUIRED_SCOPES: (expected: scopes of at most",
        "OAUTH_REQUIRED_SCOPES|OAUTH_SCOPES_DEMO, OAUTH_REQUIRED_SCOPES: (expected: scopes of",
        "TOOL_SCOPES_DEFAULT|TOOL_SCOPES_DEFAULT: (expected: scopes of at most 2048"
      })
  void settingsOfTooManyScopesAreNamed(String name, String problem) {
    String many =
        String.join(" ", IntStream.range(0, 200).mapToObj("crm.read:%d"::formatted).toList());
    assertThatThrownBy(() -> RunningGateway.start(folder, name, many))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageStartingWith(problem)
        .hasMessageContaining("these have 2");
  }

  @Test
  void routesAndMappedNamesOfTheFileAreRefusedByTheirPlace() {
    assertThatThrownBy(
            () ->
                start(
                    """
                    mcp:
                      /a:
                        upstreams: {up: {url: "https://up.example/mcp"}}
                        tools: {fit: [%1$s]}
                        prompts: {greet: [%2$s]}
                      /b:
                        upstreams: {up: {url: "https://up.example/mcp"}}
                        resources: {"x:/{y}": [%2$s]}
                      /c:
                        upstreams: {up: {url: "https://up.example/mcp"}}
                        otherTools: [%2$s]
                    proxies:
                      /crm:
                        url: https://crm.example
                        routes: [{path: /fit, scopes: [%1$s]}, {path: /v1, scopes: [%2$s]}]
                    """
                        .formatted(scope('a', LEFT), scope('b', LEFT + 1))))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("mcp./a: prompt greet, with base and required scopes: (expected")
        .hasMessageContaining("mcp./b: resource x:/{y}, with base")
        .hasMessageContaining("mcp./c: otherTools, with base")
        .hasMessageContaining("proxies./crm: route /crm/v1, with base")
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("/fit", "tool fit"));
  }

  @Test
  void whatAClientPutsTogetherBeyondAChallengeIsRefusedWithoutOne() throws Exception {
    String[] scopes = {scope('a', 1_100), scope('b', 1_100)};
    try (RunningGateway gateway =
        start(
            """
            mcp:
              /agents:
                upstreams: {up: {url: "http://127.0.0.1:1/mcp"}}
                resources: {"x:/a": [%s], "x:/b": [%s]}
            """
                .formatted(scopes[0], scopes[1]))) {
      RawResponse one = listen(gateway, "[\"x:/a\"]");
      assertThat(one.status()).isEqualTo(403);
      assertThat(asked(one)).isEqualTo("tool:read tool:write " + scopes[0]);
      RawResponse both = listen(gateway, "[\"x:/a\",\"x:/b\"]");
      assertThat(both.status()).isEqualTo(400);
      assertThat(both.header("WWW-Authenticate")).isEmpty();
      assertThat(json(both).at("/error/data/code").asString()).isEqualTo("too_many_scopes");
    }
  }

  private static RawResponse listen(RunningGateway gateway, String uris) throws IOException {
    String meta =
        "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}";
    return gateway.sendBody(
        "POST /agents",
        """
        {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":
        {"_meta":{%s},"notifications":{"resourceSubscriptions":%s}}}"""
            .formatted(meta, uris),
        "Authorization: Bearer " + gateway.token("ada", "tool:read"),
        "Content-Type: application/json",
        "Accept: application/json, text/event-stream",
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: subscriptions/listen");
  }

  @Test
  void twoProxiesThatMapOneRouteAreRefusedBeforeTheStart() {
    assertThatThrownBy(
            () ->
                start(
                    """
                    proxies:
                      /crm: {url: https://a.example, routes: [{path: /v1, scopes: [a]}]}
                      /crm/v1: {url: https://b.example, routes: [{path: /, scopes: [b]}]}
                    """))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("proxies: route /crm/v1: (expected: mapped once)");
  }

  @Test
  void aScopeThatACallerMakesUpIsRefusedWhenNoChallengeCanNameIt() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, "ENABLE_TEST_ROUTES", "true")) {
      String token = "Authorization: Bearer " + gateway.token("ada", "tool:read");
      RawResponse longest =
          gateway.send("GET /__test__/echo", token, "X-Required-Scope: " + scope('a', LEFT));
      assertThat(longest.status()).isEqualTo(403);
      assertThat(asked(longest)).endsWith(" " + scope('a', LEFT));
      RawResponse longer =
          gateway.send("GET /__test__/echo", token, "X-Required-Scope: " + scope('a', LEFT + 1));
      assertThat(longer.status()).isEqualTo(400);
    }
  }

  @Test
  void offlineAccessIsNeverAskedFor() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "OAUTH_SCOPES_DEMO", "openid offline_access")) {
      assertThat(asked(gateway.send("GET /protected"))).isEqualTo("openid");
      RawResponse refused = gateway.get("/writer-only", gateway.token("ada", "openid"));
      assertThat(asked(refused)).isEqualTo("openid tool:write");
    }
  }
}
