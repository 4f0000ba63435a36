package io.gatewaystack.explicabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthServletTest {
  private static final String BODY =
      "{\"ok\":true,\"mode\":\"demo\",\"version\":\"abc\\\"123\",\"time\":\"2026-01-01T00:00:00Z\"}";

  private static final Layer OPEN =
      new Layer() {
        @Override
        public String name() {
          return "open";
        }

        @Override
        public Decision before(RequestContext context) {
          return Decision.proceed(context);
        }
      };

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.builder()
            .filter("/governed/*", new GovernanceFilter(OPEN))
            .servlet(
                "/health",
                new HealthServlet("demo", "abc\"123", TestClock.at("2026-01-01T00:00:00Z")))
            .servlet("/governed/health", HealthServlet.of("proxy"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String request(String method, String path, String... headers) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
        .formatted(method, path, String.join("", headers));
  }

  @Test
  void answersGetToAnybody() throws Exception {
    RawResponse answer = RawHttp.exchange(server.port(), request("GET", "/health"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.text()).isEqualTo(BODY);
  }

  @Test
  void answersHeadWithTheSameHeadersAndNoBody() throws Exception {
    try (RawHttp http = RawHttp.connect(server.port())) {
      RawResponse head = http.send(request("HEAD", "/health")).readHead();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).contains(String.valueOf(BODY.length()));
      assertThat(head.header("Content-Type")).contains("application/json");
      assertThat(head.header("Cache-Control")).contains("no-store");
      assertThat(http.awaitClose()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "BREW"})
  void refusesOtherMethods(String method) throws Exception {
    RawResponse answer = RawHttp.exchange(server.port(), request(method, "/health"));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, HEAD");
    assertThat(answer.header("Content-Type")).contains("application/json");
    JsonNode body = JsonMapper.shared().readTree(answer.body());
    assertThat(body.path("error").stringValue()).isEqualTo("method_not_allowed");
    assertThat(body.path("request_id").stringValue()).isNotEmpty();
  }

  @Test
  void namesTheRequestAsTheGovernanceFilterInFrontDoes() throws Exception {
    RawResponse answer =
        RawHttp.exchange(
            server.port(), request("POST", "/governed/health", "X-Request-Id: mine\r\n"));

    assertThat(answer.header("X-Request-Id")).contains("mine");
    assertThat(JsonMapper.shared().readTree(answer.body()).path("request_id").stringValue())
        .isEqualTo("mine");
  }

  @Test
  void isOfVersionDevUnlessToldOtherwise() throws Exception {
    RawResponse answer = RawHttp.exchange(server.port(), request("GET", "/governed/health"));
    JsonNode body = JsonMapper.shared().readTree(answer.body());

    assertThat(body.path("version").stringValue()).isEqualTo("dev");
    assertThat(body.path("mode").stringValue()).isEqualTo("proxy");
  }
}
