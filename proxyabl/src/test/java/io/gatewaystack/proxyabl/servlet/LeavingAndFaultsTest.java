package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederationRequests.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that are missing, odd or slow, and clients that go away while these are asked. */
@Timeout(20)
class LeavingAndFaultsTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";

  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\"}}}";

  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";

  private static final String NOTE = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}";

  private McpGate both() {
    return McpGate.with(
        gateway ->
            gateway
                .upstream(fs.upstream())
                .upstream(git.upstream())
                .heartbeat(Duration.ofMillis(50)));
  }

  private McpGate alone() {
    return McpGate.with(gateway -> gateway.upstream(fs.upstream()));
  }

  private static byte[] modern(String method, String params, String... more) {
    String[] headers = {
      McpGate.MODERN, "Mcp-Method: " + method, more.length > 0 ? more[0] : "X: 1"
    };
    return McpGate.message("/mcp", "alice", McpGate.modern(method, params), headers);
  }

  // Sessions.

  @Test
  void toolsOfItsOwnStayUsableWhileEveryUpstreamIsDown() throws Exception {
    try (DeadPort port = DeadPort.open();
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .upstream(McpUpstream.of("dead", port.uri("/mcp")))
                        .tools(List.of(Tool.named("add").answering(c -> ToolResult.text("3")))))) {
      String session = gate.post(INITIALIZE).header(SESSION).orElseThrow();

      assertThat(post(gate, session, LIST).text()).contains("\"name\":\"add\"");
      assertThat(
              post(
                      gate,
                      session,
                      "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"add\"}}")
                  .text())
          .contains("\"text\":\"3\"");
    }
  }

  @Test
  void anIntroductionTooLongToKeepStillOpensASession() throws Exception {
    String introduction = INITIALIZE.replace("\"c\"", "\"" + "c".repeat(100_000) + "\"");
    try (McpGate gate = both()) {
      String session = gate.post(introduction).header(SESSION).orElseThrow();

      assertThat(post(gate, session, LIST).text()).contains("fs.t", "git.t");
      fs.forgetSession(); // and cannot be told again who the client is
      assertThat(post(gate, session, LIST).text()).contains("git.t").doesNotContain("fs.t");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2026-07-28", "2030-01-01", "zzz"})
  void whoSpeaksARevisionThatIsNotSpokenHereTakesNoPart(String version) throws Exception {
    fs.result("initialize", "{\"protocolVersion\":\"" + version + "\",\"capabilities\":{}}");
    try (McpGate gate = both()) {
      RawResponse hello = gate.post(INITIALIZE);

      assertThat(hello.text()).contains("\"protocolVersion\":\"2025-11-25\"");
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("upstream_error:fs");
      String session = hello.header(SESSION).orElseThrow();
      assertThat(post(gate, session, LIST).text()).contains("git.t").doesNotContain("fs.t");
    }
  }

  @Test
  void aSessionThatWasEndedStaysEndedHoweverManyCome() throws Exception {
    fs.result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
    try (McpGate gate =
        McpGate.with(
            gateway ->
                gateway
                    .upstream(fs.upstream())
                    .tools(List.of(Tool.named("add").answering(c -> ToolResult.text("3"))))
                    .maxSessions(2))) {
      String ended = gate.post(INITIALIZE).header(SESSION).orElseThrow();
      gate.exchange("DELETE", SESSION + ": " + ended, McpGate.LEGACY);
      for (int i = 0; i < 4; i++) {
        gate.post(INITIALIZE);
      }
      assertThat(post(gate, ended, LIST).status()).isEqualTo(404);
    }
  }

  // Answers.

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "json | {\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{\"secret\":1}}",
        "events | data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/secret\"}"
      })
  void whatTakesNoAnswerGetsNone(String form, String told) throws Exception {
    fs.on(
        "notifications/x",
        (request, answer) -> {
          if (form.equals("json")) {
            answer.json(told);
          } else {
            answer.events(told + "\n\n").untilGone();
          }
        });
    try (McpGate gate = alone()) {
      String session = gate.post(INITIALIZE).header(SESSION).orElseThrow();
      RawResponse answer = post(gate, session, NOTE);

      assertThat(answer.status()).isBetween(200, 202);
      assertThat(answer.text()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"secret\":1}} | false",
        "400 | {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"secret\":1}} | false",
        "404 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"secret\"} | false",
        "400 | {\"jsonrpc\":\"2.0\",\"id\":99,\"error\":{\"code\":1,\"message\":\"secret\"}} | false",
        "400 | {\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":1,\"message\":\"secret\"}} | true",
        "400 | {\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"secret\"}} | true"
      })
  void aRefusalPassesOnlyWhenItAnswersTheRequest(int status, String body, boolean passes)
      throws Exception {
    fs.on("tools/list", (request, answer) -> answer.json(status, body));
    try (McpGate gate = alone()) {
      String session = gate.post(INITIALIZE).header(SESSION).orElseThrow();
      RawResponse answer = post(gate, session, LIST);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text().contains("secret")).isEqualTo(passes);
    }
  }

  @Test
  void aStreamCarriesOneAnswerAndNobodyElses() throws Exception {
    fs.on(
        "tools/list",
        (request, answer) ->
            answer.events(
                "data: {\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"secret\":1}}\n\n",
                "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/note\"}\n\n",
                "data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[]}}\n\n",
                "data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"secret\":2}}\n\n"));
    try (McpGate gate = alone()) {
      String session = gate.post(INITIALIZE).header(SESSION).orElseThrow();
      String text = post(gate, session, LIST).text();

      assertThat(text).contains("notifications/note", "\"tools\":[]").doesNotContain("secret");
    }
  }

  // Clients that go away.

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"tools/list | ~~", "subscriptions/listen | \"notifications\":{}"})
  void aModernClientThatLeavesEndsWhatIsAskedForIt(String method, String params) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    fs.on(
        method,
        (request, answer) -> {
          answer.events(": waiting\n\n");
          asked.countDown();
          answer.untilGone();
          gone.countDown();
        });
    try (McpGate gate = both()) {
      try (RawHttp client = gate.connect()) {
        client.send(modern(method, params));
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aModernListThatTakesLongComesAsAnEvent() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    fs.on(
        "tools/list",
        (request, answer) -> {
          assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
          answer.json(FakeMcp.response(request, "{\"tools\":[{\"name\":\"late\"}]}"));
        });
    try (McpGate gate = both();
        RawHttp client = gate.connect()) {
      client.send(modern("tools/list", ""));
      assertThat(client.readHead().header("Content-Type")).hasValue("text/event-stream");
      waiting.countDown();
      String line = client.readLine();
      while (!line.startsWith("data")) {
        line = client.readLine();
      }
      assertThat(line).contains("fs.late", "git.t");
    }
  }

  @Test
  void aModernClientThatLeavesAToolEndsItsCall() throws Exception {
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    Tool slow =
        Tool.named("slow")
            .answeringLater(
                call -> {
                  asked.countDown();
                  return result;
                });
    try (McpGate gate =
        McpGate.with(gateway -> gateway.tools(List.of(slow)).heartbeat(Duration.ofMillis(50)))) {
      try (RawHttp client = gate.connect()) {
        client.send(modern("tools/call", "\"name\":\"slow\"", "Mcp-Name: slow"));
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
      }
      assertThatThrownBy(() -> result.get(5, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aSubscriptionBeginsWithItsAcknowledgementOrNotAtAll() throws Exception {
    fs.on(
        "subscriptions/listen",
        (request, answer) ->
            answer.events("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/early\"}\n\n"));
    try (McpGate gate = McpGate.with(g -> g.upstream(fs.upstream()).upstream(git.upstream()))) {
      RawResponse answer = gate.exchange(modern("subscriptions/listen", "\"notifications\":{}"));

      assertThat(answer.status()).isEqualTo(502);
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .contains("upstream_error:fs");
    }
  }

  // Settings.

  @Test
  void noClientSaysWhatTheGatewaySays() {
    McpUpstream keyed = fs.upstream().withCredential(UpstreamCredential.apiKey("X-Team-Key", "k"));

    refused(g -> g.identityHeader("X-Team", IdentityField.TENANT).forwardHeaders("X-Team"), "team");
    refused(g -> g.forwardHeaders("x-team-key"), "x-team-key", keyed);
    refused(g -> g.identityHeader("X-Team-Key", IdentityField.TENANT), "x-team-key", keyed);
    refused(g -> g.identityHeader("Mcp-Param-User", IdentityField.SUBJECT), "mcp-param-user");
    refused(g -> g.identityHeader("Accept", IdentityField.SUBJECT), "accept");
    McpGateway.builder()
        .upstream(keyed)
        .identityHeader("X-Team", IdentityField.TENANT)
        .forwardHeaders("X-Other")
        .build();
  }

  private void refused(Consumer<McpGateway.Builder> settings, String named) {
    refused(settings, named, fs.upstream());
  }

  private static void refused(
      Consumer<McpGateway.Builder> settings, String named, McpUpstream upstream) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              McpGateway.Builder builder = McpGateway.builder().upstream(upstream);
              settings.accept(builder);
              builder.build();
            })
        .withMessageMatching("(?is).*" + named + ".*");
  }
}
