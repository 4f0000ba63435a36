package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static io.gatewaystack.proxyabl.servlet.McpStreams.PROGRESS;
import static io.gatewaystack.proxyabl.servlet.McpStreams.RESULT;
import static io.gatewaystack.proxyabl.servlet.McpStreams.call;
import static io.gatewaystack.proxyabl.servlet.McpStreams.get;
import static io.gatewaystack.proxyabl.servlet.McpStreams.modernCall;
import static io.gatewaystack.proxyabl.servlet.McpStreams.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawHttp;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of MCP streams that go away, or read nothing. */
@Timeout(20)
class LeavingMcpClientsTest {
  /** Opens when an upstream has been hung up on. */
  private final CountDownLatch gone = new CountDownLatch(1);

  /** Tells of progress, and then that it is still there. */
  private ScriptedUpstream tellingUntilGone() {
    return ScriptedUpstream.running(
        (request, answer) -> {
          answer.events(PROGRESS).untilGone();
          gone.countDown();
        });
  }

  private static void leaveAfterAnEvent(McpGate gate, byte[] request) throws Exception {
    try (RawHttp client = gate.connect()) {
      client.send(request).readHead();
      next(client);
    }
  }

  @Test
  void aModernClientThatGoesAwayCancelsItsCall() throws Exception {
    try (ScriptedUpstream upstream = tellingUntilGone();
        McpGate gate = McpGate.to(upstream.uri())) {
      leaveAfterAnEvent(gate, modernCall());
      await(gone);
      assertThat(gate.outcome()).isInstanceOf(Outcome.Aborted.class);
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void aModernClientThatLeavesASilentUpstreamCancelsItsCall() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  assertThat(peer.awaitClose()).isTrue();
                  gone.countDown();
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(50)))) {
      try (RawHttp client = gate.connect()) {
        client.send(modernCall());
        upstream.awaitRequest();
      }
      await(gone);
      assertThat(gate.outcome()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  /** Nothing comes from the upstream: only the heartbeat can find out. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"tools/call", "subscriptions/listen", "GET"})
  void aClientThatGoesAwaySilentlyIsNoticedByTheHeartbeat(String what) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  assertThat(peer.awaitClose()).isTrue();
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(50)))) {
      byte[] listen =
          McpGate.message(
              "/mcp",
              "alice",
              McpGate.modern("subscriptions/listen", ""),
              McpGate.MODERN,
              "Mcp-Method: subscriptions/listen");
      try (RawHttp client = gate.connect()) {
        client.send(
            switch (what) {
              case "GET" -> get();
              case "tools/call" -> modernCall();
              default -> listen;
            });
        client.readHead();
      }
      assertThat(gate.outcome()).isInstanceOf(Outcome.Aborted.class);
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void aLegacyCallGoesOnWithoutItsClient() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    CountDownLatch complete = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.events(PROGRESS);
                  await(left);
                  for (int i = 0; i < 100; i++) {
                    answer.events(PROGRESS.repeat(100));
                  }
                  answer.events(RESULT);
                  complete.countDown();
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(20)))) {
      leaveAfterAnEvent(gate, call());
      assertThat(gate.outcome()).isInstanceOf(Outcome.Aborted.class);
      assertThat(gate.running()).isOne();
      left.countDown();
      await(complete);
    }
  }

  @Test
  void aLegacyCallDoesNotGoOnForEverWithoutItsClient() throws Exception {
    try (ScriptedUpstream upstream = tellingUntilGone();
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway.upstream(
                        McpUpstream.of("up", upstream.uri())
                            .withIdleTimeout(Duration.ofMillis(200))))) {
      leaveAfterAnEvent(gate, call());
      await(gone);
    }
  }

  @Test
  void aSlowClientStallsTheUpstreamAndNotTheHeap() throws Exception {
    AtomicLong sent = new AtomicLong();
    String large = "data: {\"jsonrpc\":\"2.0\",\"method\":\"" + "x".repeat(60_000) + "\"}\n\n";
    int count = 700; // 42 MB, more than all buffers on the way hold
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  for (int i = 0; i < count; i++) {
                    answer.events(large);
                    sent.incrementAndGet();
                  }
                  answer.events(RESULT);
                });
        McpGate gate = McpGate.to(upstream.uri());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
      client.getOutputStream().write(call("Connection: close"));
      long before;
      do {
        before = sent.get();
        assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
      } while (before == 0 || sent.get() != before);
      assertThat(before).isLessThan(count * 2 / 3);
      byte[] piece = new byte[1 << 20];
      long received = 0;
      for (int n = 0; n >= 0; n = client.getInputStream().read(piece)) {
        received += n;
      }
      assertThat(received).isGreaterThan((long) count * large.length());
    }
  }
}
