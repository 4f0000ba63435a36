package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.RestGate.CLOCK;
import static io.gatewaystack.proxyabl.servlet.RestGate.SECRET;
import static io.gatewaystack.proxyabl.servlet.RestGate.answering;
import static io.gatewaystack.proxyabl.servlet.RestGate.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.tool.GatewaySignature;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that are HTTP functions, called as {@code POST /tools/<tool>} and through MCP. */
@Timeout(20)
class ToolServletTest {
  private static String origin(ScriptedUpstream upstream) {
    return "http://" + upstream.uri().getAuthority();
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFunctionIsCalledWithItsArgumentsAndToldWhoCalls() throws Exception {
    String arguments = "{ \"id\":1.00,\"q\":\"\\u00e9\" }";
    try (ScriptedUpstream function = answering("{\"name\": \"Ada\",\"n\":1.00}");
        RestGate rest =
            RestGate.to(
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
      assertThat(rest.ending().context().require(Routing.class))
          .isEqualTo(new Routing("tools", origin(function) + "/*/lookup", null, "lookup"));
    }
  }

  @Test
  void noArgumentsAreAnEmptyObject() throws Exception {
    try (ScriptedUpstream function = answering("1");
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
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
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      RawResponse answer = rest.call(methodAndPath, body);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text()).contains(code);
      assertThat(function.hasMoreRequests()).isFalse();
      assertThat(rest.ending().outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void callersWithoutIdentityAreRefused() throws Exception {
    try (ScriptedUpstream function = answering("1");
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      String head = McpGate.head("POST /tools/lookup", "", "Content-Length: 0");
      assertThat(RawHttp.exchange(rest.port(), head).status()).isEqualTo(401);
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
}
