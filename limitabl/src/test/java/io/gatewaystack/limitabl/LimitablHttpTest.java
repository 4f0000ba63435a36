package io.gatewaystack.limitabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LimitablHttpTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestClock clock = TestClock.at(Requests.NEW_YEAR);
  private final AtomicInteger served = new AtomicInteger();

  @Test
  void allowedAndRefusedAnswersTellTheCallersOwnQuota() throws IOException {
    Limitabl limits = Limitabl.perIdentity(2, MINUTE).nanoTime(clock::nanoTime).build();
    try (TestServer server = start(filter(Pipeline.of(new NamedCaller(), limits)))) {
      assertQuota(get(server, "X-Caller: alice"), 200, 1, 60);
      clock.advance(Duration.ofMillis(20_500));
      assertQuota(get(server, "X-Caller: alice"), 200, 0, 40);
      RawResponse refused = get(server, "X-Caller: alice");
      assertQuota(refused, 429, 0, 40);
      assertThat(refused.header("Retry-After")).contains("40");
      assertQuota(get(server, "X-Caller: bob"), 200, 1, 60);

      clock.advance(Duration.ofSeconds(40));
      assertThat(get(server, "X-Caller: alice").status()).isEqualTo(200);
      assertThat(served).hasValue(4);
    }
  }

  @Test
  void theRefusalSaysWhyAndWhenInItsBody() throws IOException {
    Limitabl limits = Limitabl.perIdentity(1, MINUTE).nanoTime(clock::nanoTime).build();
    try (TestServer server = start(filter(Pipeline.of(new NamedCaller(), limits)))) {
      get(server, "X-Caller: alice");
      RawResponse refused = get(server, "X-Caller: alice");

      assertThat(refused.header("Content-Type")).contains("application/json");
      JsonNode json = JSON.readTree(refused.body());
      assertThat(json.get("error").asString()).isEqualTo("limit_exceeded");
      assertThat(json.get("code").asString()).isEqualTo("rate_limited");
      assertThat(json.get("request_id").asString())
          .isEqualTo(refused.header("X-Request-Id").orElseThrow());
      assertThat(json.get("retry_after").asLong()).isEqualTo(60);
      assertThat(json.get("rateLimit"))
          .isEqualTo(JSON.readTree("{\"limit\":1,\"remaining\":0,\"resetAfter\":60}"));
      assertThat(refused.text()).doesNotContain("alice").doesNotContain(Requests.ISSUER);
    }
  }

  @Test
  void inJsonRpcTheStatusStaysAndTheErrorHasItsCode() throws IOException {
    Limitabl limits = Limitabl.perIdentity(1, MINUTE).nanoTime(clock::nanoTime).build();
    try (TestServer server = start(GovernanceFilter.mcp(Pipeline.of(new NamedCaller(), limits)))) {
      String call = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
      assertThat(post(server, call).status()).isEqualTo(200);
      RawResponse refused = post(server, call);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).contains("60");
      assertThat(JSON.readTree(refused.body()).at("/error/code").asInt()).isEqualTo(42901);
    }
  }

  @Test
  void theAddressLimitCannotBeEvadedByForwardedFor() throws IOException {
    Limitabl limits = Limitabl.perAddress(2, MINUTE).nanoTime(clock::nanoTime).build();
    try (TestServer server = start(filter(limits))) {
      assertThat(get(server, "X-Forwarded-For: 198.51.100.1").status()).isEqualTo(200);
      assertThat(get(server, "X-Forwarded-For: 198.51.100.2").status()).isEqualTo(200);
      assertThat(get(server, "X-Forwarded-For: 198.51.100.3").status()).isEqualTo(429);
    }
  }

  @Test
  void behindATrustedProxyItCountsTheClientsOfTheProxy() throws IOException {
    Limitabl limits = Limitabl.perAddress(1, MINUTE).nanoTime(clock::nanoTime).build();
    try (TestServer server = start(GovernanceFilter.builder(limits).trustedProxyHops(1).build())) {
      assertThat(get(server, "X-Forwarded-For: 198.51.100.1").status()).isEqualTo(200);
      assertThat(get(server, "X-Forwarded-For: 198.51.100.2").status()).isEqualTo(200);
      assertThat(get(server, "X-Forwarded-For: 203.0.113.9, 198.51.100.1").status()).isEqualTo(429);
    }
  }

  @Test
  void thePeekSparesTheLayersBehindItOnceNothingIsLeft() throws IOException {
    Limitabl limits = Limitabl.perIdentity(2, MINUTE).nanoTime(clock::nanoTime).build();
    AtomicInteger scans = new AtomicInteger();
    Layer scan = new CountingLayer(scans);
    Pipeline pipeline = Pipeline.of(new NamedCaller(), limits.peek(), scan, limits);
    try (TestServer server = start(filter(pipeline))) {
      for (int i = 0; i < 2; i++) {
        assertThat(get(server, "X-Caller: alice").headers("RateLimit")).hasSize(1);
      }
      assertQuota(get(server, "X-Caller: alice"), 429, 0, 60);
      assertThat(scans).hasValue(2);
      assertThat(served).hasValue(2);
    }
  }

  private static void assertQuota(RawResponse response, int status, long remaining, long reset) {
    assertThat(response.status()).isEqualTo(status);
    String limit = response.header("X-RateLimit-Limit").orElseThrow();
    assertThat(response.headers("RateLimit-Policy"))
        .containsExactly("\"identity\";q=" + limit + ";w=60");
    assertThat(response.headers("RateLimit"))
        .containsExactly("\"identity\";r=" + remaining + ";t=" + reset);
    assertThat(response.headers("X-RateLimit-Remaining")).containsExactly("" + remaining);
    assertThat(response.headers("X-RateLimit-Reset")).hasSize(1);
  }

  private GovernanceFilter filter(Layer layer) {
    return GovernanceFilter.builder(layer).clock(clock).build();
  }

  private TestServer start(GovernanceFilter filter) {
    HttpServlet application =
        new HttpServlet() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void service(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            served.incrementAndGet();
            response.setContentType("application/json");
            response.getOutputStream().write("{}".getBytes(UTF_8));
          }
        };
    return TestServer.builder().filter("/*", filter).servlet("/*", application).start();
  }

  private static RawResponse get(TestServer server, String header) throws IOException {
    return RawHttp.exchange(
        server.port(), "GET /a HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
  }

  private static RawResponse post(TestServer server, String json) throws IOException {
    return RawHttp.exchange(
        server.port(),
        "POST /a HTTP/1.1\r\nHost: localhost\r\nX-Caller: alice\r\nAccept: application/json\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  /** Stands where identification stands, for callers who say their name. */
  private record NamedCaller() implements Layer {
    @Override
    public String name() {
      return "identity";
    }

    @Override
    public Decision before(RequestContext context) {
      String subject = context.request().headers().first("X-Caller").orElseThrow();
      return Decision.proceed(context.with(Identity.builder(subject, Requests.ISSUER).build()));
    }
  }

  private record CountingLayer(AtomicInteger entered) implements Layer {
    @Override
    public String name() {
      return "scan";
    }

    @Override
    public Decision before(RequestContext context) {
      entered.incrementAndGet();
      return Decision.proceed(context);
    }
  }
}
