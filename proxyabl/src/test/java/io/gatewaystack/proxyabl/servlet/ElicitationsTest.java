package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.call;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upstreams that send a client elsewhere, each under ids of its own. */
@Timeout(20)
class ElicitationsTest extends TwoServers {
  private static final String ELSEWHERE =
      "{\"mode\":\"url\",\"elicitationId\":\"7\",\"url\":\"https://a.example/?id=7\",\"message\":\"m\"}";

  private static String error(String id, String code, String elicitations) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%s,\"message\":\"m\",\"data\":{\"elicitations\":%s}}}"
        .formatted(id, code, elicitations);
  }

  @Test
  void idsOfOneUpstreamAreTheSameEverywhereAndNobodyElses() throws Exception {
    git.on(
        "tools/call",
        (request, answer) ->
            answer.events(
                event(
                    "1",
                    "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"elicitation/create\",\"params\":"
                        + ELSEWHERE
                        + "}"),
                event(
                    "2",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/elicitation/complete\","
                        + "\"params\":{\"elicitationId\":\"7\"}}"),
                event(
                    "3",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/other\","
                        + "\"params\":{\"elicitationId\":\"7\"}}"),
                event("4", error("3", "-32042", "[" + ELSEWHERE + ",1," + ELSEWHERE + "]"))));
    fs.on(
        "tools/call",
        (request, answer) ->
            answer.json(error(FakeMcp.id(request), "-3.2042e4", "[" + ELSEWHERE + "]")));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String session = open(gate);
      client.send(call(session, "git.t")).readHead();
      String renamed = ELSEWHERE.replace("\"7\"", "\"git.7\"");
      assertThat(next(client).data()).endsWith("\"params\":" + renamed + "}");
      assertThat(next(client).data()).endsWith("{\"elicitationId\":\"git.7\"}}");
      assertThat(next(client).data()).endsWith("{\"elicitationId\":\"7\"}}");
      assertThat(next(client).data()).contains("[" + renamed + ",1," + renamed + "]");
      assertThat(gate.exchange(call(session, "fs.t")).text())
          .contains("\"elicitationId\":\"fs.7\"");
    }
  }

  @Test
  void otherErrorsAndMalformedOnesStayAsTheyAre() throws Exception {
    String odd = error("3", "-32042", "{\"elicitationId\":\"7\"}");
    String other = error("3", "-32043", "[" + ELSEWHERE + "]");
    fs.on("tools/call", (request, answer) -> answer.json(odd));
    git.on("tools/call", (request, answer) -> answer.json(other));
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(gate.exchange(call(session, "fs.t")).text()).isEqualTo(odd);
      assertThat(gate.exchange(call(session, "git.t")).text()).isEqualTo(other);
    }
  }

  @Test
  void whatAllRefuseWithNamesWhoSaysSo() throws Exception {
    for (FakeMcp upstream : java.util.List.of(fs, git)) {
      upstream.on(
          "tools/list",
          (request, answer) ->
              answer.json(error(FakeMcp.id(request), "-32042", "[" + ELSEWHERE + "]")));
    }
    try (McpGate gate = gate()) {
      assertThat(
              gate.post(
                      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                      "Mcp-Session-Id: " + open(gate))
                  .text())
          .contains("\"elicitationId\":\"fs.7\"");
    }
  }
}
