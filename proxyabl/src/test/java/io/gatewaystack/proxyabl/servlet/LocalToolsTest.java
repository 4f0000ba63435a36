package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway that has tools of its own and no upstream. */
@Timeout(20)
class LocalToolsTest {
  private static McpGate gate() {
    return McpGate.with(
        gateway ->
            gateway
                .serverInfo("own", "2")
                .heartbeat(Duration.ofMillis(50))
                .tools(
                    List.of(
                        Tool.named("add")
                            .title("Add")
                            .description("Adds two numbers")
                            .inputSchema("{\"type\":\"object\", \"n\":1.00}")
                            .scopes("math:use", "math:add")
                            .answering(LocalToolsTest::add),
                        Tool.named("greet").answering(call -> ToolResult.text("hello")),
                        Tool.named("fail").answering(call -> failure()),
                        Tool.named("broken")
                            .answering(
                                call -> {
                                  throw new IllegalStateException("secret detail");
                                }),
                        Tool.named("nothing").answeringLater(call -> null))));
  }

  private static ToolResult add(io.gatewaystack.proxyabl.tool.ToolCall call) {
    var arguments = call.arguments().tree();
    int sum = arguments.path("a").asInt() + arguments.path("b").asInt();
    return ToolResult.of(json("{\"sum\":" + sum + ",\"as\":1.00}"));
  }

  private static ToolResult failure() {
    return new ToolResult.Failure(
        409, "CONFLICT", "It is booked", Optional.of(json("{\"by\":\"bob\"}")));
  }

  private static JsonDocument json(String text) {
    return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\""
        + arguments
        + "}}";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2025-03-26, 2025-03-26",
    "2024-11-05, 2025-11-25",
    "nonsense, 2025-11-25"
  })
  void theHandshakeNegotiatesWithoutASession(String asked, String agreed) throws Exception {
    try (McpGate gate = gate()) {
      RawResponse answer =
          gate.post(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                  + "{\"protocolVersion\":\""
                  + asked
                  + "\"}}");
      assertThat(answer.text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\""
                  + agreed
                  + "\",\"capabilities\":{\"tools\":{\"listChanged\":false}},"
                  + "\"serverInfo\":{\"name\":\"own\",\"version\":\"2\"}}}");
      assertThat(answer.header("Mcp-Session-Id")).isEmpty();
      assertThat(
              gate.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").status())
          .isEqualTo(202);
      assertThat(gate.post("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").text())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
      for (String method : List.of("GET", "DELETE")) {
        assertThat(gate.exchange(method).status()).isEqualTo(405);
      }
    }
  }

  @Test
  void toolsAreListedWithWhatTheyNeed() throws Exception {
    try (McpGate gate = gate()) {
      assertThat(gate.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").text())
          .startsWith(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"add\","
                  + "\"title\":\"Add\",\"description\":\"Adds two numbers\","
                  + "\"inputSchema\":{\"type\":\"object\", \"n\":1.00},"
                  + "\"input_schema\":{\"type\":\"object\", \"n\":1.00},"
                  + "\"requiredScopes\":[\"math:use\",\"math:add\"],"
                  + "\"securitySchemes\":[{\"type\":\"oauth2\",\"scopes\":[\"math:use\",\"math:add\"]}],"
                  + "\"executable\":true},{\"name\":\"greet\",\"description\":\"\","
                  + "\"inputSchema\":{\"type\":\"object\"},\"input_schema\":{\"type\":\"object\"},"
                  + "\"requiredScopes\":[],\"securitySchemes\":[{\"type\":\"noauth\"}],"
                  + "\"executable\":true},");
      for (String empty : List.of("prompts", "resources")) {
        assertThat(
                gate.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + empty + "/list\"}")
                    .text())
            .endsWith("\"result\":{\"" + empty + "\":[]}}");
      }
    }
  }

  @Test
  void aResultIsTextAndStructure() throws Exception {
    try (McpGate gate = gate()) {
      assertThat(gate.post(call("add", ",\"arguments\":{\"a\":2,\"b\":3}")).text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
                  + "\"text\":\"{\\\"sum\\\":5,\\\"as\\\":1.00}\"}],"
                  + "\"structuredContent\":{\"sum\":5,\"as\":1.00},\"isError\":false}}");
      assertThat(gate.ending().context().require(Routing.class))
          .isEqualTo(new Routing("tools", "local:add", null, "add"));
      assertThat(gate.post(call("greet", "")).text())
          .contains("\"text\":\"hello\"")
          .doesNotContain("structuredContent");
    }
  }

  @Test
  void whatGoesWrongIsAResultTheModelCanRead() throws Exception {
    try (McpGate gate = gate()) {
      RawResponse failed = gate.post(call("fail", ""));
      assertThat(failed.status()).isEqualTo(200);
      assertThat(failed.text())
          .contains(
              "\"content\":[{\"type\":\"text\",\"text\":\"It is booked\"}]",
              "{\"code\":\"CONFLICT\",\"message\":\"It is booked\",\"details\":{\"by\":\"bob\"}}",
              "\"isError\":true");
      for (String tool : List.of("broken", "nothing")) {
        RawResponse broken = gate.post(call(tool, ""));
        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.text())
            .contains("\"isError\":true", "GATEWAY_ERROR")
            .doesNotContain("secret");
      }
      assertThat(gate.post(call("add", ",\"arguments\":7")).text())
          .contains("\"isError\":true", "INVALID_ARGUMENTS");
      assertThat(gate.post(call("constructor", "")).text()).contains("-32602", "UNKNOWN_TOOL");
      assertThat(gate.post(call("a.b", "")).text()).contains("-32602", "UNKNOWN_TOOL");
    }
  }

  @Test
  void modernClientsAreServedToo() throws Exception {
    try (McpGate gate = gate()) {
      RawResponse answer =
          gate.post(
              McpGate.modern("tools/call", "\"name\":\"greet\""),
              McpGate.MODERN,
              "Mcp-Method: tools/call",
              "Mcp-Name: greet");
      assertThat(answer.text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"content\":"
                  + "[{\"type\":\"text\",\"text\":\"hello\"}],\"isError\":false,"
                  + "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"own\",\"version\":\"2\"}}}}");
      assertThat(
              gate.post(
                      McpGate.modern("server/discover", ""),
                      McpGate.MODERN,
                      "Mcp-Method: server/discover")
                  .text())
          .contains("\"supportedVersions\":[\"2026-07-28\"", "\"tools\":{\"listChanged\":false}");
    }
  }

  @Test
  void aSubscriptionStaysOpenThoughNothingEverChanges() throws Exception {
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(
          McpGate.message(
              "/mcp",
              "alice",
              McpGate.modern(
                  "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"),
              McpGate.MODERN,
              "Mcp-Method: subscriptions/listen"));
      assertThat(client.readHead().status()).isEqualTo(200);
      String line = client.readLine();
      while (!line.startsWith("data")) {
        line = client.readLine();
      }
      assertThat(line).contains("acknowledged", "\"notifications\":{}");
      while (!line.equals(": ")) {
        line = client.readLine();
      }
    }
  }
}
