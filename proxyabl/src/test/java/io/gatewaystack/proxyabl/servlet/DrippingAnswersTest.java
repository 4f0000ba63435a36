package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.Heap;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message must be whole in time, however slowly its bytes come, and is not kept when it is. */
@Timeout(20)
class DrippingAnswersTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String JSON =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

  /** Says something, then the same again and again, every 50 ms, until the gateway hangs up. */
  private static RawUpstream dripping(String beginning, String drop) throws IOException {
    return RawUpstream.running(
        peer -> {
          peer.readRequest();
          peer.send(beginning);
          for (int i = 0; i < 200; i++) {
            pause();
            peer.send(drop);
          }
        });
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static McpGate gate(RawUpstream upstream) {
    McpUpstream hasty =
        McpUpstream.of("up", upstream.uri()).withIdleTimeout(Duration.ofMillis(600));
    return McpGate.with(gateway -> gateway.upstream(hasty));
  }

  @Test
  void aWholeAnswerThatDripsHasTimedOut() throws Exception {
    try (RawUpstream upstream = dripping(JSON, " ");
        McpGate gate = gate(upstream)) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("upstream_timeout");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"data: {", ": half a comment"})
  void anEventThatDripsHasTimedOut(String begun) throws Exception {
    try (RawUpstream upstream = dripping(STREAM + begun, " ");
        McpGate gate = gate(upstream)) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("upstream_timeout").doesNotContain("half");
    }
  }

  @Test
  void aStreamOfWholeEventsGoesOnForAsLongAsTheyCome() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(STREAM);
                  for (int i = 0; i < 24; i++) { // twice as long as one of them may take
                    pause();
                    peer.send(
                        i % 2 == 0
                            ? ": comment\n\n"
                            : "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n");
                  }
                  peer.send("data: " + RESULT + "\n\n");
                });
        McpGate gate = gate(upstream)) {
      assertThat(gate.post(PING).text()).contains(RESULT).doesNotContain("error");
    }
  }

  @Test
  void anAnswerWaitsForASlowClientOnce() throws Exception {
    int size = 17 << 20;
    int clients = 2;
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"text\":\"" + "x".repeat(size) + "\"}}";
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    List<Socket> slow = new ArrayList<>();
    try (RawUpstream upstream = RawUpstream.answering(answer);
        McpGate gate = McpGate.to(upstream.uri(), gateway -> gateway.maxMessageBytes(2 * size))) {
      byte[] call = McpGate.message("/mcp", "alice", PING);
      long before = Heap.inUse();
      for (int i = 0; i < clients; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gate.port());
        slow.add(client);
        client.getOutputStream().write(call);
        assertThat(client.getInputStream().read()).isEqualTo('H'); // it has come whole
      }
      assertThat(gate.comesToRest()).isTrue();
      long most = (long) clients * size * 3 / 2;
      long held = Heap.inUse() - before;
      for (int i = 0; i < 20 && held > most; i++) { // what is done with may still be on a stack
        TimeUnit.MILLISECONDS.sleep(50);
        held = Heap.inUse() - before;
      }
      assertThat(held).isLessThan(most);
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }
}
