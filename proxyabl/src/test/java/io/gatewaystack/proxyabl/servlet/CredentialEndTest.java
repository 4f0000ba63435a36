package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.call;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Standing;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.testing.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a credential has opened ends with it; that of one that lives on goes on. */
@Timeout(20)
class CredentialEndTest extends TwoServers {
  private static final String SHORT = Believer.LASTS + ": 300";
  private static final String JUDGED = Believer.JUDGED + ": 100";
  private static final String LONG = Believer.LASTS + ": 9000000000000000"; // beyond all clocks
  private static final String ACKNOWLEDGED =
      "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
          + "\"params\":{\"notifications\":{}}}\n\n";

  private McpGate gate(boolean several) {
    return McpGate.with(
        gateway -> {
          gateway.heartbeat(Duration.ofMillis(100)).upstream(fs.upstream());
          if (several) {
            gateway.upstream(git.upstream());
          }
        });
  }

  private ScriptedUpstream.Script holding(String... events) {
    return (request, answer) -> {
      answer.events(events);
      assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
    };
  }

  private static byte[] with(byte[] request, String line) {
    String text = new String(request, ISO_8859_1);
    return text.replaceFirst("\r\n", "\r\n" + line + "\r\n").getBytes(ISO_8859_1);
  }

  /** All that a stream says until it ends. */
  private static String rest(RawHttp client) throws Exception {
    StringBuilder all = new StringBuilder();
    String line = client.readLine();
    while (!line.equals("0")) { // the last chunk
      all.append(line).append('\n');
      line = client.readLine();
    }
    return all.toString();
  }

  private static void expectGoesOn(RawHttp client) throws Exception {
    int beats = 0;
    while (beats < 8) { // each a tenth of a second after the one before
      beats += client.readLine().equals(": ") ? 1 : 0;
    }
  }

  private static void expectEnded(McpGate gate) throws Exception {
    expectEnded(gate, "token_expired");
  }

  private static void expectEnded(McpGate gate, String why) throws Exception {
    assertThat(gate.comesToRest()).isTrue();
    var codes = gate.ending().context().find(Warnings.class).orElseThrow().codes();
    assertThat(codes).contains(why);
  }

