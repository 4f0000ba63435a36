package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before the application, and how a refusal is told. */
class GovernedRouteTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";

  private final Recorder recorder = new Recorder();

  /** A layer from a function. */
  private record Deciding(Function<RequestContext, Decision> decide) implements Layer {
    @Override
    public String name() {
      return "deciding";
    }

    @Override
    public Decision before(RequestContext context) {
      return decide.apply(context);
    }
  }

  /** Reads the operation, as every governed MCP route does. */
  private static final Layer READING =
      new Deciding(
          context -> {
            assertThat(context.operation()).isNotNull();
            return Decision.proceed(context);
          });

  private RawResponse send(GovernanceFilter filter, String head, byte[] body) throws Exception {
    return send(filter, head, body, (q, p) -> p.getOutputStream().print("served"));
  }

  private RawResponse send(
      GovernanceFilter filter, String head, byte[] body, Servlets.Service service)
      throws Exception {
    try (TestServer server =
            TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(service)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send(head + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n");
      RawResponse answer = http.send(body).read();
      recorder.only();
      return answer;
    }
  }

  private RawResponse post(Layer layer, String fields, String body) throws Exception {
    return send(
        GovernanceFilter.mcp(Pipeline.of(recorder, layer)),
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + fields,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private RawResponse get(GovernanceFilter filter, String path, String fields) throws Exception {
    return send(filter, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields, new byte[0]);
  }

  static Stream<Arguments> differentials() {
    byte[] utf8 = CALL.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of(
            "utf-16",
            "application/json; charset=utf-16",
            CALL.getBytes(StandardCharsets.UTF_16),
            415),
        Arguments.of("latin-1 declared", "application/json; charset=iso-8859-1", utf8, 415),
        Arguments.of("utf-7 declared", "application/json;charset=\"utf-7\"", utf8, 415),
        Arguments.of("two charsets", "application/json; charset=utf-8; charset=utf-16", utf8, 415),
        Arguments.of("text/plain", "text/plain", utf8, 415),
        Arguments.of(
            "byte order mark",
            "application/json",
            ("\uFEFF" + CALL).getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "invalid UTF-8",
            "application/json",
            CALL.replace("\"t\"", "\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1),
            400),
        Arguments.of(
            "undeclared utf-32",
            "application/json",
            CALL.getBytes(Charset.forName("UTF-32BE")),
            400),
        Arguments.of(
            "duplicate key",
            "application/json",
            CALL.replace("\"params\"", "\"method\":\"ping\",\"params\"")
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "escaped duplicate key",
            "application/json",
            CALL.replace("\"params\"", "\"\\u006dethod\":\"ping\",\"params\"")
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "trailing data",
            "application/json",
            (CALL + CALL).getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "too deep",
            "application/json",
            CALL.replace("\"t\"", "\"t\",\"a\":" + "[".repeat(100) + "]".repeat(100))
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "lone surrogate",
            "application/json",
            CALL.replace("\"t\"", "\"\\ud800\"").getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "batch", "application/json", ("[" + CALL + "]").getBytes(StandardCharsets.UTF_8), 400),
        Arguments.of("empty", "application/json", new byte[0], 400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentials")
  void aBodyTwoParsersCouldReadDifferentlyIsRefused(
      String name, String type, byte[] body, int status) throws Exception {
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n",
            body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("\"jsonrpc\":\"2.0\"", "\"id\":null");
  }

  @Test
  void aCompressedBodyIsRefused() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(CALL.getBytes(StandardCharsets.UTF_8));
    }
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\n",
            zipped.toByteArray());
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text()).contains("content_encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=UTF-8",
        "Application/JSON;charset=utf-8"
      })
  void aPlainMessagePassesAndIsPinnedToUtf8(String type) throws Exception {
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n",
            CALL.replace("\"t\"", "\"ü\"").getBytes(StandardCharsets.UTF_8),
            (q, p) ->
                p.getOutputStream()
                    .write(
                        (q.getCharacterEncoding() + q.getReader().readLine())
                            .getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("UTF-8" + CALL.replace("\"t\"", "\"ü\""));
  }

  private static Layer denying(Denial denial) {
    return new Deciding(
        context -> {
          assertThat(context.operation()).isNotNull();
          return Decision.deny(context, denial);
        });
  }

  private static final Denial POLICY =
      Denial.of(403, "policy_denied", 40302, "Not allowed").withRpc(RpcStyle.ERROR);

  @Test
  void aDecisionAboutOneCallIsAJsonRpcErrorWithItsIdUnder200() throws Exception {
    RawResponse answer = post(denying(POLICY), "Content-Type: application/json\r\n", CALL);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.text()).contains("\"id\":7", "\"code\":40302", "\"error\":\"policy_denied\"");
    assertThat(recorder.only()).isEqualTo(new Outcome.Denied("deciding", POLICY, 200));
  }

  @Test
  void aRefusalClientsActOnKeepsItsStatus() throws Exception {
    Denial scope = Denial.of(403, "insufficient_scope", 40301, "More is needed");
    RawResponse answer = post(denying(scope), "Content-Type: application/json\r\n", CALL);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("\"id\":7");
  }

  @Test
  void aClientThatAcceptsOnlyEventsGetsTheErrorAsAnEvent() throws Exception {
    RawResponse answer =
        post(
            denying(POLICY),
            "Content-Type: application/json\r\nAccept: text/event-stream\r\n",
            CALL);
    assertThat(answer.header("Content-Type")).contains("text/event-stream");
    assertThat(answer.text()).startsWith("event: message\ndata: {\"jsonrpc\"").endsWith("}\n\n");
  }

  @Test
  void aDeniedNotificationKeepsTheHttpStatus() throws Exception {
    RawResponse answer =
        post(
            denying(POLICY),
            "Content-Type: application/json\r\n",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("jsonrpc").contains("\"error\":\"policy_denied\"");
  }

  /** MCP 2026-07-28 wants the id in errors about header fields, too. */
  @Test
  void aRequestThatSaysNoOperationIsRefusedUnderItsId() throws Exception {
    RawResponse answer =
        post(READING, "Content-Type: application/json\r\nMcp-Method: ping\r\n", CALL);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"id\":7,", "-32020");
  }

  @Test
  void aRefusalBeforeTheBodyIsReadHasNoId() throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of("mcp:read")));
    RawResponse answer =
        post(
            new Deciding(context -> Decision.deny(context, missing)),
            "Content-Type: application/json\r\n",
            CALL);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).contains("\"id\":null", "-32001");
    assertThat(answer.header("WWW-Authenticate"))
        .contains("Bearer realm=\"mcp\", scope=\"mcp:read\"");
  }

  @Test
  void aChallengePointsToTheMetadataOfTheLongestPath() throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of()));
    List<String> issuers = List.of("https://idp.example/");
    GovernanceFilter filter =
        GovernanceFilter.builder(
                Pipeline.of(recorder, new Deciding(c -> Decision.deny(c, missing))))
            .publicBaseUrl(URI.create("https://gw.example"))
            .resources(
                List.of(
                    new ResourceMetadata("", "https://gw.example", issuers, List.of(), null),
                    new ResourceMetadata(
                        "/mcp", "https://gw.example/mcp", issuers, List.of(), null)))
            .build();
    assertThat(get(filter, "/mcp/x", "").header("WWW-Authenticate").orElseThrow())
        .endsWith(
            "resource_metadata=\"https://gw.example/.well-known/oauth-protected-resource/mcp\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0,'',",
    "0,'X-Forwarded-Host: evil.example',",
    "1,'X-Forwarded-Host: gw.example',http://gw.example",
    "1,'X-Forwarded-Host: evil.example, gw.example',http://gw.example",
    "1,'X-Forwarded-Host: a\"b',",
  })
  void aHostNobodyVouchesForIsNotRepeated(int hops, String field, String base) throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of()));
    GovernanceFilter filter =
        GovernanceFilter.builder(
                Pipeline.of(recorder, new Deciding(c -> Decision.deny(c, missing))))
            .trustedProxyHops(hops)
            .resources(
                List.of(new ResourceMetadata("", "urn:r", List.of("urn:i"), List.of(), null)))
            .build();
    String challenge =
        get(filter, "/x", field.isEmpty() ? "" : field + "\r\n")
            .header("WWW-Authenticate")
            .orElseThrow();
    assertThat(challenge)
        .isEqualTo(
            "Bearer realm=\"mcp\""
                + (base == null
                    ? ""
                    : ", resource_metadata=\"" + base + "/.well-known/oauth-protected-resource\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;x=1/b", "/a/../b", "/%61/./b"})
  void aPathTwoServersCouldReadDifferentlyIsRefusedAndRecorded(String path) throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), path, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("invalid_path");
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.layer()).isEqualTo("edge"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 | gzip, chunked | 400",
        "HTTP/1.1 | gzip | 400",
        "HTTP/1.0 | chunked | 400",
        "HTTP/1.1 | chunked | 200",
        "HTTP/1.1 | Chunked | 200"
      })
  void aBodyThatIsFramedInAnotherWayIsRefusedAndNothingReadBehindIt(
      String protocol, String coding, int status) throws Exception {
    String head =
        "POST /x %s\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: %s\r\n\r\n"
            .formatted(protocol, coding);
    TestServer.Builder builder = TestServer.builder().filter("/*", new GovernanceFilter(recorder));
    try (TestServer server = builder.servlet("/*", Servlets.of((request, response) -> {})).start();
        RawHttp http = RawHttp.connect(server.port())) {
      RawResponse answer = http.send(head + "2\r\nab\r\n0\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(status);
      if (status == 400) {
        assertThat(http.awaitClose()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "X-API-Key", "Content-Type", "MCP-Protocol-Version", "Mcp-Name"})
  void aFieldThatMustBeAloneIsNotReadTwice(String name) throws Exception {
    RawResponse answer =
        get(GovernanceFilter.mcp(recorder), "/mcp", name + ": a\r\n" + name + ": b\r\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("duplicate_header");
  }

  @Test
  void otherRepeatedFieldsPass() throws Exception {
    assertThat(get(new GovernanceFilter(recorder), "/x", "X-A: a\r\nX-A: b\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void aSafeRequestIdIsKeptAndEchoed() throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), "/x", "X-Request-Id: abc-1.2_3\r\n");
    assertThat(answer.header("X-Request-Id")).contains("abc-1.2_3");
    assertThat(recorder.context().request().id()).isEqualTo("abc-1.2_3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\"", "<x>", "ü"})
  void anUnsafeRequestIdIsReplaced(String id) throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), "/x", "X-Request-Id: " + id + "\r\n");
    assertThat(answer.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
  }

  @Test
  void aTraceIsKeptAndAMalformedOneStartsAnew() throws Exception {
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    get(new GovernanceFilter(recorder), "/x", "traceparent: " + traceparent + "\r\n");
    assertThat(recorder.context().require(Trace.class).traceparent()).isEqualTo(traceparent);
  }

  @ParameterizedTest
  @CsvSource({
    "0,'9.9.9.9',127.0.0.1",
    "1,'9.9.9.9',9.9.9.9",
    "1,'1.1.1.1, 9.9.9.9',9.9.9.9",
    "2,'1.1.1.1, 9.9.9.9',1.1.1.1",
    "3,'1.1.1.1, 9.9.9.9',127.0.0.1",
    "1,'nonsense',127.0.0.1",
  })
  void theClientIsElementNFromTheRight(int hops, String forwarded, String client) throws Exception {
    GovernanceFilter filter = GovernanceFilter.builder(recorder).trustedProxyHops(hops).build();
    get(filter, "/x", "X-Forwarded-For: " + forwarded + "\r\n");
    assertThat(recorder.context().request().client().getHostAddress()).isEqualTo(client);
  }

  @Test
  void quotasAreToldOnEveryAnswer() throws Exception {
    Quota user = new Quota("user", 10, Duration.ofSeconds(60), 4, Duration.ofMillis(35_001));
    Quota tenant = new Quota("tenant", 100, Duration.ofSeconds(60), 50, Duration.ofSeconds(1));
    Layer limiting =
        new Deciding(
            c ->
                Decision.proceed(
                    c.merge(Limits.of(Verdict.OK, "k", null, user))
                        .merge(Limits.of(Verdict.OK, "k", null, tenant))));
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(recorder, limiting))
            .clock(TestClock.at("2026-01-01T00:00:00Z"))
            .build();
    RawResponse answer = get(filter, "/x", "");
    assertThat(answer.header("RateLimit-Policy"))
        .contains("\"user\";q=10;w=60, \"tenant\";q=100;w=60");
    assertThat(answer.header("RateLimit")).contains("\"user\";r=4;t=36, \"tenant\";r=50;t=1");
    assertThat(answer.header("X-RateLimit-Limit")).contains("10");
    assertThat(answer.header("X-RateLimit-Remaining")).contains("4");
    assertThat(answer.header("X-RateLimit-Reset")).contains("1767225636");
  }

  @Test
  void routesDecideWhatIsSpoken() throws Exception {
    GovernanceFilter filter =
        GovernanceFilter.builder(recorder)
            .routes(Routes.none().mcp("/mcp").restTools("/tools").models("/v1/chat/completions"))
            .build();
    for (Map.Entry<String, String> route :
        Map.of(
                "/mcp",
                "MCP",
                "/mcp/a",
                "MCP",
                "/mcpx",
                "HTTP",
                "/tools/a",
                "REST_TOOL",
                "/",
                "HTTP")
            .entrySet()) {
      Recorder fresh = new Recorder();
      GovernanceFilter probe =
          GovernanceFilter.builder(Pipeline.of(recorderOf(fresh)))
              .routes(Routes.none().mcp("/mcp").restTools("/tools"))
              .build();
      try (TestServer server =
          TestServer.builder()
              .filter("/*", probe)
              .servlet("/*", Servlets.of((q, p) -> {}))
              .start()) {
        RawHttp.exchange(
            server.port(),
            "GET " + route.getKey() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(fresh.context().route().protocol().name()).isEqualTo(route.getValue());
      }
    }
    get(filter, "/v1/chat/completions", "");
    assertThat(recorder.context().route().protocol().name()).isEqualTo("MODEL");
  }

  private static Layer recorderOf(Recorder recorder) {
    return recorder;
  }

  @Test
  void anInnerFilterMayKnowTheRouteMorePrecisely() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(recorder))
            .filter("/mcp/*", GovernanceFilter.mcp(READING))
            .servlet("/*", Servlets.of((q, p) -> p.getOutputStream().print("served")))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "POST /mcp/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("\"jsonrpc\":\"2.0\"");
    }
    assertThat(recorder.context().route().protocol().name()).isEqualTo("MCP");
  }

  @Test
  void aToolBelowAnApplicationsPathIsNamedWithoutIt() throws Exception {
    Recorder fresh = new Recorder();
    GovernanceFilter filter =
        GovernanceFilter.builder(fresh).routes(Routes.none().restTools("/tools")).build();
    try (TestServer server =
        TestServer.builder()
            .contextPath("/app")
            .filter("/*", filter)
            .servlet(
                "/*",
                Servlets.of(
                    (q, p) ->
                        p.getOutputStream().print(RequestContexts.from(q).operation().target())))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "POST /app/tools/convert HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(answer.text()).isEqualTo("convert");
    }
  }

  @Test
  void aFieldThatMustBeAloneOnMcpIsCheckedByTheFilterThatKnowsTheRoute() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(recorder))
            .filter("/*", GovernanceFilter.mcp(new Recorder()))
            .servlet("/*", Servlets.of((q, p) -> p.getOutputStream().print("served")))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Mcp-Session-Id: a\r\nMcp-Session-Id: b\r\n\r\n");
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void registeringMapsRequestAndAsyncDispatches() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .onStartup(c -> GovernanceFilter.register(c, new GovernanceFilter(recorder), "/*"))
            .servlet(
                "/*",
                Servlets.of(
                    (q, p) -> {
                      if (q.getAttribute("again") == null) {
                        q.setAttribute("again", true);
                        q.startAsync().dispatch();
                      } else {
                        p.setStatus(203);
                      }
                    }))
            .start()) {
      assertThat(
              RawHttp.exchange(
                      server.port(),
                      "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .status())
          .isEqualTo(203);
      assertThat(recorder.only()).isEqualTo(new Outcome.Completed(203));
    }
  }

  static Stream<Named<Runnable>> wrongSettings() {
    Layer layer = new Recorder();
    return Stream.of(
        Named.of("hops", () -> GovernanceFilter.builder(layer).trustedProxyHops(-1)),
        Named.of("body", () -> GovernanceFilter.builder(layer).maxBodyBytes(0)),
        Named.of("message", () -> GovernanceFilter.builder(layer).maxMessageBytes(0)),
        Named.of(
            "path", () -> GovernanceFilter.builder(layer).publicBaseUrl(URI.create("http://a/b"))),
        Named.of(
            "relative", () -> GovernanceFilter.builder(layer).publicBaseUrl(URI.create("/b"))));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void wrongSettingsAreRefusedByName(Runnable build) {
    assertThat(catchThrowable(build::run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
