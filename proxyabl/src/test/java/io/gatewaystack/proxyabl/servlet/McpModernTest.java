package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The 2026-07-28 revision: what header fields say must be there, and what the body says. */
@Timeout(20)
class McpModernTest {
  private static final String OK = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String CALL = McpGate.modern("tools/call", "\"name\":\"pay\"");

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource({
    "MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call, Mcp-Name: pay, ''",
    "MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call, Mcp-Name: =?base64?cGF5?=, ''",
    "X-None: 1, Mcp-Method: tools/call, Mcp-Name: pay, MCP-Protocol-Version",
    "MCP-Protocol-Version: 2025-11-25, Mcp-Method: tools/call, Mcp-Name: pay, MCP-Protocol-Version",
    "MCP-Protocol-Version: 2099-01-01, Mcp-Method: tools/call, Mcp-Name: pay, MCP-Protocol-Version",
    "MCP-Protocol-Version: 2026-07-28, X-None: 1, Mcp-Name: pay, Mcp-Method",
    "MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/list, Mcp-Name: pay, Mcp-Method",
    "MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call, X-None: 1, Mcp-Name",
    "MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call, Mcp-Name: refund, Mcp-Name"
  })
  void headersMustSayWhatTheBodySays(String version, String method, String name, String wrong)
      throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(OK);
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(CALL, version, method, name);
      if (wrong.isEmpty()) {
        assertThat(answer.text()).isEqualTo(OK);
        assertThat(upstream.request().body()).isEqualTo(CALL);
      } else {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"id\":1,", "-32020", "\"header\":\"" + wrong + "\"");
        assertThat(upstream.hasMoreRequests()).isFalse();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        ",\"params\":{}",
        ",\"params\":{\"_meta\":{}}",
        ",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":null}}",
        ",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":20260728}}"
      })
  void aHeaderAloneMakesNoModernRequest(String params) throws Exception {
    String bare = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"" + params + "}";
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(OK);
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(bare, McpGate.MODERN, "Mcp-Method: tools/list");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("\"id\":1,", "-32602", "missing_meta");
      assertThat(upstream.hasMoreRequests()).isFalse();
    }
  }

  @Test
  void whichRevisionsAreSpokenIsTheUpstreamsToSay() throws Exception {
    String later = McpGate.modern("tools/list", "").replace("2026-07-28", "2027-01-01");
    String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"m\"}}";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.json(400, error));
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer =
          gate.post(later, "MCP-Protocol-Version: 2027-01-01", "Mcp-Method: tools/list");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).isEqualTo(error);
    }
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"2025-11-25", "2026-07-27", "latest-one", "2026-7-28", ""})
  void everyOtherVersionIsLegacyAndNeedsNoHeaders(String version) throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(OK);
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer =
          gate.post(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
              "MCP-Protocol-Version: " + version);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.request().header("MCP-Protocol-Version")).isEqualTo(version);
    }
  }

  @Test
  void notificationsNeedNoHeaders() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.status(202));
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer =
          gate.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}", McpGate.MODERN);
      assertThat(answer.status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {McpGate.MODERN, McpGate.LEGACY, "X-None: 1"})
  void aNotificationThatNamesItsRevisionNamesTheOneOfItsHeader(String header) throws Exception {
    String named = header.equals(McpGate.MODERN) ? "2025-11-25" : "2026-07-28";
    String notification =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{\"_meta\":"
            + "{\"io.modelcontextprotocol/protocolVersion\":\"%s\"}}}";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.status(202));
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(notification.formatted(named), header).status()).isEqualTo(400);
      assertThat(upstream.hasMoreRequests()).isFalse();
      String modern = notification.formatted("2026-07-28");
      assertThat(gate.post(modern, McpGate.MODERN).status()).isEqualTo(202);
    }
  }

  @Test
  void inputThatIsStillRequiredPassesAsItIs() throws Exception {
    String asked =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"input_required\","
            + "\"inputRequests\":{\"n\":{\"method\":\"elicitation/create\",\"params\":{}}},"
            + "\"requestState\":\"opaque\"}}";
    String retry =
        McpGate.modern(
            "tools/call",
            "\"name\":\"pay\",\"inputResponses\":{\"n\":{\"action\":\"accept\"}},"
                + "\"requestState\":\"opaque\"");
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(asked);
        McpGate gate = McpGate.to(upstream.uri())) {
      String[] headers = {McpGate.MODERN, "Mcp-Method: tools/call", "Mcp-Name: pay"};
      assertThat(gate.post(CALL, headers).text()).isEqualTo(asked);
      upstream.request();
      gate.post(retry, headers);
      assertThat(upstream.request().body()).isEqualTo(retry);
    }
  }
}
