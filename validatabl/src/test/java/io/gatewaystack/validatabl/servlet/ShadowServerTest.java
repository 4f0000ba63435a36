package io.gatewaystack.validatabl.servlet;

import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with a policy in the shadow that denies everything, next to one without. */
class ShadowServerTest {
  private static final BlockingQueue<Authorization> EVIDENCE = new ArrayBlockingQueue<>(16);
  private static TestServer plain;
  private static TestServer shadowed;

  /** Identifies everybody, and notes what was decided. */
  private static final class Known implements Layer {
    @Override
    public String name() {
      return "known";
    }

    @Override
    public Decision before(RequestContext context) {
      return new Decision.Proceed(
          context.with(Requests.caller("s")), Optional.empty(), Known::note);
    }

    private static void note(RequestContext latest, Outcome outcome) {
      latest.find(Authorization.class).ifPresent(EVIDENCE::add);
    }
  }

  /** Lists two tools, as JSON or as an event, or says how many bytes it was sent. */
  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String LIST =
        "{\"jsonrpc\": \"2.0\", \"id\":7,\"result\":{\"tools\":[{\"name\":\"a\"} ,{\"name\":\"b\"}]}}";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String sent = new String(request.getInputStream().readAllBytes(), UTF_8);
      boolean events = "text/event-stream".equals(request.getHeader("Accept"));
      boolean list = sent.contains("tools/list");
      response.setContentType(events ? "text/event-stream" : "application/json");
      response.setHeader("ETag", "\"1\"");
      String answer = list ? LIST : "{\"sent\":" + sent.length() + "}";
      response
          .getOutputStream()
          .write((events ? "data: " + answer + "\n\n" : answer).getBytes(UTF_8));
    }
  }

  @BeforeAll
  static void start() {
    Policy denies = Policy.of(List.of()).named("next");
    Policy deniesByArgument =
        Policy.of(List.of(Rule.deny("x").when("arguments.x", EXISTS, true).build()), Effect.ALLOW)
            .recording(Set.of("arguments.x"));
    plain = server(Validatabl.builder().requireScopes("s").build());
    shadowed =
        server(
            Validatabl.builder()
                .requireScopes("s")
                .shadowPolicy(denies)
                .shadowPolicy(deniesByArgument)
                .build());
  }

  private static TestServer server(Validatabl layer) {
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(new Known(), layer))
            .routes(Routes.none().mcp("/mcp").restTools("/tools"))
            .build();
    return TestServer.builder().filter("/*", filter).servlet("/*", new Application()).start();
  }

  @AfterAll
  static void stop() {
    plain.close();
    shadowed.close();
  }

  static Stream<Arguments> requests() {
    String json = "Content-Type: application/json\r\n";
    String large = "x".repeat(3 << 20);
    return Stream.of(
        argumentSet("a list", "POST", "/mcp", json, rpc("tools/list", "{}"), Answer.ALLOW),
        argumentSet(
            "a list as events",
            "POST",
            "/mcp",
            json + "Accept: text/event-stream\r\n",
            rpc("tools/list", "{}"),
            Answer.ALLOW),
        argumentSet(
            "a call",
            "POST",
            "/mcp",
            json,
            rpc("tools/call", "{\"name\":\"a\",\"arguments\":{\"x\":1}}"),
            Answer.DENY),
        argumentSet("plain HTTP", "GET", "/a", "", "", Answer.DENY),
        argumentSet("an upload", "POST", "/a", "", large, Answer.DENY),
        argumentSet("a tool", "POST", "/tools/a", json, "{\"x\":1}", Answer.DENY),
        argumentSet("a tool with a large body", "POST", "/tools/a", json, large, Answer.DENY),
        argumentSet("a tool with a broken body", "POST", "/tools/a", json, "{\"x\":", Answer.DENY));
  }

  private static String rpc(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  @ParameterizedTest
  @MethodSource("requests")
  void shadowAltersNoByteAndIsRecorded(
      String method, String path, String headers, String body, Answer said) throws Exception {
    RawResponse without = send(plain, method, path, headers, body);
    assertThat(EVIDENCE.poll(5, TimeUnit.SECONDS)).extracting(Authorization::judgement).isNull();
    RawResponse with = send(shadowed, method, path, headers, body);
    Authorization evidence = EVIDENCE.poll(5, TimeUnit.SECONDS);

    assertThat(without.status()).isEqualTo(200);
    assertThat(withoutDate(with)).isEqualTo(withoutDate(without));
    assertThat(evidence).isNotNull();
    assertThat(evidence.allowed()).isTrue();
    assertThat(evidence.reason()).isEqualTo("granted");
    assertThat(evidence.judgement()).isNotNull();
    assertThat(evidence.judgement().rulings().get(0).answer()).isEqualTo(said);
    assertThat(evidence.judgement().rulings()).noneMatch(ruling -> ruling.enforced());
  }

  private static String withoutDate(RawResponse response) {
    List<RawResponse.Header> headers =
        response.headers().stream().filter(h -> !h.name().equalsIgnoreCase("Date")).toList();
    return response.status() + response.reason() + headers + response.text();
  }

  private static RawResponse send(
      TestServer server, String method, String path, String headers, String body)
      throws IOException {
    return RawHttp.exchange(
        server.port(),
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: r-1\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }
}
