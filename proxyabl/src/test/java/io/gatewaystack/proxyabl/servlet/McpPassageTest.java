package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.McpMessages.PING;
import static io.gatewaystack.proxyabl.servlet.McpMessages.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes one upstream's gateway unchanged, and what does not pass at all. */
@Timeout(20)
class McpPassageTest {
  private static final String CALL =
      "{ \"jsonrpc\":\"2.0\" ,\"vendor\":[1.00, 1e2,\"\\u00e9\"],\"id\":7,\r\n"
          + " \"method\":\"tools/call\",\"params\":{\"name\":\"pay\",\"arguments\":{\"z\":0.10,\"a\":"
          + " 12345678901234567890}}}";

  @Test
  void bytesPassAsTheyAreBothWays() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(RESULT);
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(CALL);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.text()).isEqualTo(RESULT);
      assertThat(upstream.request().body()).isEqualTo(CALL);
      Believer.Ending ending = gate.ending();
      assertThat(ending.outcome()).isEqualTo(new Outcome.Completed(200));
      assertThat(ending.context().require(Routing.class))
          .isEqualTo(new Routing("up", "http://" + upstream.uri().getAuthority(), null, "pay"));
    }
  }

  @Test
  void aLargeMessagePassesWhole() throws Exception {
    String text = "x".repeat(3 << 20);
    String large = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"text\":\"" + text + "\"}}";
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(large);
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(PING).text()).isEqualTo(large);
    }
  }

  @Test
  void theUpstreamIsToldWhatMcpDefinesAndWhoCallsButNoCredentialOfTheCaller() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(RESULT);
        McpGate gate =
            McpGate.to(
                upstream.uri(),
                gateway ->
                    gateway
                        .identityHeader("X-Org-Id", IdentityField.TENANT)
                        .forwardHeaders("X-Region", "X-Trip"))) {
      gate.exchange(
          McpGate.message(
              "/mcp",
              "alice@acme",
              CALL,
              McpGate.LEGACY,
              "Mcp-Method: tools/call",
              "Mcp-Name: pay",
              "Mcp-Param-Region: eu",
              "X-Region: eu",
              "X-Region: us",
              "X-Request-Id: r-1",
              "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
              "tracestate: a=b",
              "User-Agent: client/1",
              "Authorization: Bearer callers-own",
              "X-API-Key: callers-own",
              "Cookie: callers-own=1",
              "Proxy-Authorization: callers-own",
              "X-User-Id: mallory",
              "x_user_id: mallory",
              "X-Org-Id: evil",
              "X-Forwarded-For: 1.2.3.4",
              "Accept-Encoding: gzip",
              "Last-Event-ID: 9",
              "X-Trip: 1",
              "Connection: keep-alive, x_trip, X-User-Id",
              "X-Other: 1"));

      ScriptedUpstream.Request got = upstream.request();
      assertThat(got.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
      assertThat(got.header("Mcp-Method")).isEqualTo("tools/call");
      assertThat(got.header("Mcp-Name")).isEqualTo("pay");
      assertThat(got.header("Mcp-Param-Region")).isEqualTo("eu");
      assertThat(got.header("X-Region")).isEqualTo("eu, us");
      assertThat(got.header("Accept")).isEqualTo("application/json, text/event-stream");
      assertThat(got.header("Content-Type")).isEqualTo("application/json");
      assertThat(got.header("User-Agent")).isEqualTo("client/1");
      assertThat(got.header("X-User-Id")).isEqualTo("alice");
      assertThat(got.header("X-Org-Id")).isEqualTo("acme");
      assertThat(got.header("X-Request-Id")).isEqualTo("r-1");
      assertThat(got.header("tracestate")).isEqualTo("a=b");
      assertThat(got.header("Authorization")).isEqualTo("Bearer " + McpGate.SECRET);
      for (String name :
          new String[] {
            "X-API-Key",
            "Cookie",
            "Proxy-Authorization",
            "x_user_id",
            "X-Forwarded-For",
            "Accept-Encoding",
            "Last-Event-ID",
            "X-Other",
            "X-Trip",
            "Connection",
            Believer.SUBJECT
          }) {
        assertThat(got.has(name)).as(name).isFalse();
      }
      assertThat(got.headers().toString()).doesNotContain("callers-own", "mallory", "evil");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Cookie",
        "Host",
        "X-API-Key",
        "X-User-Id",
        "X-Org-Id",
        "X-Tenant",
        "X-Gateway-Sig",
        "X-Forwarded-For",
        "X-Request-Id",
        "traceparent",
        "Connection",
        "Transfer-Encoding",
        "Content-Length",
        "Mcp-Session-Id",
        "x_trip",
        ""
      })
  void fieldsThatAreNotTheClientsToSayCannotBeForwarded(String name) {
    assertThatThrownBy(() -> McpGateway.builder().forwardHeaders(name).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("forwardHeaders: ");
  }

  @Test
  void whatConcernsTheClientComesBackAndNothingElse() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Cache-Control", "no-store");
                  answer.header("MCP-Protocol-Version", "2025-11-25");
                  answer.header("Mcp-Vendor", "v");
                  answer.header("Set-Cookie", "s=1");
                  answer.header("WWW-Authenticate", "Bearer");
                  answer.header("RateLimit", "\"x\";r=1");
                  answer.header("X-Internal", "10.0.0.7");
                  answer.json(RESULT);
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(CALL);

      assertThat(answer.header("Cache-Control")).hasValue("no-store");
      assertThat(answer.header("MCP-Protocol-Version")).hasValue("2025-11-25");
      assertThat(answer.header("Mcp-Vendor")).hasValue("v");
      for (String name :
          new String[] {"Set-Cookie", "WWW-Authenticate", "RateLimit", "X-Internal"}) {
        assertThat(answer.header(name)).as(name).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {200, 202, 204})
  void aNotificationGetsAStatusAndNoBody(int status) throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.status(status));
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer =
          gate.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("Content-Type")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 403, 404, 405, 429, 500, 503})
  void aJsonRpcErrorKeepsItsStatusAndItsBytes(int status) throws Exception {
    String error =
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32601,\"message\":\"m\"}}";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.json(status, error));
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(PING);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text()).isEqualTo(error);
    }
  }

  @ParameterizedTest(name = "{0} is told as {1}")
  @CsvSource({
    "400, 400",
    "403, 403",
    "404, 404",
    "405, 405",
    "415, 415",
    "429, 429",
    "402, 502",
    "418, 502",
    "500, 502",
    "503, 502"
  })
  void anyOtherErrorKeepsAStatusClientsActOnAndLosesItsWords(int status, int told)
      throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Allow", "POST");
                  answer.header("Retry-After", "7");
                  answer.status(status);
                  answer.response().setContentType("text/html");
                  answer.response().getOutputStream().print("<h1>at java.lang.Secret</h1>");
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(PING);

      assertThat(answer.status()).isEqualTo(told);
      assertThat(answer.text())
          .contains("\"code\":50202", "upstream_error", "upstream_status", "\"id\":1")
          .doesNotContain("Secret");
      assertThat(answer.header("Allow")).hasValue("POST");
      assertThat(answer.header("Retry-After")).hasValue("7");
    }
  }

  @Test
  void callersWithoutIdentityAreRefusedUnlessTheyAreWelcome() throws Exception {
    byte[] anonymous = McpGate.message("/mcp", "", PING);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        McpGate strict = McpGate.to(upstream.uri());
        McpGate open = McpGate.to(upstream.uri(), gateway -> gateway.anonymous(true))) {
      assertThat(strict.exchange(anonymous).status()).isEqualTo(401);
      assertThat(upstream.hasMoreRequests()).isFalse();
      assertThat(open.exchange(anonymous).status()).isEqualTo(200);
      assertThat(upstream.request().has("X-User-Id")).isFalse();
    }
  }

  @Test
  void otherMethodsAreNotAcceptedAndOptionsSaysWhichAre() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(RESULT);
        McpGate gate = McpGate.to(upstream.uri())) {
      for (String method : new String[] {"PUT", "PATCH", "HEAD"}) {
        try (RawHttp http = gate.connect()) {
          RawResponse refused = http.send(McpGate.head(method + " /mcp", "alice")).readHead();
          assertThat(refused.status()).as(method).isEqualTo(405);
          assertThat(refused.header("Allow")).hasValue("GET, POST, DELETE, OPTIONS");
        }
      }
      RawResponse options = gate.exchange("OPTIONS");
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.header("Allow")).hasValue("GET, POST, DELETE, OPTIONS");
      assertThat(upstream.hasMoreRequests()).isFalse();
    }
  }
}
