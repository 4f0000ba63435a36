package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederationRequests.CALL;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.INITIALIZE;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.LIST;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.SESSION;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.open;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several legacy servers behind one endpoint. */
@Timeout(20)
class FederationTest extends TwoServers {
  /** How the request behind the handshake ended; the handshake's own end may come later. */
  private static Believer.Ending last(McpGate gate, int requests) throws InterruptedException {
    Believer.Ending last = null;
    for (int i = 0; i < requests; i++) {
      Believer.Ending ending = gate.ending();
      boolean handshake = ending.context().operation().method().equals("initialize");
      last = handshake && last != null ? last : ending;
    }
    return last;
  }

  @Test
  void theHandshakeIsOneForAll() throws Exception {
    fs.result(
        "initialize",
        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{\"listChanged\":true},"
            + "\"resources\":{\"subscribe\":true},\"vendor\":{}},\"instructions\":\"Read\"}");
    try (McpGate gate = gate()) {
      RawResponse answer = gate.post(INITIALIZE);
      assertThat(answer.text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\","
                  + "\"capabilities\":{\"resources\":{\"subscribe\":true,\"listChanged\":false},"
                  + "\"tools\":{\"listChanged\":true}},\"serverInfo\":{\"name\":\"GatewayStack\","
                  + "\"version\":\"1\"}"
                  + ",\"instructions\":\"fs: Read\"}}");
      assertThat(git.next("initialize").body()).isEqualTo(INITIALIZE);
      RawResponse initialized =
          post(
              gate,
              answer.header(SESSION).orElseThrow(),
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      assertThat(initialized.status()).isEqualTo(202);
      ScriptedUpstream.Request told = git.next("notifications/initialized");
      assertThat(told.header(SESSION)).isEqualTo("s-git");
      assertThat(told.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
      assertThat(fs.next("notifications/initialized").header("MCP-Protocol-Version"))
          .isEqualTo("2025-06-18");
    }
  }

  @Test
  void listsAreMergedInOrderWithPrefixesAndElementsStayAsTheyAre() throws Exception {
    fs.on(
        "tools/list",
        (request, answer) -> {
          String cursor = FakeMcp.tree(request).path("params").path("cursor").asString("");
          answer.json(
              FakeMcp.response(
                  request,
                  cursor.isEmpty()
                      ? "{\"tools\":[{\"name\":\"z\",\"n\":1.00}],\"nextCursor\":\"p\\\"2\"}"
                      : "{\"tools\":[ {\"name\":\"a\\u00e9\", \"cursor\":\""
                          + cursor.length()
                          + "\"} ]}"));
        });
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(post(gate, session, LIST).text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":["
                  + "{\"name\":\"fs.z\",\"n\":1.00},{\"name\":\"fs.a\\u00e9\", \"cursor\":\"3\"},"
                  + "{\"name\":\"git.t\",\"by\":\"git\"}]}}");
      assertThat(last(gate, 2).context().require(Routing.class))
          .isEqualTo(Routing.of("mcp", "mcp:fs,git"));
      String paged =
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}";
      assertThat(post(gate, session, paged).text()).contains("-32602", "invalid_cursor");
    }
  }

  @Test
  void aCallGoesToItsUpstreamUnderItsNameThere() throws Exception {
    git.on(
        "tools/call",
        (request, answer) ->
            answer.json(
                FakeMcp.response(
                    request,
                    "{\"content\":[{\"type\":\"resource_link\","
                        + "\"uri\":\"file:///a\"},{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///b\"}}],"
                        + "\"structuredContent\":{\"uri\":\"file:///c\",\"n\":1.00}}")));
    try (McpGate gate =
        McpGate.with(
            gateway ->
                gateway
                    .upstream(fs.upstream())
                    .upstream(
                        git.upstream().withCredential(UpstreamCredential.apiKey("X-Key", "k"))))) {
      String session = open(gate);
      RawResponse answer = post(gate, session, CALL);
      assertThat(answer.text())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"content\":[{\"type\":\"resource_link\","
                  + "\"uri\":\"git+file:///a\"},{\"type\":\"resource\",\"resource\":"
                  + "{\"uri\":\"git+file:///b\"}}],"
                  + "\"structuredContent\":{\"uri\":\"file:///c\",\"n\":1.00}}}");
      ScriptedUpstream.Request got = git.next("tools/call");
      assertThat(got.body()).isEqualTo(CALL.replace("git.t", "t"));
      assertThat(got.header("X-Key")).isEqualTo("k");
      assertThat(got.header("X-User-Id")).isEqualTo("alice");
      assertThat(got.header(SESSION)).isEqualTo("s-git");
      assertThat(last(gate, 2).context().require(Routing.class))
          .isEqualTo(
              new Routing("git", "http://" + git.upstream().uri().getAuthority(), null, "git.t"));
      assertThat(fs.next("initialize").has("X-Key")).isFalse();
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tools/call | {\"name\":\"t\"} | UNKNOWN_TOOL | -32602",
        "tools/call | {\"name\":\"other.t\"} | UNKNOWN_TOOL | -32602",
        "tools/call | {\"name\":\"FS.t\"} | UNKNOWN_TOOL | -32602",
        "tools/call | {\"name\":\"fs.\"} | UNKNOWN_TOOL | -32602",
        "tools/call | {\"name\":\"a b\"} | INVALID_TOOL_NAME | -32602",
        "tools/call | {\"name\":\"x/../y\"} | INVALID_TOOL_NAME | -32602",
        "prompts/get | {\"name\":\"p\"} | unknown_prompt | -32602",
        "resources/read | {\"uri\":\"file:///a\"} | unknown_resource | -32002",
        "resources/read | {\"uri\":\"other+file:///a\"} | unknown_resource | -32002",
        "vendor/method | {} | unknown_method | -32601"
      })
  void whatBelongsToNobodyIsUnknown(String method, String params, String code, String rpcCode)
      throws Exception {
    try (McpGate gate = gate()) {
      RawResponse answer =
          post(
              gate,
              open(gate),
              "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"%s\",\"params\":%s}"
                  .formatted(method, params));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("\"id\":9,", code, rpcCode);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prompts/get | {\"name\":\"git.p\",\"x\":1.0} | {\"name\":\"p\",\"x\":1.0}",
        "resources/read | {\"uri\":\"git+file:///a\"} | {\"uri\":\"file:///a\"}",
        "resources/subscribe | {\"uri\":\"git+git+ssh://x\"} | {\"uri\":\"git+ssh://x\"}",
        "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"git.p\"}} | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"}}",
        "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"git.p\",\"uri\":\"fs+a\"}} | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\",\"uri\":\"fs+a\"}}",
        "completion/complete | {\"ref\":{\"type\":\"ref/resource\",\"uri\":\"git+a:{x}\"}} | {\"ref\":{\"type\":\"ref/resource\",\"uri\":\"a:{x}\"}}"
      })
  void everythingThatHasAnOwnerGoesToIt(String method, String params, String there)
      throws Exception {
    git.result(method, "{\"contents\":[{\"uri\":\"file:///a\"}]}");
    try (McpGate gate = gate()) {
      RawResponse answer =
          post(
              gate,
              open(gate),
              "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"%s\",\"params\":%s}"
                  .formatted(method, params));
      assertThat(answer.text()).contains("\"id\":9,", "\"uri\":\"git+file:///a\"");
      assertThat(git.next(method).body()).endsWith("\"params\":" + there + "}");
    }
  }

