package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file of settings describes is served as it says. */
class GatewayFileRoutesTest {
  @TempDir Path folder;

  private RunningGateway start(String yaml, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "GATEWAY_CONFIG";
    all[settings.length + 1] = file.toString();
    return RunningGateway.start(folder, all);
  }

  @Test
  void proxiedRoutesNeedTheirScopesAndShowTheirOwnCredential() throws Exception {
    try (RunningGateway target = RunningGateway.start(folder)) {
      String own = target.token("the-gateway", "tool:read");
      try (RunningGateway gateway =
          start(
              """
              proxies:
                /crm:
                  url: http://localhost:%d/protected
                  bearerFrom: CRM_TOKEN
                  routes: [{method: GET, path: /ping, scopes: [crm:read]}]
              """
                  .formatted(target.port()),
              "CRM_TOKEN",
              own)) {
        String reader = gateway.token("reader", "crm:read");
        assertThat(gateway.get("/crm/ping", reader).status()).isEqualTo(200);
        assertThat(gateway.get("/crm/ping", gateway.token("other", "a")).status()).isEqualTo(403);
        assertThat(gateway.get("/crm/echo", reader).status()).isEqualTo(403);
        assertThat(gateway.post("/crm/ping", reader, "{}").status()).isEqualTo(403);
        assertThat(gateway.get("/proxy/echo", reader).status()).isEqualTo(200);
        assertThat(gateway.send("GET /.well-known/oauth-protected-resource/crm").status())
            .isEqualTo(200);
        assertThat(target.audit(1).get(0).path("subject").asString()).isEqualTo("the-gateway");
      }
    }
  }

