package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose mistake all upstreams tell of hears of its mistake, as from one alone. */
@Timeout(20)
class RefusedByAllTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String ERROR =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":%s,\"message\":\"as told by %s\"}}";

  private void both(String method, int status, String code) {
    fs.on(method, (request, answer) -> answer.json(status, ERROR.formatted(code, "fs")));
    git.on(method, (request, answer) -> answer.json(status, ERROR.formatted(code, "git")));
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}"
        .formatted(method, params);
  }

  private static void assertTold(RawResponse answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(ERROR.formatted(code, "fs"));
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.header(SESSION)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "server/discover, 400, -32602",
    "server/discover, 404, -32601",
    "server/discover, 400, -32000",
    "tools/list, 400, -32602",
    "tools/list, 200, -32603",
    "subscriptions/listen, 404, -32601",
    "subscriptions/listen, 400, -32602"
  })
  void aModernRequestIsAnsweredAsTheFirstAnswersIt(String method, int status, String code)
      throws Exception {
    both(method, status, code);
    try (McpGate gate = gate()) {
      RawResponse answer =
          gate.post(McpGate.modern(method, ""), McpGate.MODERN, "Mcp-Method: " + method);
      assertTold(answer, status, code);
    }
  }

  @Test
  void anIntroductionIsAnsweredAsTheFirstAnswersIt() throws Exception {
    both("initialize", 200, "-32602");
    try (McpGate gate = gate()) {
      assertTold(gate.post(request("initialize", "")), 200, "-32602");
      both("initialize", 400, "-32602");
      assertTold(gate.post(request("initialize", "")), 400, "-32602");
      git.on(
          "initialize",
          (request, answer) ->
              answer.json(
                  FakeMcp.response(
                      request, "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}")));
      assertThat(gate.post(request("initialize", "")).header(SESSION)).isPresent();
    }
  }

  @Test
  void aListIsAnsweredAsTheFirstAnswersIt() throws Exception {
    try (McpGate gate = gate()) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      both("tools/list", 200, "-32602");
      assertTold(gate.post(request("tools/list", ""), session), 200, "-32602");
    }
  }

  @Test
  void aLevelThatAllRefuseIsRefusedAndNotToldToThoseWhoJoinLater() throws Exception {
    try (McpGate gate = gate()) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      fs.result("logging/setLevel", "{}");
      assertThat(level(gate, session, "debug").text()).contains("\"result\":{}");
      fs.next("logging/setLevel");
      both("logging/setLevel", 200, "-32602");
      assertTold(level(gate, session, "bogus"), 200, "-32602");
      fs.next("logging/setLevel");

      fs.forgetSession();
      String call = request("tools/call", "\"name\":\"fs.t\"");
      assertThat(gate.post(call, session).text()).contains("upstream_session_lost");
      assertThat(gate.post(call, session).text()).contains("\"text\":\"fs\"");
      assertThat(fs.next("logging/setLevel").body()).contains("\"debug\"");
    }
  }

  @Test
  void aLevelThatOneTakesIsTaken() throws Exception {
    both("logging/setLevel", 200, "-32602");
    git.result("logging/setLevel", "{}");
    try (McpGate gate = gate()) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      assertThat(level(gate, session, "debug").text())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }
  }

  private static RawResponse level(McpGate gate, String session, String level) throws Exception {
    return gate.post(request("logging/setLevel", "\"level\":\"" + level + "\""), session);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 403, 409, 429})
  void aStreamThatIsRefusedIsRefusedWithTheStatusOfTheUpstreams(int status) throws Exception {
    for (FakeMcp upstream : List.of(fs, git)) {
      upstream.on("GET", (request, answer) -> answer.json(status, ERROR.formatted("1", "x")));
    }
    try (McpGate gate = gate()) {
      RawResponse refused = gate.exchange(get(FederatedStreamsTest.open(gate)));
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.text()).contains("upstream_status").doesNotContain("as told");
    }
  }

  /** Else a client would take for missing what is only away. */
  @Test
  void whereOneLacksAMethodAndTheOtherIsAwayNobodyIsReached() throws Exception {
    both("subscriptions/listen", 404, "-32601");
    McpUpstream away = git.upstream();
    git.close();
    try (McpGate gate = McpGate.with(g -> g.upstream(fs.upstream()).upstream(away))) {
      RawResponse answer =
          gate.post(
              McpGate.modern("subscriptions/listen", ""),
              McpGate.MODERN,
              "Mcp-Method: subscriptions/listen");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable");
    }
  }
}