  @Test
  void pingIsAnsweredHereAndLoggingIsEverybodys() throws Exception {
    git.result("logging/setLevel", "{}"); // fs knows no such thing
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(
              post(gate, session, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}").text())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}");
      String level =
          "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"info\"}}";
      assertThat(post(gate, session, level).text())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{}}");
      assertThat(fs.next("logging/setLevel").body()).isEqualTo(level);
      assertThat(git.next("logging/setLevel").body()).isEqualTo(level);
    }
  }

  // An upstream that is missing.

  @Test
  void aDeadUpstreamBreaksNothingAndIsRecorded() throws Exception {
    try (DeadPort dead = DeadPort.open();
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .upstream(McpUpstream.of("dead", dead.uri("")))
                        .upstream(git.upstream()))) {
      String session = open(gate);
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("upstream_unreachable:dead");
      assertThat(post(gate, session, LIST).text()).contains("git.t").doesNotContain("dead");
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("upstream_unreachable:dead");
      RawResponse call = post(gate, session, CALL.replace("git.t", "dead.t"));
      assertThat(call.status()).isEqualTo(502);
      assertThat(call.text()).contains("upstream_unreachable", "\"id\":3,");
    }
  }

  @Test
  void aSlowUpstreamDelaysNobodyBeyondItsTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    fs.on("tools/list", (request, answer) -> never.await(15, TimeUnit.SECONDS));
    try (McpGate gate =
        McpGate.with(
            gateway ->
                gateway
                    .upstream(fs.upstream().withTimeout(Duration.ofMillis(1_500)))
                    .upstream(git.upstream()))) {
      String session = open(gate);
      long begun = System.nanoTime();
      assertThat(post(gate, session, LIST).text()).contains("git.t").doesNotContain("fs.");
      assertThat(System.nanoTime() - begun).isBetween(1_450_000_000L, 10_000_000_000L);
      assertThat(last(gate, 2).context().require(Warnings.class).codes())
          .containsExactly("upstream_timeout:fs");
      assertThat(post(gate, session, CALL).text()).contains("\"text\":\"git\"");
    } finally {
      never.countDown();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"{\"tools\":7}", "{\"tools\":[7]}", "{\"tools\":[{\"name\":7}]}", "{\"other\":[]}"})
  void aListThatIsNoneIsLeftOutAndRecorded(String result) throws Exception {
    fs.result("tools/list", result);
    try (McpGate gate = gate()) {
      assertThat(post(gate, open(gate), LIST).text()).contains("git.t").doesNotContain("fs.");
      assertThat(last(gate, 2).context().require(Warnings.class).codes())
          .containsExactly("upstream_error:fs");
    }
  }

  @Test
  void anUpstreamWithoutSuchAListIsNotMissing() throws Exception {
    git.result("prompts/list", "{\"prompts\":[{\"name\":\"p\"}]}");
    try (McpGate gate = gate()) {
      String prompts = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"prompts/list\"}";
      assertThat(post(gate, open(gate), prompts).text()).contains("{\"name\":\"git.p\"}");
      assertThat(last(gate, 2).context().find(Warnings.class)).isEmpty();
    }
  }

  // Configuration.

  @Test
  void collisionsAndUnusableNamesAreRefusedAtLoad() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                McpGateway.builder()
                    .upstream(McpUpstream.of("fs", fs.upstream().uri()))
                    .upstream(McpUpstream.of("FS", git.upstream().uri()))
                    .build())
        .withMessageStartingWith("upstream: FS");
    for (String name : List.of("", "1a", "a.b", "a+b", "a b", "a_b", "x".repeat(33))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> McpUpstream.of(name, fs.upstream().uri()))
          .withMessageStartingWith("upstream name: " + name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McpGateway.builder().build())
        .withMessageStartingWith("upstreams: none");
  }
}
