package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.gateway.Gateway;
import io.gatewaystack.example.walk.DemoWalk;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own routes, its origins, its life and its demo. */
class RoutesTest {
  @TempDir Path folder;

  @Test
  void publicRoutesNeedNoToken() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, "COMMIT_SHA", "abc123")) {
      assertThat(gateway.send("GET /").text()).isEqualTo("{\"ok\":true}");
      RawResponse health = gateway.send("GET /health");
      assertThat(health.status()).isEqualTo(200);
      assertThat(json(health).path("ok").asBoolean()).isTrue();
      assertThat(json(health).path("mode").asString()).isEqualTo("demo");
      assertThat(json(health).path("version").asString()).isEqualTo("abc123");
    }
  }

  @Test
  void smokeRoutesNeedWhatTheySay() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      String read = gateway.token("r", "tool:read");
      String write = gateway.token("w", "tool:write");
      assertThat(gateway.send("GET /protected").status()).isEqualTo(401);
      assertThat(gateway.get("/protected", read).status()).isEqualTo(200);
      assertThat(gateway.get("/writer-only", read).status()).isEqualTo(403);
      assertThat(gateway.get("/writer-only", write).status()).isEqualTo(200);
    }
  }

  @Test
  void testRoutesAreAbsentUntilTheyAreEnabled() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      assertThat(gateway.get("/__test__/echo", gateway.token("a", "tool:read")).status())
          .isEqualTo(404);
    }
  }

  @Test
  void testRoutesCheckScopeAndList() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            "ENABLE_TEST_ROUTES",
            "true",
            "TOOL_SCOPE_ALLOWLIST_JSON",
            "{\"tool:read\":[\"GET:/__test__/echo\"],\"tool:write\":[\"POST:/__test__/echo\"]}")) {
      String read = "Authorization: Bearer " + gateway.token("r", "tool:read");
      String write = "Authorization: Bearer " + gateway.token("w", "tool:write");
      String needsRead = "X-Required-Scope: tool:read";
      String needsWrite = "X-Required-Scope: tool:write";
      String json = "Content-Type: application/json";
      assertThat(gateway.send("GET /__test__/echo", needsRead).status()).isEqualTo(401);
      assertThat(gateway.send("GET /__test__/echo", read).text())
          .contains("missing_required_scope_header");
      assertThat(gateway.send("GET /__test__/echo", read, needsRead).text())
          .isEqualTo(
              "{\"ok\":true,\"user\":\"r\",\"scope\":\"tool:read\",\"method\":\"GET\","
                  + "\"route\":\"GET:/__test__/echo\"}");
      RawResponse insufficient = gateway.send("GET /__test__/echo", read, needsWrite);
      assertThat(insufficient.status()).isEqualTo(403);
      assertThat(insufficient.text())
          .contains("\"need\":\"tool:write\"", "\"have\":[\"tool:read\"]");
      RawResponse unlisted = gateway.sendBody("POST /__test__/echo", "{}", read, needsRead, json);
      assertThat(unlisted.status()).isEqualTo(403);
      assertThat(unlisted.text()).contains("route_not_in_allowlist");
      assertThat(
              gateway.sendBody("POST /__test__/echo", "{\"a\":1}", write, needsWrite, json).text())
          .endsWith("\"body\":{\"a\":1}}");
    }
  }

  @Test
  void onlyConfiguredOriginsMayCall() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "APP_ORIGIN", "https://app.example")) {
      RawResponse preflight =
          gateway.send(
              "OPTIONS /protected/echo",
              "Origin: https://app.example",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: authorization,content-type");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Content-Length")).isEmpty();
      assertThat(preflight.header("Access-Control-Allow-Origin")).contains("https://app.example");
      assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow()).contains("POST");
      assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
          .contains("authorization", "content-type");
      RawResponse foreign =
          gateway.send(
              "OPTIONS /protected/echo",
              "Origin: https://evil.example",
              "Access-Control-Request-Method: POST");
      assertThat(foreign.status()).isEqualTo(204);
      assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(foreign.header("Access-Control-Allow-Methods")).isEmpty();
      RawResponse refused = gateway.send("GET /protected/ping", "Origin: https://app.example");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("Access-Control-Allow-Origin")).contains("https://app.example");
      assertThat(refused.header("Access-Control-Expose-Headers").orElseThrow())
          .contains("WWW-Authenticate");
      assertThat(refused.header("Vary").orElseThrow()).contains("Origin");
    }
  }

  private static Set<String> allowed(RunningGateway gateway, String origin, String asked)
      throws Exception {
    RawResponse preflight =
        gateway.send(
            "OPTIONS /mcp",
            "Origin: " + origin,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: " + asked);
    assertThat(preflight.status()).isEqualTo(204);
    String names = preflight.header("Access-Control-Allow-Headers").orElse("");
    return Set.of(names.split(","));
  }

  @Test
  void scriptsMayRepeatArgumentsInFieldsOfAnyNameThatMcpHasForThem() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "APP_ORIGIN", "https://app.example")) {
      String origin = "https://app.example";
      assertThat(allowed(gateway, origin, "authorization,mcp-param-region, Mcp-Param-City"))
          .contains("authorization", "mcp-param-region", "Mcp-Param-City");
      assertThat(
              allowed(
                  gateway,
                  origin,
                  "mcp-param-,mcp-param-a b,mcp-param-\u00e4,x-mcp-param-a,cookie"))
          .isEqualTo(allowed(gateway, origin, "authorization"));
      assertThat(allowed(gateway, origin, "mcp-param-" + "a".repeat(129)))
          .isEqualTo(allowed(gateway, origin, "authorization"));
      String many =
          IntStream.range(0, 100).mapToObj(i -> "mcp-param-" + i).collect(Collectors.joining(","));
      assertThat(allowed(gateway, origin, many))
          .contains("mcp-param-63")
          .doesNotContain("mcp-param-64");
      assertThat(allowed(gateway, "https://evil.example", "mcp-param-region")).containsExactly("");
    }
  }

  @Test
  void withoutAnyOriginNoneIsAllowed() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      assertThat(
              gateway
                  .send("GET /", "Origin: https://app.example")
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      String taken = Integer.toString(gateway.port());
      assertThatThrownBy(() -> RunningGateway.start(folder, "PORT", taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("PORT: " + taken);
      String issuer = Integer.toString(gateway.demo().issuerPort());
      assertThatThrownBy(() -> RunningGateway.start(folder, "DEMO_ISSUER_PORT", issuer))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("DEMO_ISSUER_PORT: " + issuer);
    }
  }

  @Test
  void anAudienceThatIsNoUriIsNotAnnouncedAsTheResource() throws Exception {
    Map<String, String> variables =
        Map.of(
            "PORT", "0",
            "OAUTH_ISSUER", "http://127.0.0.1:1/",
            "OAUTH_AUDIENCE", "7ddkpk1ik0ljs3l0ts6n7ecrjl",
            "OAUTH_PRESET", "cognito",
            "PUBLIC_BASE_URL", "https://gw.example");
    try (Gateway gateway =
        Gateway.start(ServerConfig.from(variables), new ByteArrayOutputStream())) {
      RawResponse answer =
          RawHttp.exchange(
              gateway.port(),
              "GET /.well-known/oauth-protected-resource/protected HTTP/1.1\r\n"
                  + "Host: a\r\nConnection: close\r\n\r\n");
      assertThat(json(answer).path("resource").asString())
          .isEqualTo("https://gw.example/protected");
    }
  }

  @Test
  void withoutATargetTheProxySaysSo() throws Exception {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "OAUTH_ISSUER", "http://127.0.0.1:1/",
                "OAUTH_AUDIENCE", "a"));
    try (Gateway gateway =
        Gateway.start(ServerConfig.from(variables), new ByteArrayOutputStream())) {
      RawResponse answer =
          RawHttp.exchange(
              gateway.port(), "GET /proxy/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void aRunningRequestEndsBeforeTheServerDoes() throws Exception {
    RunningGateway gateway = RunningGateway.start(folder, "PROXY_TIMEOUT_MS", "5000");
    String token = gateway.token("a", "tool:read");
    CompletableFuture<RawResponse> slow =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return gateway.get("/proxy/slow/700", token);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    TimeUnit.MILLISECONDS.sleep(300);
    gateway.close();
    assertThat(slow.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(gateway.auditLines()).hasSize(1);
  }

  @Test
  void theDemoWalkGoesAsPromised() throws Exception {
    Map<String, String> variables = new HashMap<>(DemoWalk.SETTINGS);
    variables.putAll(
        Map.of(
            "DEMO_MODE", "true",
            "PORT", "0",
            "DEMO_ISSUER_PORT", "0",
            "DEMO_ECHO_PORT", "0",
            "MOCK_PORT", "0"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (DemoWalk walk =
        DemoWalk.start(variables, new PrintStream(printed, true, StandardCharsets.UTF_8))) {
      int differing = walk.run();
      assertThat(differing).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }
  }
}
