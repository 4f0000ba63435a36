package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at once while the upstream fails in every way: nobody gets what is another's. */
class IsolationTest {
  private static final int THREADS = 64;
  private static final int CALLS = 25;

  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  @Test
  void identitiesAndBodiesAreNeverMixed() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try (RawUpstream upstream = RawUpstream.running(IsolationTest::misbehave);
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).maxConnections(32).build())) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, THREADS)
              .mapToObj(t -> CompletableFuture.runAsync(() -> call(gateway, t), callers))
              .toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertThat(whole.get() + refused.get() + broken.get()).isEqualTo(THREADS * CALLS);
      assertThat(whole.get()).isPositive();
      assertThat(refused.get()).isPositive();
      assertThat(broken.get()).isPositive();
      for (int i = 0; i < THREADS * CALLS; i++) {
        gateway.ending(); // each request ended, and once
      }
      assertThat(gateway.hasMoreEndings()).isFalse();
      assertThat(gateway.running()).isZero();
    } finally {
      callers.shutdownNow();
    }
  }

  private void call(Gateway gateway, int thread) {
    SplittableRandom random = new SplittableRandom(thread);
    for (int i = 0; i < CALLS; i++) {
      String subject = "subject-" + thread + "-" + i;
      String body = (subject + " ").repeat(1 + random.nextInt(200));
      try (RawHttp http = RawHttp.connect(gateway.port())) {
        RawResponse response = http.send(request(subject, body, random.nextInt(8))).read();
        if (response.status() == 200) {
          assertThat(response.header("X-Seen")).hasValue(subject);
          assertThat(response.text()).isEqualTo(body);
          whole.incrementAndGet();
        } else {
          assertThat(response.status()).isIn(302, 502);
          assertThat(response.text()).doesNotContain("subject-");
          refused.incrementAndGet();
        }
      } catch (IOException e) {
        broken.incrementAndGet(); // half an answer, told as such
      }
    }
  }

  private static String request(String subject, String body, int fault) {
    return "POST /proxy/fault/"
        + fault
        + " HTTP/1.1\r\nHost: gateway.test\r\nX-User-Id: mallory\r\n"
        + Gateway.SUBJECT
        + ": "
        + subject
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void misbehave(RawUpstream.Peer peer) throws IOException {
    while (true) {
      String head = peer.readHead();
      String lower = head.toLowerCase(Locale.ROOT);
      String subject = field(head, lower, "x-user-id: ");
      byte[] body = peer.readBody(Integer.parseInt(field(head, lower, "content-length: ")));
      String ok =
          "HTTP/1.1 200 OK\r\nX-Seen: "
              + subject
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      switch (head.charAt("POST /fault/".length())) {
        case '0' -> peer.reset();
        case '1' -> {
          peer.send(ok);
          peer.send(java.util.Arrays.copyOf(body, body.length / 2));
          return;
        }
        case '2' -> {
          peer.send("garbage " + subject + "\r\n\r\n");
          return;
        }
        case '3' -> peer.send("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
        default -> {
          peer.send(ok);
          peer.send(body);
        }
      }
    }
  }

  private static String field(String head, String lower, String name) {
    int at = lower.indexOf("\r\n" + name) + 2 + name.length();
    return head.substring(at, head.indexOf('\r', at));
  }
}
