package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for a tool of the gateway's own when the server stops. */
@Timeout(20)
class StoppedToolsTest {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final CompletableFuture<ToolResult> later = new CompletableFuture<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final AtomicBoolean calledAfterwards = new AtomicBoolean();
  private final List<Tool> tools =
      List.of(
          Tool.named("later").answeringLater(call -> answerLater()),
          Tool.named("blocking").answering(this::block),
          Tool.named("stubborn").answering(this::insist),
          Tool.named("afterwards").answering(call -> called()));

  @AfterEach
  void letGo() {
    done.countDown();
  }

  private CompletableFuture<ToolResult> answerLater() {
    asked.countDown();
    return later;
  }

  private ToolResult block(ToolCall call) {
    asked.countDown();
    try {
      assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
    return ToolResult.text("too late");
  }

  /** Does not mind being interrupted. */
  private ToolResult insist(ToolCall call) {
    asked.countDown();
    while (done.getCount() > 0) {
      block(call);
    }
    return ToolResult.text("too late");
  }

  private ToolResult called() {
    calledAfterwards.set(true);
    return ToolResult.text("called");
  }

  private McpGate gate() {
    return McpGate.with(this::settings);
  }

  private void settings(McpGateway.Builder gateway) {
    gateway.tools(tools).heartbeat(Duration.ofMillis(50));
  }

  /** Looks at answers, and leaves them as they are. */
  private Layer edited(Layer layer) {
    return new Layer() {
      @Override
      public String name() {
        return layer.name();
      }

      @Override
      public Decision before(RequestContext context) {
        return layer.before(context) instanceof Decision.Proceed proceed
            ? proceed.editing((message, out) -> out.accept(message))
            : layer.before(context);
      }
    };
  }

  private static byte[] legacy(String tool) {
    return McpGate.message(
        "/mcp",
        "alice",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
            .formatted(tool),
        McpGate.LEGACY);
  }

  private void awaitAsked() throws InterruptedException {
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
  }

  private static void expectUnavailable(RawResponse refused) {
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).contains("\"error\":\"unavailable\"");
  }

  /** Also when the container cannot tell, because a tool does not give its thread back. */
  @ParameterizedTest(name = "{0}, edited: {1}")
  @CsvSource({"later, false", "blocking, false", "stubborn, false", "stubborn, true"})
  void aCallerIsToldThatNobodyWaitsForTheToolAnyMore(String tool, boolean edited) throws Exception {
    try (McpGate gate = McpGate.with(this::settings, edited ? this::edited : layer -> layer);
        RawHttp client = gate.connect()) {
      client.send(legacy(tool));
      awaitAsked();
      gate.endStreams(); // a call is no stream
      gate.destroy();
      RawResponse refused = client.read();
      expectUnavailable(refused);
      assertThat(refused.text()).contains("\"id\":7");
      done.countDown();
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(later.isCancelled()).isEqualTo(tool.equals("later"));
      assertThat(interrupted.get()).isEqualTo(!tool.equals("later"));
    }
  }

  @Test
  void aFunctionIsNotBlamedForTheEnd() throws Exception {
    try (RawUpstream silent =
        RawUpstream.running(
            peer -> {
              peer.readRequest();
              peer.awaitClose();
            })) {
      RestTools functions =
          RestTools.builder(silent.uri()).tools(Map.of("lookup", Set.of())).build();
      try (McpGate gate = McpGate.with(gateway -> gateway.tools(functions.tools()));
          RawHttp client = gate.connect()) {
        client.send(legacy("lookup"));
        silent.awaitRequest();
        gate.destroy();
        functions.close();
        expectUnavailable(client.read());
        assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      }
    }
  }

  @Test
  void aStreamThatHasBegunEndsWithTheReason() throws Exception {
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String call = McpGate.modern("tools/call", "\"name\":\"later\"");
      client
          .send(
              McpGate.message(
                  "/mcp",
                  "alice",
                  call,
                  McpGate.MODERN,
                  "Mcp-Method: tools/call",
                  "Mcp-Name: later"))
          .readHead();
      gate.destroy();
      String line = "";
      while (!line.startsWith("data: ")) {
        line = client.readLine();
      }
      assertThat(line).contains("\"id\":1", "\"error\":\"unavailable\"");
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void aToolThatAnswersInTimeIsHeard() throws Exception {
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(legacy("later"));
      awaitAsked();
      gate.endStreams();
      later.complete(ToolResult.text("in time"));
      assertThat(client.read().text()).contains("in time");
      gate.destroy();
      assertThat(gate.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void whoComesAfterTheEndIsRefused() throws Exception {
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      gate.destroy();
      expectUnavailable(client.send(legacy("afterwards")).read());
      assertThat(calledAfterwards).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "blocking", "stubborn"})
  void whoCallsItByPostIsToldAsWell(String tool) throws Exception {
    Believer believer = new Believer();
    ToolServlet servlet = new ToolServlet(Toolbox.of(tools), InstantSource.system());
    try (TestServer server =
            TestServer.builder()
                .filter(
                    "/*",
                    GovernanceFilter.builder(believer)
                        .routes(Routes.none().restTools("/tools"))
                        .build())
                .servlet("/*", servlet)
                .start();
        RawHttp client = RawHttp.connect(server.port())) {
      client.send(McpGate.message("/tools/" + tool, "alice", "{}"));
      awaitAsked();
      servlet.destroy();
      expectUnavailable(client.read());
      done.countDown();
      assertThat(believer.ending().outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(later.isCancelled()).isEqualTo(tool.equals("later"));
      try (RawHttp next = RawHttp.connect(server.port())) {
        expectUnavailable(next.send(McpGate.message("/tools/afterwards", "alice", "{}")).read());
      }
      assertThat(calledAfterwards).isFalse();
    }
  }
}
