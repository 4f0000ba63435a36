package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several servers of the 2026-07-28 revision behind one endpoint. */
@Timeout(20)
class ModernFederationTest extends TwoServers {
  private static final String SERVER =
      "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"GatewayStack\",\"version\":\"1\"}}";

  private static byte[] request(String method, String params, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = McpGate.MODERN;
    all[headers.length + 1] = "Mcp-Method: " + method;
    return McpGate.message("/mcp", "alice", McpGate.modern(method, params), all);
  }

  private static RawResponse post(McpGate gate, String method, String params, String... headers)
      throws IOException {
    return gate.exchange(request(method, params, headers));
  }

  @Test
  void discoveryTellsWhatAllCanTogether() throws Exception {
    fs.result("server/discover", "{\"capabilities\":{\"tools\":{}},\"instructions\":\"Read\"}");
    git.result("server/discover", "{\"capabilities\":{\"prompts\":{\"listChanged\":true}}}");
    try (McpGate gate = gate()) {
      assertThat(post(gate, "server/discover", "").text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
                  + "\"supportedVersions\":[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"],"
                  + "\"capabilities\":{\"prompts\":{\"listChanged\":true},\"tools\":{\"listChanged\":false}},"
                  + "\"serverInfo\":{\"name\":\"GatewayStack\",\"version\":\"1\"},"
                  + "\"instructions\":\"fs: Read\",\"ttlMs\":0,\"cacheScope\":\"private\","
                  + SERVER
                  + "}}");
      assertThat(git.next("server/discover").header("Mcp-Method")).isEqualTo("server/discover");
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ttlMs\":500,\"cacheScope\":\"public\" | \"ttlMs\":300,\"cacheScope\":\"public\" | \"ttlMs\":300,\"cacheScope\":\"public\"",
        "\"ttlMs\":500,\"cacheScope\":\"private\" | \"ttlMs\":600,\"cacheScope\":\"public\" | \"ttlMs\":500,\"cacheScope\":\"private\"",
        "\"x\":1 | \"ttlMs\":600,\"cacheScope\":\"public\" | \"ttlMs\":0,\"cacheScope\":\"private\"",
        "\"ttlMs\":-5,\"cacheScope\":\"public\" | \"ttlMs\":1e9,\"cacheScope\":\"public\" | \"ttlMs\":0,\"cacheScope\":\"public\""
      })
  void aMergedListLivesAsLongAsItsShortestLivedPart(String first, String second, String merged)
      throws Exception {
    fs.result("tools/list", "{\"tools\":[{\"name\":\"t\"}]," + first + "}");
    git.result("tools/list", "{\"tools\":[]," + second + "}");
    try (McpGate gate = gate()) {
      assertThat(post(gate, "tools/list", "").text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
                  + "\"tools\":[{\"name\":\"fs.t\"}],"
                  + merged
                  + ","
                  + SERVER
                  + "}}");
    }
  }

  @Test
  void aListWithSomethingMissingIsNotToBeKept() throws Exception {
    fs.result("tools/list", "{\"tools\":[],\"ttlMs\":500,\"cacheScope\":\"public\"}");
    git.on("tools/list", (request, answer) -> answer.status(500));
    try (McpGate gate = gate()) {
      assertThat(post(gate, "tools/list", "").text())
          .contains("\"ttlMs\":0,\"cacheScope\":\"private\"");
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("upstream_error:git");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"t, t", "größe, =?base64?Z3LDtsOfZQ==?=", "=?base64?x, =?base64?PT9iYXNlNjQ/eA==?="})
  void headersSayTheNameTheUpstreamKnows(String name, String header) throws Exception {
    String params = "\"name\":\"git." + name + "\"";
    String mirror =
        java.util.Base64.getEncoder()
            .encodeToString(("git." + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (McpGate gate = gate()) {
      RawResponse answer =
          post(
              gate,
              "tools/call",
              params,
              "Mcp-Name: =?base64?" + mirror + "?=",
              "Mcp-Param-Region: eu");
      assertThat(answer.text()).contains("\"text\":\"git\"");
      ScriptedUpstream.Request got = git.next("tools/call");
      assertThat(got.header("Mcp-Name")).isEqualTo(header);
      assertThat(got.header("Mcp-Method")).isEqualTo("tools/call");
      assertThat(got.header("Mcp-Param-Region")).isEqualTo("eu");
      assertThat(got.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
      assertThat(got.body()).contains("\"name\":\"" + name + "\"");
      assertThat(got.has("Mcp-Session-Id")).isFalse();
    }
  }

  @Test
  void aRequestMustSayWhatTheRevisionDemands() throws Exception {
    try (McpGate gate = gate()) {
      String bare = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";
      RawResponse incomplete = gate.post(bare, McpGate.MODERN, "Mcp-Method: tools/list");
      assertThat(incomplete.status()).isEqualTo(400);
      assertThat(incomplete.text()).contains("\"id\":1,", "-32602", "missing_meta");
      String later = McpGate.modern("tools/list", "").replace("2026-07-28", "2027-01-01");
      RawResponse unsupported =
          gate.post(later, "MCP-Protocol-Version: 2027-01-01", "Mcp-Method: tools/list");
      assertThat(unsupported.status()).isEqualTo(400);
      assertThat(unsupported.text())
          .contains("-32022", "\"supported\":[\"2026-07-28\",", "\"requested\":\"2027-01-01\"");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "initialize",
    "ping",
    "logging/setLevel",
    "resources/subscribe",
    "resources/unsubscribe",
    "tasks/get"
  })
  void methodsOfOtherRevisionsDoNotExist(String method) throws Exception {
    try (McpGate gate = gate()) {
      RawResponse answer = post(gate, method, "");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("\"id\":1,", "-32601");
    }
  }

  @Test
  void notificationsEndHereAndSessionsDoNotExist() throws Exception {
    try (McpGate gate = gate()) {
      assertThat(
              gate.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}", McpGate.MODERN)
                  .status())
          .isEqualTo(202);
      assertThat(gate.exchange("GET", McpGate.MODERN).status()).isEqualTo(405);
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }

  @Test
  void aSubscriptionIsDividedAndAcknowledgedOnce() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    String ack =
        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
            + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1},"
            + "\"notifications\":%s}}\n\n";
    fs.on(
        "subscriptions/listen",
        (request, answer) -> {
          answer.events(
              ack.formatted(
                  "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"file:///a\"]}"),
              "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n");
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    git.on(
        "subscriptions/listen",
        (request, answer) -> {
          answer.events();
          assertThat(late.await(5, TimeUnit.SECONDS)).isTrue();
          answer.events(
              ack.formatted("{\"promptsListChanged\":true,\"toolsListChanged\":false}"),
              "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
                  + "\"params\":{\"uri\":\"file:///b\"}}\n\n");
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    String params =
        "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":"
            + "[\"fs+file:///a\",\"git+file:///b\",\"file:///c\"]}";
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(request("subscriptions/listen", params));
      assertThat(fs.next("subscriptions/listen").body())
          .contains("\"resourceSubscriptions\":[\"file:///a\"]");
      assertThat(git.next("subscriptions/listen").body())
          .contains("\"resourceSubscriptions\":[\"file:///b\"]");
      late.countDown();
      client.readHead();
      assertThat(data(client))
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                  + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1},"
                  + "\"notifications\":{\"promptsListChanged\":true,"
                  + "\"resourceSubscriptions\":[\"fs+file:///a\"],\"toolsListChanged\":true}}}");
      assertThat(java.util.List.of(data(client), data(client)))
          .anyMatch(data -> data.contains("tools/list_changed"))
          .anyMatch(data -> data.contains("\"uri\":\"git+file:///b\""));
    }
  }

  private static String data(RawHttp client) throws IOException {
    String line = client.readLine();
    while (!line.startsWith("data:")) {
      line = client.readLine();
    }
    return line.substring(5).strip();
  }

  @Test
  void aSubscriptionGoesOnWithoutAnUpstreamThatRefusesIt() throws Exception {
    fs.on(
        "subscriptions/listen",
        (request, answer) -> {
          answer.events(
              "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                  + "\"params\":{\"notifications\":{}}}\n\n");
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      assertThat(client.send(request("subscriptions/listen", "")).readHead().status())
          .isEqualTo(200);
      assertThat(data(client)).contains("acknowledged", "\"notifications\":{}");
    }
  }
}
