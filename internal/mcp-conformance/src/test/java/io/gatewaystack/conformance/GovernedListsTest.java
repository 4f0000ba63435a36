package io.gatewaystack.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.servlet.McpServlet;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a caller may not call is not listed, in front of one upstream and of several. */
class GovernedListsTest {
  private static final String AUDIENCE = "https://gateway.test/mcp";

  /** Lists two tools that anybody may keep for a while, whole or as an event. */
  private static final class Listing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final boolean events;

    Listing(boolean events) {
      this.events = events;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String list =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"tools\":["
              + "{\"name\":\"read\",\"n\":1.00},{\"name\":\"write\"}],"
              + "\"ttlMs\":60000,\"cacheScope\":\"public\"}}";
      response.setContentType(events ? "text/event-stream" : "application/json");
      String sent = events ? "data: " + list + "\n\n" : list;
      response.getOutputStream().write(sent.getBytes(UTF_8));
    }
  }

  private static String list(Map<String, Set<String>> scopes, Consumer<McpGateway.Builder> settings)
      throws IOException {
    try (TestIssuer issuer = TestIssuer.start()) {
      Pipeline pipeline =
          Pipeline.of(
              Identifiabl.builder(issuer.issuer(), AUDIENCE).build(),
              Validatabl.builder().toolScopes(scopes).build());
      McpGateway.Builder gateway = McpGateway.builder();
      settings.accept(gateway);
      try (TestServer server =
          TestServer.builder()
              .filter(
                  "/*",
                  GovernanceFilter.builder(pipeline).routes(Routes.none().mcp("/mcp")).build())
              .servlet("/mcp", new McpServlet(gateway.build()))
              .start()) {
        String body =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        RawResponse answer =
            RawHttp.exchange(
                server.port(),
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Accept: application/json, text/event-stream\r\n"
                    + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n"
                    + "Authorization: Bearer "
                    + issuer.token().audience(AUDIENCE).scope("fs:read").mint()
                    + "\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
      }
    }
  }

  @Test
  void oneUpstreamsListIsFilteredAndPersonalWhetherWholeOrAnEvent() throws Exception {
    for (boolean events : new boolean[] {false, true}) {
      try (TestServer upstream =
          TestServer.builder().servlet("/mcp", new Listing(events)).start()) {
        String list =
            list(
                Map.of("read", Set.of("fs:read"), "write", Set.of("fs:write")),
                gateway -> gateway.upstream(McpUpstream.of("fs", upstream.uri("/mcp"))));
        assertThat(list)
            .contains("\"tools\":[{\"name\":\"read\",\"n\":1.00}]", "\"cacheScope\":\"private\"")
            .doesNotContain("write", "public");
      }
    }
  }

  @Test
  void aMergedListIsFilteredByTheNamesItCarries() throws Exception {
    try (TestServer first = TestServer.builder().servlet("/mcp", new Listing(false)).start();
        TestServer second = TestServer.builder().servlet("/mcp", new Listing(true)).start()) {
      String list =
          list(
              Map.of("fs.read", Set.of("fs:read"), "git.read", Set.of("git:read")),
              gateway ->
                  gateway
                      .upstream(McpUpstream.of("fs", first.uri("/mcp")))
                      .upstream(McpUpstream.of("git", second.uri("/mcp"))));
      assertThat(list)
          .contains("\"tools\":[{\"name\":\"fs.read\",\"n\":1.00}]", "\"cacheScope\":\"private\"")
          .doesNotContain("write", "git", "public");
    }
  }
}