  private static byte[] listen() {
    return McpGate.message(
        "/mcp",
        "alice",
        McpGate.modern("subscriptions/listen", "\"notifications\":{}"),
        McpGate.MODERN,
        "Mcp-Method: subscriptions/listen");
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void aListeningStreamEndsAndIsTakenUpWithAnotherCredential(boolean several) throws Exception {
    fs.on("GET", holding(event("f:1", notification("notifications/x"))));
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect();
        RawHttp again = gate.connect()) {
      String session = open(gate);
      gate.ending();
      assertThat(client.send(get(session, SHORT)).readHead().status()).isEqualTo(200);
      String place = next(client).id();
      assertThat(rest(client)).doesNotContain("data");
      expectEnded(gate);
      fs.next("GET");
      again.send(get(session, LONG, "Last-Event-ID: " + place)).readHead();
      assertThat(fs.next("GET").header("Last-Event-ID")).isEqualTo("f:1");
      expectGoesOn(again);
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void aListeningStreamEndsWhenItsCredentialIsRefused(boolean several) throws Exception {
    fs.on("GET", holding(event("f:1", notification("notifications/x"))));
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect()) {
      String session = open(gate);
      gate.ending();
      client.send(get(session, JUDGED)).readHead();
      expectGoesOn(client);
      gate.judge(Standing.Verdict.ENDED);
      assertThat(rest(client)).doesNotContain("error");
      expectEnded(gate, "credential_refused");
    }
  }

  @Test
  void aSubscriptionOutlivesAnOutageOfWhoJudgesAndNotALongOne() throws Exception {
    fs.on("subscriptions/listen", holding(ACKNOWLEDGED));
    try (McpGate gate = gate(false);
        RawHttp client = gate.connect()) {
      gate.judge(Standing.Verdict.UNKNOWN);
      client.send(with(listen(), JUDGED)).readHead();
      expectGoesOn(client);
      gate.judge(Standing.Verdict.GOOD);
      expectGoesOn(client);
      gate.judge(Standing.Verdict.UNKNOWN);
      expectGoesOn(client);
      assertThat(rest(client)).contains("resultType");
      expectEnded(gate, "credential_not_judged");
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void aSubscriptionEndsWithItsAnswer(boolean several) throws Exception {
    fs.on("subscriptions/listen", holding(ACKNOWLEDGED));
    git.on("subscriptions/listen", holding(ACKNOWLEDGED));
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect();
        RawHttp other = gate.connect()) {
      client.send(with(listen(), SHORT)).readHead();
      assertThat(next(client).data()).contains("acknowledged");
      assertThat(rest(client))
          .contains(
              "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
                  + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1")
          .doesNotContain("error");
      expectEnded(gate);
      other.send(with(listen(), LONG)).readHead();
      expectGoesOn(other);
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void anAnswerThatCanBeTakenUpAgainEndsWithoutAnError(boolean several) throws Exception {
    String tool = several ? "fs.t" : "t";
    fs.on("tools/call", holding("id: f:1\ndata: \n\n"));
    fs.on(
        "GET",
        (request, answer) ->
            answer.events(event("f:2", "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}")));
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect();
        RawHttp other = gate.connect()) {
      String session = open(gate);
      gate.ending();
      client.send(with(call(session, tool), SHORT)).readHead();
      String told = rest(client);
      assertThat(told).doesNotContain("error");
      expectEnded(gate);
      String place = told.lines().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();
      String taken =
          gate.exchange(get(session, LONG, "Last-Event-ID: " + place.substring(4))).text();
      assertThat(taken).contains("\"id\":3,\"result\":{}");
      other.send(with(call(session, tool), LONG)).readHead();
      expectGoesOn(other);
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void anAnswerThatCannotIsAnError(boolean several) throws Exception {
    fs.on("tools/call", holding(event("", notification("notifications/x")).substring(5)));
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect()) {
      String session = open(gate);
      gate.ending();
      client.send(with(call(session, several ? "fs.t" : "t"), SHORT)).readHead();
      assertThat(rest(client)).contains("\"id\":3,\"error\":{\"code\":-32001", "token_expired");
      expectEnded(gate);
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void aModernAnswerIsAnErrorAndCancelledUpstream(boolean several) throws Exception {
    fs.on("tools/call", (request, answer) -> answer.untilGone());
    String name = several ? "fs.t" : "t";
    byte[] call =
        McpGate.message(
            "/mcp",
            "alice",
            McpGate.modern("tools/call", "\"name\":\"" + name + "\""),
            McpGate.MODERN,
            "Mcp-Method: tools/call",
            "Mcp-Name: " + name,
            SHORT);
    try (McpGate gate = gate(several);
        RawHttp client = gate.connect()) {
      client.send(call).readHead();
      assertThat(rest(client)).contains("\"id\":1,\"error\":{\"code\":-32001", "token_expired");
      expectEnded(gate);
    }
  }

  @ParameterizedTest(name = "ends: {0}")
  @ValueSource(booleans = {true, false})
  void anAnswerOfTheGatewaysOwnThatHasBecomeAStream(boolean ends) throws Exception {
    CompletableFuture<ToolResult> answered = new CompletableFuture<>();
    Tool slow = Tool.named("slow").answeringLater(asked -> answered);
    byte[] call =
        McpGate.message(
            "/mcp",
            "alice",
            McpGate.modern("tools/call", "\"name\":\"slow\""),
            McpGate.MODERN,
            "Mcp-Method: tools/call",
            "Mcp-Name: slow",
            ends ? SHORT : LONG);
    try (McpGate gate = McpGate.with(settings(slow));
        RawHttp client = gate.connect()) {
      client.send(call).readHead();
      if (!ends) {
        expectGoesOn(client);
        answered.complete(ToolResult.text("late"));
      }
      assertThat(rest(client)).contains(ends ? "token_expired" : "\"text\":\"late\"");
      assertThat(answered.isCancelled()).isEqualTo(ends);
    }
  }

  private static Consumer<McpGateway.Builder> settings(Tool tool) {
    return gateway -> gateway.heartbeat(Duration.ofMillis(100)).tools(List.of(tool));
  }
}
