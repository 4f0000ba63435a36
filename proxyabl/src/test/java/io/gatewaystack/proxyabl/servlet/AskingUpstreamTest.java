package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that asks its client something before it answers a call. */
@Timeout(20)
class AskingUpstreamTest {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";
  private static final String ASKS =
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":{\"vendor\":1.00}}";
  private static final String TELLS =
      "{\"result\":{\"action\":\"accept\",\"vendor\":2.00},\"jsonrpc\":\"2.0\",\"id\":%s}";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** Asks under the id 5, and answers when it was told. */
  private ScriptedUpstream.Script asking(String method) {
    return (request, answer) -> {
      answer.events(event("1", ASKS.formatted("5", method)));
      String response = told.poll(10, TimeUnit.SECONDS);
      answer.events(event("2", FakeMcp.response(request, "{\"told\":" + response + "}")));
    };
  }

  private void hear(ScriptedUpstream.Request request, ScriptedUpstream.Answer answer) {
    told.add(request.body());
    answer.status(202);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "sampling/createMessage",
        "elicitation/create",
        "roots/list",
        "ping",
        "vendor/method"
      })
  void whatOneUpstreamAsksAndIsToldPassesByteForByte(String method) throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  if (FakeMcp.method(request).equals("tools/call")) {
                    asking(method).answer(request, answer);
                  } else {
                    hear(request, answer);
                  }
                });
        McpGate gate = McpGate.to(upstream.uri());
        RawHttp client = gate.connect()) {
      client.send(McpGate.message("/mcp", "alice", CALL.formatted("t"))).readHead();
      assertThat(next(client).data()).isEqualTo(ASKS.formatted("5", method));
      assertThat(gate.post(TELLS.formatted("5")).status()).isEqualTo(202);
      assertThat(next(client).data()).contains("{\"told\":" + TELLS.formatted("5") + "}");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "sampling/createMessage",
        "elicitation/create",
        "roots/list",
        "ping",
        "vendor/method"
      })
  void whatOneOfSeveralAsksAndIsToldPassesUnderNamesOfTheirOwn(String method) throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git =
            FakeMcp.named("git").on("tools/call", asking(method)).on("response", this::hear);
        McpGate gate =
            McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
        RawHttp client = gate.connect()) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      client.send(McpGate.message("/mcp", "alice", CALL.formatted("git.t"), session)).readHead();
      String asked = next(client).data();
      String id = asked.substring(asked.indexOf("\"id\":") + 5, asked.indexOf(",\"method\""));
      assertThat(asked).isEqualTo(ASKS.formatted(id, method));
      assertThat(id).isNotEqualTo("5");
      assertThat(gate.post(TELLS.formatted(id), session).status()).isEqualTo(202);
      assertThat(next(client).data()).contains("{\"told\":" + TELLS.formatted("5") + "}");
      fs.next("initialize");
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }

  /** Asks under a long id, and answers when it was told. */
  private ScriptedUpstream.Script askingUnder(String id) {
    return (request, answer) -> {
      answer.events(event("1", ASKS.formatted(id, "roots/list")));
      String response = told.poll(10, TimeUnit.SECONDS);
      answer.events(event("2", FakeMcp.response(request, "{\"told\":" + response + "}")));
    };
  }

  @Test
  void whatOneOfSeveralAsksUnderALongIdCanBeAnswered() throws Exception {
    String id = '"' + "x".repeat(9_000) + '"';
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git =
            FakeMcp.named("git").on("tools/call", askingUnder(id)).on("response", this::hear);
        McpGate gate =
            McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
        RawHttp client = gate.connect()) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      client.send(McpGate.message("/mcp", "alice", CALL.formatted("git.t"), session)).readHead();
      String sealed = next(client).json().path("id").toString();
      assertThat(gate.post(TELLS.formatted(sealed), session).status()).isEqualTo(202);
      assertThat(next(client).data()).contains("{\"told\":" + TELLS.formatted(id) + "}");
    }
  }

  @Test
  void whatNoClientCouldAnswerIsRefusedAndNotPassedOn() throws Exception {
    String id = '"' + "x".repeat(33_000) + '"';
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git =
            FakeMcp.named("git").on("tools/call", askingUnder(id)).on("response", this::hear);
        McpGate gate =
            McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()))) {
      String session = SESSION + ": " + FederatedStreamsTest.open(gate);
      String answer =
          gate.exchange(McpGate.message("/mcp", "alice", CALL.formatted("git.t"), session)).text();
      String refused =
          "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32600,\"message\"";
      assertThat(answer.contains("\"id\":3,\"result\":{\"told\":" + refused)).isTrue();
      assertThat(answer.contains("roots/list")).isFalse();
    }
  }
}
