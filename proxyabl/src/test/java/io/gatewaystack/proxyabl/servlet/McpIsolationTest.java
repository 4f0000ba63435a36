package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many callers of tools at once while the upstream fails in every way. A larger storm: {@code mvn
 * -pl proxyabl -am test -Dtest=McpIsolationTest -Dstorm.calls=10048
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class McpIsolationTest {
  private static final int THREADS = 64;
  private static final int SUBJECTS = 1000;
  private static final int CALLS = Integer.getInteger("storm.calls", 832) / THREADS;

  private final Map<String, AtomicInteger> executed = new ConcurrentHashMap<>();
  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void answersAreNeverMixedAndNoToolIsCalledTwice() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try (RawUpstream upstream = RawUpstream.running(this::misbehave);
        McpGate gate = McpGate.to(upstream.uri(), gateway -> gateway.maxConnections(24))) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, THREADS)
              .mapToObj(t -> CompletableFuture.runAsync(() -> call(gate, t), callers))
              .toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
      assertThat(whole.get() + refused.get()).isEqualTo(THREADS * CALLS);
      assertThat(whole.get()).isPositive();
      assertThat(refused.get()).isPositive();
      assertThat(executed)
          .hasSize(THREADS * CALLS)
          .allSatisfy((id, n) -> assertThat(n).hasValue(1));
      for (int i = 0; i < THREADS * CALLS; i++) {
        gate.ending(); // each request ended, and once
      }
      assertThat(gate.running()).isZero();
    } finally {
      callers.shutdownNow();
    }
  }

  private void call(McpGate gate, int thread) {
    SplittableRandom random = new SplittableRandom(thread);
    for (int i = 0; i < CALLS; i++) {
      String id = "\"c-" + thread + "-" + i + "\"";
      String subject = "subject-" + random.nextInt(SUBJECTS);
      String text = ("mine-" + thread + "-" + i + " ").repeat(1 + random.nextInt(100));
      String json =
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{\"t\":\"%s\"}}}"
              .formatted(id, random.nextInt(9), text);
      try (RawHttp http = RawHttp.connect(gate.port())) {
        RawResponse answer = http.send(McpGate.message("/mcp", subject, json)).read();
        assertThat(answer.text()).contains("\"id\":" + id);
        if (answer.text().contains("\"result\"")) {
          assertThat(answer.text()).contains("\"" + subject + " " + text);
          whole.incrementAndGet();
        } else {
          assertThat(answer.text()).contains("\"error\"").doesNotContain("mine-", "subject-");
          refused.incrementAndGet();
        }
      } catch (IOException e) {
        throw new AssertionError("half an answer reached the client", e);
      }
    }
  }

  private void misbehave(RawUpstream.Peer peer) throws IOException {
    while (true) {
      String head = peer.readHead();
      String lower = head.toLowerCase(Locale.ROOT);
      String subject = field(head, lower, "x-user-id: ");
      String body =
          new String(
              peer.readBody(Integer.parseInt(field(head, lower, "content-length: "))),
              java.nio.charset.StandardCharsets.US_ASCII);
      String id = between(body, "\"id\":", ",");
      executed.computeIfAbsent(id, k -> new AtomicInteger()).incrementAndGet();
      String result =
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + id
              + ",\"result\":{\"t\":\""
              + subject
              + " "
              + between(body, "\"t\":\"", "\"")
              + "\"}}";
      String json =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + result.length()
              + "\r\n\r\n";
      String events =
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
      switch (between(body, "\"name\":\"", "\"")) {
        case "0" -> {
          peer.reset();
          return;
        }
        case "1" -> {
          peer.send(json + result.substring(0, result.length() / 2));
          return;
        }
        case "2" -> {
          peer.send("garbage " + subject + "\r\n\r\n");
          return;
        }
        case "3" -> {
          peer.send(events + chunk("data: " + result.substring(0, result.length() / 2)));
          return;
        }
        case "4" ->
            peer.send(
                "HTTP/1.1 503 No\r\nContent-Length: " + result.length() + "\r\n\r\n" + result);
        case "5", "6" -> peer.send(events + chunk("data: " + result + "\n\n") + "0\r\n\r\n");
        default -> peer.send(json + result);
      }
    }
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static String field(String head, String lower, String name) {
    int at = lower.indexOf("\r\n" + name) + 2 + name.length();
    return head.substring(at, head.indexOf('\r', at));
  }

  private static String between(String text, String before, String after) {
    int at = text.indexOf(before) + before.length();
    return text.substring(at, text.indexOf(after, at));
  }
}
