package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Layers in front that change or stop what the upstream says. */
@Timeout(20)
class McpEditorsTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";
  private static final String RESULT =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"text\":\"secret\"}}";
  private static final String EVENT = "id: 7\nevent: message\ndata: " + RESULT + "\n\n";
  private static final String NOTE =
      "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"secret\"}}\n\n";

  /** Masks a word, and throws when it sees another. */
  private record Masking() implements Layer {
    @Override
    public String name() {
      return "masking";
    }

    @Override
    public Decision before(RequestContext context) {
      ResponseEditor editor =
          (message, out) -> {
            String text = new String(message.bytes(), StandardCharsets.UTF_8);
            if (text.contains("poison")) {
              throw new IllegalStateException("not to be seen");
            }
            byte[] masked = text.replace("secret", "******").getBytes(StandardCharsets.UTF_8);
            out.accept(
                text.contains("secret") ? message.with(JsonDocument.parse(masked)) : message);
          };
      return Decision.proceed(context).editing(editor);
    }
  }

  private static McpGate gate(ScriptedUpstream upstream) {
    return McpGate.with(
        gateway ->
            gateway.upstream(McpUpstream.of("up", upstream.uri())).heartbeat(Duration.ofMillis(50)),
        layer -> Pipeline.of(layer, new Masking()));
  }

  @Test
  void aWholeAnswerIsChanged() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(RESULT);
        McpGate gate = gate(upstream)) {
      assertThat(gate.post(CALL).text()).isEqualTo(RESULT.replace("secret", "******"));
      assertThat(gate.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void aLargeWholeAnswerIsChanged() throws Exception {
    String large = RESULT.replace("secret", "secret" + "x".repeat(1 << 20));
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(large);
        McpGate gate = gate(upstream)) {
      assertThat(gate.post(CALL).text()).isEqualTo(large.replace("secret", "******"));
    }
  }

  @Test
  void eachEventIsChangedAsItPasses() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.events(": hello\n\n", NOTE);
                  assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
                  answer.events(EVENT);
                });
        McpGate gate = gate(upstream);
        RawHttp client = gate.connect()) {
      client.send(McpGate.message("/mcp", "alice", CALL)).readHead();
      String line = client.readLine();
      while (!line.startsWith("data")) {
        line = client.readLine();
      }
      assertThat(line).contains("notifications/message", "******");
      seen.countDown();
      line = client.readLine();
      while (!line.startsWith("data")) {
        line = client.readLine();
      }
      assertThat(line).contains("\"id\":1", "******");
      assertThat(gate.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void anAnswerALayerStopsReachesNobody() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(RESULT.replace("secret", "poison"));
        McpGate gate = gate(upstream)) {
      assertThat(gate.post(CALL).text()).contains("internal_error").doesNotContain("poison");
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void aStreamALayerStopsEndsWithAnErrorAndTheCallUpstreamIsLetGo() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) ->
                    answer.events(NOTE, EVENT.replace("secret", "poison")).untilGone());
        McpGate gate = gate(upstream)) {
      String body =
          gate.exchange(
                  McpGate.message(
                      "/mcp",
                      "alice",
                      McpGate.modern("tools/call", "\"name\":\"t\""),
                      McpGate.MODERN,
                      "Mcp-Method: tools/call",
                      "Mcp-Name: t"))
              .text();
      assertThat(body).contains("******", "\"error\":{\"code\":-32603").doesNotContain("poison");
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(gate.running()).isZero();
    }
  }
}
