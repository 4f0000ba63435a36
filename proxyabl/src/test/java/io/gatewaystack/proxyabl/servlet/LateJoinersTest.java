package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream is told that joins a session later, or again. */
@Timeout(20)
class LateJoinersTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String CALL = request("tools/call", "\"name\":\"fs.t\"");
  private static final String GREETING = "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}";

  @Override
  McpGate gate() {
    McpUpstream brief = fs.upstream().withTimeout(Duration.ofSeconds(1));
    return McpGate.with(gateway -> gateway.upstream(brief).upstream(git.upstream()));
  }

  private static String open(McpGate gate) throws IOException {
    return SESSION + ": " + gate.post(INITIALIZE).header(SESSION).orElseThrow();
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"%s\",\"params\":{%s}}"
        .formatted(method, params);
  }

  private static RawResponse level(McpGate gate, String session, String level) throws IOException {
    return gate.post(request("logging/setLevel", "\"level\":\"" + level + "\""), session);
  }

  private static RawResponse uri(McpGate gate, String session, String method, String uri)
      throws IOException {
    return gate.post(request("resources/" + method, "\"uri\":\"" + uri + "\""), session);
  }

  private static String params(ScriptedUpstream.Request request) {
    return FakeMcp.tree(request).path("params").toString();
  }

  @Test
  void whoJoinsLateIsToldBeforeAnybodyWaitsForIt() throws Exception {
    fs.on("initialize", (request, answer) -> answer.status(503));
    fs.result("logging/setLevel", "{}");
    try (McpGate gate = gate()) {
      String session = open(gate);
      fs.next("initialize");
      fs.on(
          "initialize",
          (request, answer) -> {
            answer.header(SESSION, "s-fs");
            answer.json(FakeMcp.response(request, GREETING));
          });
      gate.ending();
      do { // it is asked again when as long has passed as its refusal took, and a second
        TimeUnit.MILLISECONDS.sleep(20);
        level(gate, session, "debug");
      } while (gate.ending().context().find(Warnings.class).isPresent());
      fs.next("notifications/initialized");
      ScriptedUpstream.Request told = fs.next();
      assertThat(FakeMcp.method(told)).isEqualTo("logging/setLevel");
      assertThat(FakeMcp.id(told)).isNotEqualTo("3"); // the gateway's own, not the client's
      assertThat(params(told)).isEqualTo("{\"level\":\"debug\"}");
      assertThat(FakeMcp.id(fs.next("logging/setLevel"))).isEqualTo("3");
    }
  }

  @Test
  void whoJoinsAgainIsToldWhatTheClientWants() throws Exception {
    fs.result("resources/subscribe", "{}").result("resources/unsubscribe", "{}");
    fs.result("logging/setLevel", "{}");
    git.result("resources/subscribe", "{}");
    try (McpGate gate = gate()) {
      String session = open(gate);
      level(gate, session, "error");
      level(gate, session, "debug");
      for (String name : new String[] {"a", "b", "c"}) {
        assertThat(uri(gate, session, "subscribe", "fs+file:///" + name).status()).isEqualTo(200);
        fs.next("resources/subscribe");
      }
      uri(gate, session, "subscribe", "git+file:///d");
      uri(gate, session, "unsubscribe", "fs+file:///b");
      fs.on(
          "resources/subscribe",
          (request, answer) ->
              answer.json(
                  "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32002,\"message\":\"no\"}}"
                      .formatted(FakeMcp.id(request))));
      assertThat(uri(gate, session, "subscribe", "fs+file:///e").text()).contains("-32002");
      fs.next("resources/subscribe");
      fs.result("resources/subscribe", "{}");

      fs.forgetSession();
      assertThat(gate.post(CALL, session).text()).contains("upstream_session_lost");
      assertThat(gate.post(CALL, session).text()).contains("\"text\":\"fs\"");

      ScriptedUpstream.Request ready = fs.next("notifications/initialized");
      assertThat(ready.header(SESSION)).isEqualTo("again-fs");
      ScriptedUpstream.Request told = fs.next("logging/setLevel");
      assertThat(params(told)).isEqualTo("{\"level\":\"debug\"}");
      assertThat(told.header(SESSION)).isEqualTo("again-fs");
      assertThat(params(fs.next("resources/subscribe"))).isEqualTo("{\"uri\":\"file:///a\"}");
      assertThat(params(fs.next("resources/subscribe"))).isEqualTo("{\"uri\":\"file:///c\"}");
      assertThat(FakeMcp.method(fs.next())).isEqualTo("tools/call");
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }

  @Test
  void whoDoesNotTakeWhatItIsToldJoinsAllTheSame() throws Exception {
    fs.result("logging/setLevel", "{}");
    try (McpGate gate = gate()) {
      String session = open(gate);
      level(gate, session, "debug");
      fs.on("logging/setLevel", (request, answer) -> answer.status(500));
      fs.forgetSession();
      gate.post(CALL, session);
      for (int i = 0; i < 3; i++) {
        gate.ending();
      }
      assertThat(gate.post(CALL, session).text()).contains("\"text\":\"fs\"");
      assertThat(gate.ending().context().find(Warnings.class).orElseThrow().codes())
          .containsExactly("upstream_error:fs");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1", "null", "{}", "\"a level with more characters than any has\""})
  void aLevelThatIsNoneIsNotToldAgain(String level) throws Exception {
    try (McpGate gate = gate()) {
      String session = open(gate);
      gate.post(request("logging/setLevel", "\"level\":" + level), session);
      fs.next("logging/setLevel");
      fs.forgetSession();
      gate.post(CALL, session);
      assertThat(gate.post(CALL, session).text()).contains("\"text\":\"fs\"");
      fs.next("notifications/initialized");
      assertThat(FakeMcp.method(fs.next())).isEqualTo("tools/call");
    }
  }
}
