package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.tool.GatewaySignature;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that are HTTP functions, called as {@code POST /tools/<tool>} and through MCP. */
@Timeout(20)
class ToolServletTest {
  private static final TestClock CLOCK = TestClock.at("2026-01-01T00:00:00Z");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** REST tools in front of a function, and how requests ended. */
  private static final class Rest implements AutoCloseable {
    private final RestTools tools;
    private final TestServer server;
    private final Believer believer = new Believer();

    Rest(RestTools.Builder builder) {
      tools = builder.tools(Map.of("lookup", Set.of("crm:read"))).build();
      server =
          TestServer.builder()
              .filter(
                  "/*",
                  GovernanceFilter.builder(believer)
                      .routes(Routes.none().restTools("/tools"))
                      .build())
              .servlet("/*", new ToolServlet(Toolbox.of(tools.tools()), CLOCK))
              .start();
    }

    static Rest to(URI base, UnaryOperator<RestTools.Builder> settings) {
      return new Rest(settings.apply(RestTools.builder(base)));
    }

    RawResponse call(String methodAndPath, String body, String... headers) throws IOException {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String[] lines = new String[headers.length + 2];
      System.arraycopy(headers, 0, lines, 0, headers.length);
      lines[headers.length] = "Content-Length: " + content.length;
      lines[headers.length + 1] =
          content.length == 0 ? "X-None: 1" : "Content-Type: application/json";
      String head = McpGate.head(methodAndPath, "alice@acme", lines);
      return RawHttp.exchange(
          server.port(), head + new String(content, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
      server.close();
      tools.close();
    }
  }

  private static ScriptedUpstream answering(String json) {
    return ScriptedUpstream.answering(json);
  }

  private static String origin(ScriptedUpstream upstream) {
    return "http://" + upstream.uri().getAuthority();
  }

  private static URI base(ScriptedUpstream upstream) {
    return URI.create(upstream.uri() + "/functions/");
  }

  @Test
  void aFunctionIsCalledWithItsArgumentsAndToldWhoCalls() throws Exception {
    String arguments = "{ \"id\":1.00,\"q\":\"\\u00e9\" }";
    try (ScriptedUpstream function = answering("{\"name\": \"Ada\",\"n\":1.00}");
        Rest rest =
            Rest.to(
                base(function),
                tools ->
                    tools
                        .credential(UpstreamCredential.bearer("of-the-gateway"))
                        .identityHeader("X-Org-Id", IdentityField.TENANT)
                        .signature(GatewaySignature.of(SECRET, CLOCK)))) {
      RawResponse answer =
          rest.call(
              "POST /tools/lookup",
              arguments,
              "Authorization: Bearer callers-own",
              "Cookie: c=1",
              "X-User-Id: mallory",
              "X-Gateway-Sig: forged",
              "X-Request-Id: r-1",
              "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.text())
          .isEqualTo(
              "{\"ok\":true,\"data\":{\"name\": \"Ada\",\"n\":1.00},\"requestId\":\"r-1\","
                  + "\"elapsedMs\":0,\"sub\":\"alice\"}");
      ScriptedUpstream.Request got = function.request();
      assertThat(got.method()).isEqualTo("POST");
      assertThat(got.body()).isEqualTo(arguments);
      assertThat(got.header("Content-Type")).isEqualTo("application/json");
      assertThat(got.header("Accept")).isEqualTo("application/json");
      assertThat(got.header("User-Agent")).isEqualTo("GatewayStack");
      assertThat(got.header("Authorization")).isEqualTo("Bearer of-the-gateway");
      assertThat(got.header("X-User-Id")).isEqualTo("alice");
      assertThat(got.header("X-Org-Id")).isEqualTo("acme");
      assertThat(got.header("X-Request-Id")).isEqualTo("r-1");
      assertThat(got.has("traceparent")).isTrue();
      assertThat(got.has("Cookie")).isFalse();
      String signed = "alice." + CLOCK.instant().getEpochSecond();
      assertThat(got.header("X-User-Uid")).isEqualTo("alice");
      assertThat(got.header("X-Gateway-Sig")).isEqualTo(signed + "." + hmac(signed));
      assertThat(rest.believer.ending().context().require(Routing.class))
          .isEqualTo(new Routing("tools", origin(function) + "/*/lookup", null, "lookup"));
    }
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noArgumentsAreAnEmptyObject() throws Exception {
    try (ScriptedUpstream function = answering("1");
        Rest rest = Rest.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "").text()).contains("\"data\":1,");
      assertThat(function.request().body()).isEqualTo("{}");
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource({
    "GET /tools/lookup, '', 405, METHOD_NOT_ALLOWED",
    "POST /tools/, {}, 400, NO_TOOL",
    "POST /tools/other, {}, 404, UNKNOWN_TOOL",
    "POST /tools/constructor, {}, 404, UNKNOWN_TOOL",
    "POST /tools/a.b, {}, 400, INVALID_TOOL_NAME",
    "POST /tools/a/b, {}, 400, INVALID_TOOL_NAME",
    "POST /tools/lookup, [], 400, not_an_object",
    "POST /tools/lookup, 7, 400, not_an_object",
    "POST /tools/lookup, {, 400, invalid_json"
  })
  void whatIsNoCallIsRefused(String methodAndPath, String body, int status, String code)
      throws Exception {
    try (ScriptedUpstream function = answering("1");
        Rest rest = Rest.to(base(function), tools -> tools)) {
      RawResponse answer = rest.call(methodAndPath, body);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text()).contains(code);
      assertThat(function.hasMoreRequests()).isFalse();
      assertThat(rest.believer.ending().outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void callersWithoutIdentityAreRefused() throws Exception {
    try (ScriptedUpstream function = answering("1");
        Rest rest = Rest.to(base(function), tools -> tools)) {
      String head = McpGate.head("POST /tools/lookup", "", "Content-Length: 0");
      assertThat(RawHttp.exchange(rest.server.port(), head).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "404, 404, FN_404",
    "409, 409, FN_409",
    "429, 429, FN_429",
    "401, 502, FN_401",
    "403, 502, FN_403",
    "500, 502, FN_500",
    "302, 502, FN_302"
  })
  void aFunctionThatFailsSaysHow(int status, int told, String code) throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Location", "http://10.0.0.1/");
                  answer.json(status, "{\"why\":1.00}");
                });
        Rest rest = Rest.to(base(function), tools -> tools)) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}", "X-Request-Id: r-1");
      assertThat(answer.status()).isEqualTo(told);
      assertThat(answer.text())
          .isEqualTo(
              "{\"ok\":false,\"error\":{\"code\":\""
                  + code
                  + "\",\"message\":\"The tool answered with status "
                  + status
                  + "\",\"details\":{\"why\":1.00}},\"requestId\":\"r-1\"}");
      function.request();
      assertThat(function.hasMoreRequests()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | hello \"you\" | \"data\":\"hello \\\"you\\\"\"",
        "application/vnd.x+json; charset=utf-8 | [1.0] | \"data\":[1.0]",
        "application/json | {\"a\":1 | \"code\":\"BACKEND_ERROR\"",
        "application/json | {\"a\":1,\"a\":2} | \"code\":\"BACKEND_ERROR\"",
        "image/png | x | \"code\":\"BACKEND_ERROR\""
      })
  void theAnswerIsReadAsWhatItSaysItIs(String type, String body, String told) throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.response().setHeader("Content-Type", type);
                  answer.response().getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
                });
        Rest rest = Rest.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains(told);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | c3a9 | \"data\":\"\u00e9\"",
        "text/plain; charset=utf-8 | c3a9 | \"data\":\"\u00e9\"",
        "text/plain; charset=iso-8859-1 | e9 | \"data\":\"\u00e9\"",
        "text/html; a=b; Charset=\"ISO-8859-1\"; c=d | e9 | \"data\":\"\u00e9\"",
        "text/plain; charset=utf-16be | 00e9 | \"data\":\"\u00e9\"",
        "text/plain; charset=none | e9 | \"code\":\"BACKEND_ERROR\"",
        "text/plain; charset=$ | e9 | \"code\":\"BACKEND_ERROR\""
      })
  void textIsReadInTheCharsetItNames(String type, String hex, String told) throws Exception {
    byte[] body = HexFormat.of().parseHex(hex);
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.response().setHeader("Content-Type", type);
                  answer.response().getOutputStream().write(body);
                });
        Rest rest = Rest.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains(told);
    }
  }

  @Test
  void anEmptyAnswerIsNothingAndAnEncodedOneIsUnreadable() throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  if (request.body().contains("zip")) {
                    answer.header("Content-Encoding", "gzip");
                    answer.json("{}");
                  } else {
                    answer.status(204);
                  }
                });
        Rest rest = Rest.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains("\"data\":null");
      assertThat(rest.call("POST /tools/lookup", "{\"zip\":1}").text()).contains("BACKEND_ERROR");
    }
  }

  @Test
  void anAnswerLargerThanTheCapIsNotTaken() throws Exception {
    try (ScriptedUpstream function = answering("\"" + "x".repeat(10_000) + "\"");
        Rest rest = Rest.to(base(function), tools -> tools.maxResponseBytes(10_000));
        Rest enough = Rest.to(base(function), tools -> tools.maxResponseBytes(10_002))) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("RESPONSE_TOO_LARGE");
      assertThat(enough.call("POST /tools/lookup", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void aFunctionThatIsNotThereOrDoesNotAnswerIsAFailure() throws Exception {
    try (DeadPort dead = DeadPort.open();
        Rest rest = Rest.to(dead.uri(""), tools -> tools)) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("UPSTREAM_UNREACHABLE");
    }
    try (RawUpstream silent =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.awaitClose();
                });
        Rest rest = Rest.to(silent.uri(), tools -> tools.timeout(Duration.ofSeconds(1)))) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("UPSTREAM_TIMEOUT");
    }
  }

  @Test
  void throughMcpAFailureIsAResult() throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running((request, answer) -> answer.json(500, "{}"));
        RestTools tools =
            RestTools.builder(base(function)).tools(Map.of("lookup", Set.of("crm:read"))).build();
        RestTools without =
            RestTools.withoutBase().tools(Map.of("nowhere", Set.of("crm:read"))).build();
        McpGate gate =
            McpGate.with(gateway -> gateway.tools(tools.tools()).tools(without.tools()))) {
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";
      RawResponse failed = gate.post(call.formatted("lookup"));
      assertThat(failed.status()).isEqualTo(200);
      assertThat(failed.text()).contains("\"isError\":true", "FN_500");
      assertThat(gate.post(call.formatted("nowhere")).text())
          .contains("\"isError\":true", "MISSING_FUNCTIONS_BASE");
      assertThat(gate.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").text())
          .contains("\"name\":\"lookup\"", "\"executable\":true", "\"executable\":false");
    }
  }

  @Test
  void aFunctionIsListedWithItsNameForPeople() throws Exception {
    RestTools.Builder builder =
        RestTools.withoutBase()
            .tools(Map.of("lookup", Set.of("crm:read")))
            .tool("plain", Set.of("crm:read"))
            .title("lookup", "Find a customer");
    try (RestTools tools = builder.build();
        McpGate gate = McpGate.with(gateway -> gateway.tools(tools.tools()))) {
      assertThat(gate.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").text())
          .contains("{\"name\":\"lookup\",\"title\":\"Find a customer\",\"description\":\"\",")
          .contains("{\"name\":\"plain\",\"description\":\"\",");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.title("nobody", "Nobody"))
        .withMessage("title: nobody (expected: a tool added before)");
  }

  @Test
  void aCallNobodyWaitsForAnyMoreIsEnded() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (RawUpstream silent =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  assertThat(peer.awaitClose()).isTrue();
                  ended.countDown();
                });
        RestTools tools = RestTools.builder(silent.uri()).tools(Map.of("t", Set.of("s"))).build()) {
      RequestContext context =
          RequestContext.of(
              new RequestInfo(
                  "r-1",
                  "POST",
                  "/mcp",
                  "/mcp",
                  null,
                  Headers.EMPTY,
                  InetAddress.getLoopbackAddress(),
                  CLOCK.instant()),
              Route.HTTP,
              Body.empty());
      JsonDocument arguments = JsonDocument.parse("{}".getBytes(StandardCharsets.UTF_8));
      CompletableFuture<ToolResult> result =
          Toolbox.call(tools.tools().get(0), new ToolCall(arguments, context));
      silent.awaitRequest();
      result.cancel(true);
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://user@127.0.0.1/",
        "http://127.0.0.1/?q",
        "http://127.0.0.1/#f",
        "relative",
        "http://127.0.0.1/a/../b",
        "http://127.0.0.1:65536/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/"
      })
  void anUnusableBaseIsRefusedAtLoad(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestTools.builder(URI.create(base)).build())
        .withMessageStartingWith("base: ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"X-User-Id", "x-team"})
  void aCredentialHasAFieldOfItsOwn(String field) {
    RestTools.Builder tools =
        RestTools.withoutBase().identityHeader("X-Team", IdentityField.TENANT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.credential(UpstreamCredential.apiKey(field, "k")).build())
        .withMessage(
            "identityHeader: " + field + " (expected: a field other than the credential's)");
    assertThat(tools.credential(UpstreamCredential.apiKey("X-Key", "k")).build().tools()).isEmpty();
  }

  @Test
  void unusableSettingsAreRefusedAtLoad() {
    RestTools.Builder tools = RestTools.withoutBase();
    for (String name : List.of("", "a.b", "a b", "x".repeat(129))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tools.tool(name, Set.of("s")))
          .withMessageStartingWith("tool " + name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.tool("t", Set.of("two words")))
        .withMessageContaining("scope");
    tools.tool("t", Set.of("s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.tool("t", Set.of("s")))
        .withMessage("tool t: (expected: once)");
    assertThatIllegalArgumentException().isThrownBy(() -> tools.timeout(Duration.ofMillis(999)));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.timeout(Duration.ofSeconds(121)));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxResponseBytes(9_999));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxResponseBytes(5_000_001));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxConnections(0));
    assertThatIllegalArgumentException().isThrownBy(() -> GatewaySignature.of("short"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RestTools.builder(URI.create("http://example.com"))
                    .addresses(AddressPolicy.builder().build())
                    .build())
        .withMessageContaining("scheme_not_allowed");
  }
}
