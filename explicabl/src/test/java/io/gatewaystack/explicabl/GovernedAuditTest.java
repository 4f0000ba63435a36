package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit layer outermost in a real server, its events in a real file. */
@Timeout(20)
class GovernedAuditTest {
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.c2ln";

  @TempDir Path folder;
  private final CountDownLatch clientGone = new CountDownLatch(1);
  private Path file;
  private Explicabl audit;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("audit.jsonl");
    audit =
        Explicabl.builder()
            .sink(FileSink.open(file))
            .sink(
                batch -> {
                  throw new IOException("this sink never works");
                })
            .build();
    server =
        TestServer.builder()
            .filter("/mcp/*", GovernanceFilter.mcp(Pipeline.of(audit, new Doorman())))
            .filter("/app/*", new GovernanceFilter(Pipeline.of(audit, new Doorman())))
            .servlet("/*", new Application(clientGone))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
    audit.close();
  }

  /** Refuses who brings no token, and wants to know what the others want. */
  private static final class Doorman implements Layer {
    private static final Denial NO_CREDENTIAL =
        Denial.of(401, "unauthorized", -32001, "A credential is needed").withCode("missing_bearer");

    @Override
    public String name() {
      return "doorman";
    }

    @Override
    public Decision before(RequestContext context) {
      if (context.request().headers().first("Authorization").isEmpty()) {
        return Decision.deny(context, NO_CREDENTIAL);
      }
      assertThat(context.operation()).isNotNull();
      return Decision.proceed(
          context.with(
              Identity.builder("auth0|123", "https://issuer.example")
                  .email("alice@example.com")
                  .claims(Map.of("token", TOKEN))
                  .build()));
    }
  }

  /** Answers, throws or writes without end, as the path says. */
  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch clientGone;

    Application(CountDownLatch clientGone) {
      this.clientGone = clientGone;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getRequestURI();
      if (path.startsWith("/app/throw")) {
        throw new IllegalStateException("secret detail");
      } else if (path.startsWith("/app/endless")) {
        writeUntilTheClientIsGone(response);
      } else {
        response.setStatus(204);
      }
    }

    private void writeUntilTheClientIsGone(HttpServletResponse response) throws IOException {
      byte[] block = new byte[64 * 1024];
      try {
        while (true) {
          response.getOutputStream().write(block);
          response.flushBuffer();
        }
      } finally {
        clientGone.countDown();
      }
    }
  }

  private RawResponse send(String method, String path, String body) throws IOException {
    return RawHttp.exchange(server.port(), request(method, path, body, true));
  }

  private static String request(String method, String path, String body, boolean authorized) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: %s\r\n%s%s\r\n%s"
        .formatted(
            method,
            path,
            path.replaceAll("[^a-z]", ""),
            authorized ? "Authorization: Bearer " + TOKEN + "\r\n" : "",
            body.isEmpty()
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
            body);
  }

  /** Everything recorded, after a graceful stop. A request may end after its answer was read. */
  private List<JsonNode> recorded() throws IOException {
    while (audit.stats().get(0).accepted() == 0) {
      Thread.onSpinWait();
    }
    server.close();
    audit.close();
    return Files.readAllLines(file, UTF_8).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .collect(Collectors.toList());
  }

  private static String ending(JsonNode event) {
    return "%s %s %s %s"
        .formatted(
            event.path("layer").stringValue(),
            event.path("decision").stringValue(),
            event.path("code").stringValue(),
            event.path("http").path("status").asString("-"));
  }

  @Test
  void recordsAnAllowedRequest() throws IOException {
    assertThat(send("GET", "/app/tools/ping?key=secret", "").status()).isEqualTo(204);
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    JsonNode event = events.get(0);
    assertThat(ending(event)).isEqualTo("application allow completed 204");
    assertThat(event.path("subject").stringValue()).isEqualTo("auth0|123");
    assertThat(event.path("requestId").stringValue()).isEqualTo("apptoolspingkeysecret");
    assertThat(event.path("http").path("path").stringValue()).isEqualTo("/app/tools/ping");
    assertThat(event.path("http").path("client").stringValue()).isEqualTo("127.0.0.0/24");
    assertThat(event.path("http").path("latencyMs").doubleValue()).isPositive();
    assertThat(Files.readString(file)).doesNotContain("eyJ", "alice", "key=secret");
  }

  @Test
  void recordsARefusalBeforeAnybodyWasIdentified() throws IOException {
    RawResponse answer = RawHttp.exchange(server.port(), request("GET", "/app/ping", "", false));
    assertThat(answer.status()).isEqualTo(401);
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    assertThat(ending(events.get(0))).isEqualTo("doorman deny missing_bearer 401");
    assertThat(events.get(0).has("subject")).isFalse();
  }

  @Test
  void recordsARequestThatTheAdapterRefusedBeforeAnyLayer() throws IOException {
    String twice =
        request("GET", "/app/ping", "", true)
            .replace("X-Request-Id", "Authorization: Bearer x\r\nX-Request-Id");
    assertThat(RawHttp.exchange(server.port(), twice).status()).isEqualTo(400);
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    assertThat(ending(events.get(0))).isEqualTo("edge deny duplicate_header 400");
  }

  @Test
  void recordsAnApplicationThatThrew() throws IOException {
    assertThat(send("GET", "/app/throw", "").status()).isEqualTo(500);
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    assertThat(ending(events.get(0))).isEqualTo("application error application_error 500");
    assertThat(Files.readString(file)).doesNotContain("secret detail");
  }

  @Test
  void recordsAClientThatWentAway() throws Exception {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(request("GET", "/app/endless", "", true));
      assertThat(http.readHead().status()).isEqualTo(200);
      http.reset();
    }
    clientGone.await();
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    assertThat(ending(events.get(0))).isEqualTo("client abort client_abort -");
    assertThat(events.get(0).path("subject").stringValue()).isEqualTo("auth0|123");
  }

  @Test
  void recordsTheToolOfAnMcpCallWithoutItsArguments() throws IOException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"read_file\",\"arguments\":{\"to\":\"bob@example.com\"}}}";
    assertThat(send("POST", "/mcp/x", call).status()).isEqualTo(204);
    List<JsonNode> events = recorded();

    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("operation").path("target").stringValue()).isEqualTo("read_file");
    assertThat(Files.readString(file)).doesNotContain("bob");
  }
}
