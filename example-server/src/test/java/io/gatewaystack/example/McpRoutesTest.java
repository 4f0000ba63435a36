package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** MCP endpoints and tools of the server, in front of another server that offers tools. */
class McpRoutesTest {
  private static final String DREAM = "generateDreamSummary";
  private static final String CHAT = "chatWithEmbeddingsv3";

  @TempDir Path folder;
  private RunningGateway upstream;
  private RunningGateway gateway;
  private final Map<String, String> sessions = new HashMap<>();

  @BeforeEach
  void startUpstream() throws Exception {
    upstream = RunningGateway.start(folder);
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    upstream.close();
  }

  /** A gateway in front of the upstream, under one name or several. */
  private void start(List<String> names, String... settings) throws IOException {
    List<String> upstreams = new ArrayList<>();
    for (String name : names) {
      upstreams.add(
          "\"%s\":{\"url\":\"http://localhost:%d/mcp\",\"bearer\":\"%s\"}"
              .formatted(
                  name, upstream.port(), upstream.token("the-gateway", "tool:read tool:write")));
    }
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("MCP_UPSTREAMS_JSON", "{" + String.join(",", upstreams) + "}"));
    gateway = RunningGateway.start(folder, all.toArray(String[]::new));
  }

  /** A request in a session of the caller's own, as clients up to 2025-11-25 have. */
  private RawResponse rpc(String token, String method, String params) throws IOException {
    String session = sessions.get(token);
    if (session == null) {
      RawResponse begun =
          message(
              token,
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                  + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                  + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}",
              "X-None: 1");
      assertThat(begun.status()).isEqualTo(200);
      session =
          begun.header("Mcp-Session-Id").map(id -> "Mcp-Session-Id: " + id).orElse("X-None: 1");
      sessions.put(token, session);
      message(token, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session);
    }
    return message(
        token,
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params),
        session);
  }

  private RawResponse message(String token, String json, String session) throws IOException {
    return gateway.sendBody(
        "POST /mcp",
        json,
        session,
        "Authorization: Bearer " + token,
        "Content-Type: application/json",
        "Accept: application/json, text/event-stream");
  }

  private RawResponse call(String token, String tool) throws IOException {
    return rpc(token, "tools/call", "{\"name\":\"%s\",\"arguments\":{\"n\":1.00}}".formatted(tool));
  }

  private List<String> listed(String token) throws IOException {
    List<String> names = new ArrayList<>();
    rpcResult(rpc(token, "tools/list", "{}"))
        .path("tools")
        .forEach(tool -> names.add(tool.path("name").asString()));
    return names;
  }

  private static JsonNode rpcResult(RawResponse response) {
    assertThat(response.status()).isEqualTo(200);
    return json(response).path("result");
  }

  @Test
  void behindOneUpstreamEachCallerSeesAndCallsWhatItsScopesAllow() throws Exception {
    start(List.of("dreams"), "TOOL_SCOPES_JSON", "{\"%s\":[\"dream:read\"]}".formatted(DREAM));
    String reader = gateway.token("reader", "dream:read");
    String nobody = gateway.token("nobody", "other");

    assertThat(listed(reader)).containsExactly(DREAM);
    assertThat(listed(nobody)).isEmpty();
    assertThat(rpcResult(call(reader, DREAM)).path("isError").asBoolean(false)).isFalse();
    assertThat(call(nobody, DREAM).status()).isEqualTo(403);
    assertThat(json(call(reader, CHAT)).path("error").path("code").asInt()).isEqualTo(-32602);
  }

  @Test
  void ofSeveralUpstreamsToolsAreCalledByTheirNames() throws Exception {
    start(
        List.of("a", "b"),
        "FUNCTIONS_BASE",
        "http://127.0.0.1:1",
        "TOOL_SCOPES_JSON",
        "{\"a.%s\":[\"a:use\"],\"b.%s\":[\"b:use\"],\"own\":[\"a:use\"]}".formatted(DREAM, CHAT));
    String both = gateway.token("agent", "a:use b:use");
    String onlyB = gateway.token("agent", "b:use");

    assertThat(listed(both)).containsExactlyInAnyOrder("own", "a." + DREAM, "b." + CHAT);
    assertThat(listed(onlyB)).containsExactly("b." + CHAT);
    JsonNode result = rpcResult(call(both, "a." + DREAM));
    assertThat(result.path("structuredContent").path("tool").asString()).isEqualTo(DREAM);
    RawResponse refused = call(onlyB, "a." + DREAM);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate").orElseThrow())
        .contains("scope=\"tool:read tool:write a:use\"");
    assertThat(json(call(both, "b." + DREAM)).path("error").path("code").asInt()).isEqualTo(-32602);
  }

  @Test
  void toolsThatAreNotListedNeedTheDefaultScopesAndDoNotExistWithoutAny() throws Exception {
    start(List.of("a", "b"), "TOOL_SCOPES_JSON", "{}", "TOOL_SCOPES_DEFAULT", "tools:any");
    String any = gateway.token("agent", "tools:any");

    assertThat(listed(any)).hasSize(4).contains("a." + DREAM);
    assertThat(call(any, "b." + CHAT).status()).isEqualTo(200);
    assertThat(call(gateway.token("agent", "a"), "b." + CHAT).status()).isEqualTo(403);
  }

  @Test
  void theCallersTokenStaysHereAndTheUpstreamSeesTheGateway() throws Exception {
    start(List.of("a", "b"), "TOOL_SCOPES_JSON", "{\"a.%s\":[\"a:use\"]}".formatted(DREAM));
    String token = gateway.token("alice", "a:use");
    assertThat(call(token, "a." + DREAM).status()).isEqualTo(200);

    List<JsonNode> seen = upstream.audit(1);
    assertThat(seen).isNotEmpty();
    assertThat(seen)
        .allSatisfy(e -> assertThat(e.path("subject").asString()).isEqualTo("the-gateway"));
    assertThat(gateway.audit(3))
        .anySatisfy(
            event -> {
              assertThat(event.path("subject").asString()).isEqualTo("alice");
              assertThat(event.path("operation").path("target").asString()).isEqualTo("a." + DREAM);
            });
    assertThat(String.join("\n", upstream.auditLines())).doesNotContain(token);
  }

  @Test
  void theEndpointIsAResourceOfItsOwn() throws Exception {
    start(List.of("a", "b"), "TOOL_SCOPES_JSON", "{\"a.%s\":[\"a:use\"]}".formatted(DREAM));
    String resource = "http://localhost:" + gateway.port() + "/mcp";
    JsonNode metadata = json(gateway.send("GET /.well-known/oauth-protected-resource/mcp"));
    assertThat(metadata.path("resource").asString()).isEqualTo(resource);
    assertThat(metadata.path("scopes_supported").toString()).contains("a:use", "tool:read");
    JsonNode root = json(gateway.send("GET /.well-known/oauth-protected-resource"));
    assertThat(root.path("scopes_supported").toString()).contains("a:use", "tool:read");

    RawResponse challenged = gateway.sendBody("POST /mcp", "{}", "Content-Type: application/json");
    assertThat(challenged.status()).isEqualTo(401);
    assertThat(challenged.header("WWW-Authenticate").orElseThrow())
        .contains("/.well-known/oauth-protected-resource/mcp\"", "a:use");

    String forHere = tokenFor(resource);
    assertThat(listed(forHere)).containsExactly("a." + DREAM);
    RawResponse elsewhere = gateway.get("/protected/ping", forHere);
    assertThat(elsewhere.status()).isEqualTo(401);
    assertThat(json(elsewhere).path("code").asString()).isEqualTo("invalid_audience");
    assertThat(message(tokenFor(resource + "/x"), "{}", "X-None: 1").status()).isEqualTo(401);
  }

  private String tokenFor(String audience) {
    Instant now = Instant.now();
    return gateway
        .demo()
        .issuer()
        .sign(
            new JWTClaimsSet.Builder()
                .issuer(gateway.demo().issuer().issuer())
                .audience(audience)
                .subject("agent")
                .claim("scope", "a:use")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build());
  }

  @Test
  void foreignHostsAndOriginsAreRefusedAndOptionsAreAnsweredWithoutToken() throws Exception {
    start(List.of("a", "b"), "TOOL_SCOPES_DEFAULT", "t", "APP_ORIGIN", "https://app.example");
    String token = gateway.token("agent", "t");
    for (String line : List.of("Origin: https://evil.example", "Origin: null")) {
      assertThat(
              gateway
                  .sendBody(
                      "POST /mcp",
                      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                      line,
                      "Authorization: Bearer " + token,
                      "Content-Type: application/json",
                      "Accept: application/json, text/event-stream")
                  .status())
          .isEqualTo(403);
    }
    RawResponse options = gateway.send("OPTIONS /mcp");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow").orElseThrow()).contains("POST");
    for (String method : List.of("PUT", "PATCH", "TRACE")) {
      RawResponse refused = gateway.send(method + " /mcp");
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).hasValue("POST, GET, DELETE, OPTIONS");
    }
    RawResponse preflight =
        gateway.send(
            "OPTIONS /mcp",
            "Origin: https://app.example",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization,mcp-session-id,mcp-protocol-version");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Content-Length")).isEmpty();
    assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("https://app.example");
  }

  @Test
  void functionsAreToolsWithAndWithoutMcp() throws Exception {
    gateway = RunningGateway.start(folder);
    String reader = gateway.token("reader", "tool:read");
    assertThat(listed(reader)).containsExactly(DREAM);
    for (String path : List.of("/" + DREAM, "/tools/" + DREAM)) {
      RawResponse done = gateway.post(path, reader, "{\"text\":\"a dream\"}");
      assertThat(done.status()).isEqualTo(200);
      assertThat(json(done).path("ok").asBoolean()).isTrue();
      assertThat(json(done).path("sub").asString()).isEqualTo("reader");
      assertThat(json(done).path("data").path("args").path("text").asString()).isEqualTo("a dream");
    }
    assertThat(gateway.post("/tools/" + CHAT, reader, "{}").status()).isEqualTo(403);
    assertThat(gateway.post("/tools/constructor", reader, "{}").status()).isEqualTo(404);
    assertThat(gateway.post("/constructor", reader, "{}").status()).isEqualTo(404);
    assertThat(gateway.sendBody("POST /tools/" + DREAM, "{}").status()).isEqualTo(401);
    assertThat(gateway.get("/tools/" + DREAM, reader).status()).isEqualTo(405);
  }

  @Test
  void documentsOfTheIssuerAreFetchedAndTheOwnTokenCanBeLookedAtWhereAllowed() throws Exception {
    gateway = RunningGateway.start(folder, "DEBUG_AUTH", "true");
    JsonNode document = json(gateway.send("GET /.well-known/openid-configuration"));
    assertThat(document.path("issuer").asString()).isEqualTo(gateway.demo().issuer().issuer());
    assertThat(gateway.send("GET /.well-known/oauth-authorization-server").status()).isEqualTo(200);

    RawResponse token = gateway.get("/debug-token", gateway.token("me", "tool:read"));
    assertThat(new String(token.body(), UTF_8))
        .contains("\"sub\":\"me\"", "\"scope\":\"tool:read\"");
    assertThat(gateway.send("GET /debug-token").status()).isEqualTo(401);
    assertThat(upstream.get("/debug-token", upstream.token("me", "a")).status()).isEqualTo(404);
  }
}