  @Test
  void anMcpEndpointBelowAProxiedPrefixIsGovernedAsAnEndpointOnly() throws Exception {
    try (RunningGateway target = RunningGateway.start(folder);
        RunningGateway gateway =
            start(
                """
                proxies:
                  /crm:
                    url: http://localhost:%d/protected
                    bearerFrom: CRM_TOKEN
                    routes: [{method: GET, path: /, scopes: [crm:read]}]
                mcp:
                  /crm/mcp:
                    upstreams: {fs: {url: "http://localhost:%d/mcp", bearerFrom: CRM_TOKEN}}
                    otherTools: [fs:use]
                """
                    .formatted(target.port(), target.port()),
                "CRM_TOKEN",
                target.token("the-gateway", "tool:read tool:write"))) {
      String endpoint = "http://localhost:" + gateway.port() + "/crm/mcp";
      String forEndpoint =
          gateway.demo().issuer().sign(claims(gateway, endpoint, "fs:use").build());
      String list =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
              + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
              + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
      RawResponse answer = gateway.post("/crm/mcp", forEndpoint, list);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers("X-RateLimit-Limit")).hasSize(1);
      String reader = gateway.token("reader", "crm:read");
      assertThat(gateway.get("/crm/ping", reader).status()).isEqualTo(200);
      assertThat(gateway.get("/crm/ping", forEndpoint).status()).isEqualTo(401);
      assertThat(gateway.get("/crm/mcp/", gateway.token("other", "a")).status()).isEqualTo(403);
      assertThat(gateway.post("/crm/mcp/more", reader, list).status()).isEqualTo(403);
    }
  }

  private static JWTClaimsSet.Builder claims(
      RunningGateway gateway, String audience, String scope) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(gateway.demo().issuer().issuer())
        .audience(audience)
        .subject("agent")
        .claim("scope", scope)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)));
  }

  @Test
  void anAnswerIsReadUpToTheLengthThatTheFileNames() throws Exception {
    try (RunningGateway target = RunningGateway.start(folder);
        RunningGateway gateway =
            start(
                """
                proxies:
                  /crm: {url: "http://localhost:%d/protected", bearerFrom: CRM_TOKEN}
                content: {responses: {redact: placeholder}}
                maxMessageBytes: 2000
                """
                    .formatted(target.port()),
                "CRM_TOKEN",
                target.token("the-gateway", "tool:write"))) {
      String caller = gateway.token("writer", "a");
      String body = "{\"to\":\"joe@example.com\",\"text\":\"%s\"}";
      RawResponse fits = gateway.post("/crm/echo", caller, body.formatted("x".repeat(1_000)));
      assertThat(fits.status()).isEqualTo(200);
      assertThat(fits.text()).contains("[EMAIL]");
      RawResponse larger = gateway.post("/crm/echo", caller, body.formatted("x".repeat(2_000)));
      assertThat(larger.status()).isEqualTo(502);
      assertThat(larger.text()).contains("message_too_large").doesNotContain("joe@");
    }
  }

  @Test
  void servicesAreReachedByOrganisationsThatHaveEnabledThem() throws Exception {
    Files.writeString(folder.resolve("args.json"), "{\"type\":\"object\",\"required\":[\"text\"]}");
    Files.writeString(
        folder.resolve("services.json"),
        "{\"services\":{\"dreams\":true},\"organisations\":{\"acme\":[\"dreams\"]}}");
    try (RunningGateway target = RunningGateway.start(folder);
        RunningGateway gateway =
            start(
                """
                mcp:
                  /agents:
                    upstreams:
                      up: {url: "http://localhost:%d/mcp", bearerFrom: UP_TOKEN}
                    tools:
                      generateDreamSummary: [dream:read]
                services: {file: services.json, targets: {generate: dreams}}
                """
                    .formatted(target.port()),
                "UP_TOKEN",
                target.token("the-gateway", "tool:read"))) {
      assertThat(json(call(gateway, tokenOf(gateway, "acme"), "{}")).has("result")).isTrue();
      RawResponse refused = call(gateway, tokenOf(gateway, "other"), "{}");
      assertThat(json(refused).path("error").path("code").asInt()).isEqualTo(-32000);
      assertThat(json(refused).path("error").path("message").asString()).isEqualTo("Access Denied");
    }
  }

  @Test
  void argumentsThatDoNotFitTheirSchemaAreToldToTheModel() throws Exception {
    Files.writeString(folder.resolve("args.json"), "{\"type\":\"object\",\"required\":[\"text\"]}");
    try (RunningGateway target = RunningGateway.start(folder);
        RunningGateway gateway =
            start(
                """
                mcp:
                  /agents:
                    upstreams:
                      up: {url: "http://localhost:%d/mcp", bearerFrom: UP_TOKEN}
                    tools:
                      generateDreamSummary: {scopes: [dream:read], schema: args.json}
                """
                    .formatted(target.port()),
                "UP_TOKEN",
                target.token("the-gateway", "tool:read"))) {
      String token = gateway.token("agent", "dream:read");
      assertThat(
              json(call(gateway, token, "{\"text\":\"a\"}"))
                  .path("result")
                  .has("structuredContent"))
          .isTrue();
      RawResponse refused = call(gateway, token, "{}");
      assertThat(refused.status()).isEqualTo(200);
      assertThat(json(refused).path("result").path("isError").asBoolean(false)).isTrue();
      assertThat(json(refused).toString()).contains("text");
    }
  }

  @Test
  void aCallerHoldsNoMoreThanItsShareAndAnAnswerEndsInItsTime() throws Exception {
    Lasting lasting = new Lasting();
    try (TestServer target = TestServer.builder().servlet("/*", lasting).start();
        RunningGateway gateway =
            start(
                """
                mcp:
                  /agents:
                    upstreams:
                      up: {url: "%1$s"}
                    otherTools: [dream:read]
                    maxConnectionsPerCaller: 1
                proxies:
                  /crm: {url: "%1$s", maxAnswerTimeMillis: 200}
                """
                    .formatted(target.uri("/")))) {
      try {
        String token = gateway.token("agent", "dream:read");
        assertThatThrownBy(() -> gateway.get("/crm", token)).isInstanceOf(IOException.class);
        lasting.begun.acquire();
        try (RawHttp first = RawHttp.connect(gateway.port())) {
          first.send(
              "GET /agents HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                  + "Authorization: Bearer "
                  + token
                  + "\r\n\r\n");
          lasting.begun.acquire();
          assertThat(call(gateway, token, "{}").status()).isEqualTo(429);
        }
      } finally {
        lasting.done.countDown();
      }
    }
  }

  /** Begins answers, and ends them when the test does. */
  private static final class Lasting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch done = new CountDownLatch(1);
    private final transient Semaphore begun = new Semaphore(0);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/event-stream");
      response.flushBuffer();
      begun.release();
      try {
        assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static String tokenOf(RunningGateway gateway, String organisation) {
    return gateway
        .demo()
        .issuer()
        .sign(
            claims(gateway, "https://gateway.local/api", "dream:read")
                .claim("org_id", organisation)
                .build());
  }

  private static RawResponse call(RunningGateway gateway, String token, String arguments)
      throws IOException {
    return gateway.sendBody(
        "POST /agents",
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"generateDreamSummary\",\"arguments\":%s}}")
            .formatted(arguments),
        "Authorization: Bearer " + token,
        "Content-Type: application/json",
        "Accept: application/json, text/event-stream");
  }

  @Test
  void healthSaysThatAFileIsNotWhatIsInForce() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "defaultEffect: allow\nrules:\n  - {id: a, effect: deny, conditions:"
                + " [{field: path, operator: equals, value: /nowhere}]}\n");
    try (RunningGateway gateway = start("{}", "POLICY_FILE", policy.toString())) {
      assertThat(json(gateway.send("GET /health")).has("warnings")).isFalse();
      Files.writeString(policy, "rules: {}");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      while (!json(gateway.send("GET /health")).has("warnings") && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(json(gateway.send("GET /health")).path("warnings").toString())
          .isEqualTo("[\"policy_outdated\"]");
      assertThat(json(gateway.send("GET /health")).path("ok").asBoolean()).isTrue();
    }
  }
}
