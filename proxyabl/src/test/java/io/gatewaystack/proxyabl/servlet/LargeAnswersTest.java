package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What upstreams answer is held until it is whole, and until it is sent: as much as has room. */
@Timeout(20)
class LargeAnswersTest {
  private static final int LARGE = 60_000;

  private static final long MEMORY = 200_000;

  private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

  private final CountDownLatch begun = new CountDownLatch(1);

  private final CountDownLatch goOn = new CountDownLatch(1);

  private final Semaphore taken = new Semaphore(0);

  @AfterEach
  void stop() {
    goOn.countDown();
  }

  /** Answers the first request but for its end, until it may go on; the others at once. */
  private RawUpstream upstream(boolean stream) throws IOException {
    AtomicInteger number = new AtomicInteger();
    return RawUpstream.running(
        peer -> {
          while (true) {
            String request = peer.readRequest();
            int length = request.contains("Small") ? 100 : LARGE;
            String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"text\":\"%s\"}}"
                    .formatted("x".repeat(length));
            String answer =
                stream
                    ? EVENTS + "data: " + body + "\n\n"
                    : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + "%d\r\n\r\n%s".formatted(body.length(), body);
            if (number.getAndIncrement() == 0) {
              peer.send(answer.substring(0, answer.length() - 10));
              begun.countDown();
              await(goOn);
              answer = answer.substring(answer.length() - 10);
            }
            peer.send(answer);
            taken.release();
            if (stream) {
              return;
            }
          }
        });
  }

  private static McpGate gate(RawUpstream upstream) {
    return McpGate.narrow(
        MEMORY, gateway -> gateway.upstream(McpUpstream.of("up", upstream.uri())));
  }

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
        .formatted(tool);
  }

  private RawHttp waiting(McpGate gate) throws Exception {
    RawHttp first = gate.connect().send(McpGate.message("/mcp", "alice", call("t")));
    await(begun);
    TimeUnit.MILLISECONDS.sleep(100); // its pieces reach the gateway
    return first;
  }

  private static RawResponse served(McpGate gate) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    RawResponse answer = gate.post(call("t"));
    while (answer.text().contains("too_many_large_answers") && System.nanoTime() < end) {
      answer = gate.post(call("t"));
    }
    return answer;
  }

  @ParameterizedTest(name = "as events: {0}")
  @ValueSource(booleans = {false, true})
  void whatThereIsNoRoomForIsRefusedAndSmallAnswersAreNot(boolean stream) throws Exception {
    try (RawUpstream upstream = upstream(stream);
        McpGate gate = gate(upstream);
        RawHttp first = waiting(gate)) {
      RawResponse refused = gate.post(call("t"));
      assertThat(refused.status()).isEqualTo(stream ? 200 : 502);
      assertThat(refused.text())
          .contains("upstream_error", "too_many_large_answers")
          .doesNotContain("xxx");
      assertThat(gate.post(call("t"), "Mcp-Small: Small").text()).contains("\"result\"");
      goOn.countDown();
      assertThat(first.read().text()).contains("\"result\"", "x".repeat(LARGE));
      assertThat(served(gate).text()).contains("\"result\"", "x".repeat(LARGE));
    }
  }

  @Test
  void roomIsGivenBackHoweverAnExchangeEnds() throws Exception {
    try (RawUpstream upstream = upstream(false);
        McpGate gate = gate(upstream)) {
      waiting(gate).close();
      goOn.countDown();
      for (int i = 0; i < 20; i++) {
        assertThat(served(gate).text()).contains("\"result\"");
      }
    }
  }

  @ParameterizedTest(name = "as events: {0}")
  @ValueSource(booleans = {false, true})
  void aLargeAnswerNobodyHearsIsReadToItsEndAndHoldsNothing(boolean stream) throws Exception {
    try (RawUpstream upstream = upstream(stream);
        McpGate gate = gate(upstream)) {
      waiting(gate).close();
      TimeUnit.MILLISECONDS.sleep(100); // the gateway may notice
      goOn.countDown();
      assertThat(gate.comesToRest()).isTrue();
      assertThat(taken.tryAcquire(5, TimeUnit.SECONDS)).isTrue(); // its server may be told later
    }
  }

  @Test
  void aListThereIsNoRoomForIsNamedAndTheOthersAreThere() throws Exception {
    AtomicInteger page = new AtomicInteger();
    try (FakeMcp fs = FakeMcp.named("fs").result("tools/list", "{\"tools\":[{\"name\":\"a\"}]}");
        FakeMcp git = FakeMcp.named("git");
        McpGate gate =
            McpGate.narrow(
                MEMORY, gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()))) {
      fs.on(
          "tools/call",
          (request, answer) -> {
            answer.header("Content-Type", "application/json");
            answer.response().getOutputStream().print("x".repeat(LARGE));
            answer.response().flushBuffer();
            begun.countDown();
            goOn.await();
          });
      git.on(
          "tools/list",
          (request, answer) ->
              answer.json(FakeMcp.response(request, page(page.incrementAndGet(), 10_000))));
      String call = McpGate.modern("tools/call", "\"name\":\"fs.t\"");
      byte[] message =
          McpGate.message(
              "/mcp", "alice", call, McpGate.MODERN, "Mcp-Method: tools/call", "Mcp-Name: fs.t");
      try (RawHttp waiting = gate.connect().send(message)) {
        await(begun);
        TimeUnit.MILLISECONDS.sleep(100); // its pieces reach the gateway
        assertThat(list(gate)).contains("fs.a").doesNotContain("git.b");
        assertThat(gate.ending().context().require(Warnings.class).toString())
            .contains("upstream_error:git");
        goOn.countDown();
        assertThat(waiting.read().status()).isEqualTo(502); // as it was no JSON
      }
      assertThat(list(gate)).contains("fs.a", "git.b1");
    }
  }

  private static String list(McpGate gate) throws IOException {
    return gate.post(McpGate.modern("tools/list", ""), McpGate.MODERN, "Mcp-Method: tools/list")
        .text();
  }

  /** A page of a list that is longer than may be. */
  private static String page(int number, int length) {
    return "{\"tools\":[{\"name\":\"b%d\",\"description\":\"%s\"}],\"nextCursor\":\"%d\"}"
        .formatted(number, "x".repeat(length), number);
  }
}
