package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever a client sends, it gets a 4xx in our own words and nothing of what we run on. */
class BadInputTest {
  @TempDir static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = RunningGateway.start(folder, "RATE_LIMIT_MAX", "100000");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void assertRefused(RawResponse answer, int status, String error) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(json(answer).path("error").asString()).isEqualTo(error);
    assertThat(json(answer).path("request_id").asString())
        .isEqualTo(answer.header("X-Request-Id").orElseThrow());
    assertSilent(answer);
  }

  private static void assertSilent(RawResponse answer) {
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("X-Powered-By")).isEmpty();
    assertThat(answer.text().toLowerCase(Locale.ROOT))
        .doesNotContain("jetty")
        .doesNotContain("jackson")
        .doesNotContain("exception")
        .doesNotContain("\tat ")
        .doesNotContain("<html");
  }

  private static String writer() {
    return gateway.token("writer", "tool:write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1,\"a\":2}", "[1]]", "nul", "{\"a\":\"\\ud800\"}", "\u0000"})
  void malformedJsonIs400(String body) throws Exception {
    assertRefused(gateway.post("/protected/echo", writer(), body), 400, "invalid_json");
  }

  @Test
  void aBodyOfExactlyTwoMebibytesPassesAndOneByteMoreIs413() throws Exception {
    String filler = "x".repeat((2 << 20) - 2);
    assertThat(gateway.post("/protected/echo", writer(), "\"" + filler + "\"").status())
        .isEqualTo(200);
    try (RawHttp http = RawHttp.connect(gateway.port())) { // refused before the body is sent
      http.send(
          "POST /protected/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + writer()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + ((2 << 20) + 1)
              + "\r\n\r\n");
      assertRefused(http.read(), 413, "payload_too_large");
    }
  }

  @Test
  void anUnknownPathIsAJson404() throws Exception {
    assertRefused(gateway.send("GET /nothing"), 404, "not_found");
    assertRefused(gateway.send("GET /protected/nothing"), 401, "unauthorized");
    assertRefused(gateway.get("/protected/nothing", writer()), 404, "not_found");
  }

  @Test
  void aMethodThatIsNotServedIs405() throws Exception {
    assertRefused(gateway.post("/protected/ping", writer(), "{}"), 405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATCH /",
        "TRACE /",
        "FOO /protected/ping",
        "CONNECT localhost:80",
        "PROPFIND /health"
      })
  void methodsNobodyServesAreRefused(String request) throws Exception {
    String secret = "Authorization: Bearer " + writer();
    RawResponse answer = gateway.send(request, secret);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.text()).doesNotContain("eyJ");
    assertSilent(answer);
  }

  @Test
  void anUnknownMethodOnAnUnknownPathIs404() throws Exception {
    assertRefused(gateway.send("PATCH /*"), 404, "not_found");
  }

  @Test
  void aHeaderThatIsTooLargeIs431() throws Exception {
    assertRefused(
        gateway.send("GET /", "X-Large: " + "x".repeat(20_000)), 431, "headers_too_large");
  }

  @Test
  void aTargetThatIsTooLongIs414() throws Exception {
    assertRefused(gateway.send("GET /" + "x".repeat(20_000)), 414, "uri_too_long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /protected/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /protected/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "POST /protected/echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
        "POST /protected/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n"
      })
  void ambiguousFramingIsRefusedAndTheConnectionClosed(String request) throws Exception {
    try (RawHttp http = RawHttp.connect(gateway.port())) {
      RawResponse answer = http.send(request).read();
      assertThat(answer.status()).isBetween(400, 499);
      assertSilent(answer);
      assertThat(http.awaitClose()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: [a", "Host: a b", "Host: a:b", "Host: a\r\nHost: a"})
  void nobodyFillsTheLogByNamingHosts(String line) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (RawHttp http = RawHttp.connect(gateway.port())) {
      RawResponse answer = http.send("GET / HTTP/1.1\r\n" + line + "\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(400);
    } finally {
      logger.detachAppender(log);
    }
    LoggerContext server = LogLevelTest.configured("");
    assertThat(log.list)
        .isNotEmpty()
        .noneMatch(e -> server.getLogger(e.getLoggerName()).isEnabledFor(e.getLevel()));
  }

  @Test
  void randomRequestsNeverCauseAServerError() throws Exception {
    Random random = new Random(7);
    List<String> paths =
        List.of(
            "/",
            "/health",
            "/protected/ping",
            "/protected/echo",
            "/proxy/echo",
            "/proxy",
            "/.well-known/oauth-protected-resource/",
            "/*",
            "/proxy/%ff");
    List<String> methods =
        List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE", "DELETE", "PATCH", "FOO");
    List<String> names =
        List.of(
            "Authorization",
            "Content-Type",
            "Accept",
            "X-Forwarded-For",
            "traceparent",
            "X-Request-Id",
            "Range",
            "Expect",
            "Content-Encoding",
            "Origin",
            "Cookie",
            "Connection");
    String token = writer();
    for (int i = 0; i < 400; i++) {
      StringBuilder request = new StringBuilder();
      request.append(pick(random, methods)).append(' ').append(pick(random, paths));
      if (random.nextBoolean()) {
        request.append('?').append(junk(random, 12).replaceAll("[ \\r\\n]", "+"));
      }
      request.append(" HTTP/1.1\r\nHost: localhost\r\n");
      if (random.nextInt(3) > 0) {
        request.append("Authorization: Bearer ").append(token).append("\r\n");
      }
      for (int h = random.nextInt(4); h > 0; h--) {
        request
            .append(pick(random, names))
            .append(": ")
            .append(junk(random, 20).replaceAll("[\\r\\n]", ""))
            .append("\r\n");
      }
      String body = random.nextBoolean() ? junk(random, 40) : "";
      request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
      int status = status(request.toString());
      assertThat(status).as(request.toString()).isLessThan(500);
    }
  }

  /** The status of the answer; 0 when the connection was closed without one. */
  private static int status(String request) throws IOException {
    try (RawHttp http = RawHttp.connect(gateway.port())) {
      RawResponse answer = http.send(request.getBytes(StandardCharsets.ISO_8859_1)).readHead();
      return answer.status();
    } catch (EOFException | SocketException e) {
      return 0;
    }
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String junk(Random random, int length) {
    StringBuilder junk = new StringBuilder();
    for (int i = random.nextInt(length); i > 0; i--) {
      junk.append((char) (random.nextInt(4) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95)));
    }
    return junk.toString();
  }
}
