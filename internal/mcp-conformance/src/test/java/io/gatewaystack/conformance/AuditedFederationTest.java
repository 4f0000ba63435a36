package io.gatewaystack.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.explicabl.ConsoleSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.servlet.McpServlet;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the audit event of a federated request says about upstreams that were not there. */
@Timeout(20)
class AuditedFederationTest {
  private static final String AUDIENCE = "https://gateway.test/mcp";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  /** Lists one tool. */
  private static final class Listing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response
          .getOutputStream()
          .write(
              ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"tools\":["
                      + "{\"name\":\"read\"}],\"ttlMs\":0,\"cacheScope\":\"private\"}}")
                  .getBytes(UTF_8));
    }
  }

  /** Answers nothing. */
  private static final class Silent extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      request.startAsync().setTimeout(0);
    }
  }

  private final CountDownLatch recorded = new CountDownLatch(1);

  /** The event comes just after the client has the whole answer. */
  private final ByteArrayOutputStream audit =
      new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
          super.write(bytes, from, length);
          if (length > 0 && bytes[from + length - 1] == '\n') {
            recorded.countDown();
          }
        }
      };

  /** The answer to one message, with a live, a dead and a slow upstream; the audit is complete. */
  private RawResponse answer(String method, String params, String more) throws Exception {
    try (TestIssuer issuer = TestIssuer.start();
        TestServer live = TestServer.builder().servlet("/mcp", new Listing()).start();
        DeadPort dead = DeadPort.open();
        TestServer slow = TestServer.builder().servlet("/mcp", new Silent()).start();
        Explicabl explicabl =
            Explicabl.builder().sink(ConsoleSink.of(new PrintStream(audit, true, UTF_8))).build()) {
      McpGateway gateway =
          McpGateway.builder()
              .upstream(McpUpstream.of("live", live.uri("/mcp")))
              .upstream(McpUpstream.of("dead", dead.uri("/mcp")))
              .upstream(
                  McpUpstream.of("slow", slow.uri("/mcp")).withTimeout(Duration.ofMillis(200)))
              .build();
      Pipeline pipeline =
          Pipeline.of(explicabl, Identifiabl.builder(issuer.issuer(), AUDIENCE).build());
      try (TestServer server =
          TestServer.builder()
              .filter(
                  "/*",
                  GovernanceFilter.builder(pipeline).routes(Routes.none().mcp("/mcp")).build())
              .servlet("/mcp", new McpServlet(gateway))
              .start()) {
        String body =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s%s}}"
                .formatted(method, params, META);
        RawResponse answer =
            RawHttp.exchange(
                server.port(),
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Accept: application/json, text/event-stream\r\n"
                    + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: "
                    + method
                    + "\r\n"
                    + more
                    + "Authorization: Bearer "
                    + issuer.token().audience(AUDIENCE).mint()
                    + "\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body);
        assertThat(recorded.await(10, TimeUnit.SECONDS)).as("recorded").isTrue();
        return answer;
      }
    }
  }

  @Test
  void aListWithoutTheDeadAndTheSlowNamesThemInItsEvent() throws Exception {
    RawResponse answer = answer("tools/list", "", "");

    assertThat(answer.text()).contains("\"name\":\"live.read\"");
    assertThat(audit.toString(UTF_8))
        .contains("\"warnings\":[\"upstream_unreachable:dead\",\"upstream_timeout:slow\"]");
  }

  @Test
  void aCallThatFailsNamesItsUpstreamInItsEvent() throws Exception {
    RawResponse answer = answer("tools/call", "\"name\":\"dead.x\",", "Mcp-Name: dead.x\r\n");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("\"error\":\"upstream_unreachable\"");
    assertThat(audit.toString(UTF_8))
        .contains("\"provider\":\"dead\"", "\"tool\":\"dead.x\"", "upstream_unreachable");
  }
}
