package io.gatewaystack.proxyabl.servlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that fail: the client is told the truth, and never gets half an answer for a whole. */
class UpstreamFaultsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void answers502WhenNobodyListens() throws Exception {
    try (DeadPort dead = DeadPort.open();
        Gateway gateway = Gateway.to(dead.uri(""))) {
      assertRefused(gateway, gateway.exchange("GET /proxy/x"), 502, "upstream_unreachable");
      assertRefused(
          gateway,
          gateway.exchange("POST /proxy/x", "Content-Length: 2", "Connection: close"),
          502,
          "upstream_unreachable");
    }
  }

  @Test
  void answers502WhenTheNameDoesNotResolve() throws Exception {
    try (Gateway gateway = Gateway.to(URI.create("http://" + "x".repeat(64) + ".test"))) {
      assertRefused(gateway, gateway.exchange("GET /proxy/x"), 502, "upstream_unreachable");
    }
  }

  @Test
  void answers504WhenNoHeadComesInTime() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nX-Half:");
                  if (peer.awaitClose()) {
                    hungUp.countDown();
                  }
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri()).timeout(Duration.ofMillis(300)).build())) {
      assertRefused(gateway, gateway.exchange("GET /proxy/x"), 504, "upstream_timeout");
      assertThat(hungUp.await(5, SECONDS)).isTrue();
    }
  }

  @Test
  void connectsOnlyToAddressesThatArePermitted() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK)) {
      URI byName = URI.create("http://localhost:" + upstream.port());
      AddressPolicy outside = AddressPolicy.builder().allowHttp().build();
      try (Gateway gateway = Gateway.with(Proxyabl.builder(byName).addresses(outside).build())) {
        assertRefused(gateway, gateway.exchange("GET /proxy/x"), 502, "upstream_unreachable");
        assertThat(upstream.heads()).isEmpty();
      }
      AddressPolicy inside =
          AddressPolicy.builder()
              .allowHttp()
              .allowNetworks(List.of("127.0.0.0/8", "::1/128"))
              .build();
      try (Gateway gateway = Gateway.with(Proxyabl.builder(byName).addresses(inside).build())) {
        assertThat(gateway.exchange("GET /proxy/x").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void answers502WhenTheUpstreamResetsWhileItReceives() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  peer.reset();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("POST /proxy/x", "Content-Length: 100000")).send(new byte[50000]);
      assertRefused(gateway, client.read(), 502, "upstream_error");
    }
  }

  static Stream<Arguments> improper() {
    return Stream.of(
        improper("resets", RawUpstream.Peer::reset),
        improper("closes without a word", peer -> {}),
        improper("closes within the head", peer -> peer.send("HTTP/1.1 200 OK\r\nX: 1\r\n")),
        improper("speaks another protocol", peer -> peer.send("SSH-2.0-x\r\n\r\n")),
        improper("garbage", peer -> peer.send("\u0000\u0001\u0002garbage\r\n\r\n")),
        improper(
            "huge head", p -> p.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(9000) + "\r\n\r\n")),
        improper("bad length", p -> p.send("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")),
        improper(
            "two lengths", p -> p.send(OK.replace("\r\n\r\n", "\r\nContent-Length: 6\r\n\r\n"))),
        improper(
            "bare name", p -> p.send("HTTP/1.1 200 OK\r\nnocolon\r\nContent-Length: 0\r\n\r\n")),
        improper("switches protocol", p -> p.send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
        improper("bad status", p -> p.send("HTTP/1.1 9 OK\r\nContent-Length: 0\r\n\r\n")));
  }

  private static Arguments improper(String name, RawUpstream.Script script) {
    return Arguments.of(Named.of(name, script));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("improper")
  void answers502WhenTheAnswerIsNotAProperOne(RawUpstream.Script script) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  script.run(peer);
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertRefused(gateway, response, 502, "upstream_error");
      assertThat(response.text()).doesNotContain("jetty", "Exception", "127.0.0.1");
      assertThat(upstream.heads()).as("requests sent").hasSize(1);
    }
  }

  @Test
  void worksAgainAfterEveryFault() throws Exception {
    java.util.concurrent.atomic.AtomicInteger turn =
        new java.util.concurrent.atomic.AtomicInteger();
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  if (turn.getAndIncrement() % 2 == 0) {
                    peer.reset();
                  } else {
                    peer.send(OK.replace("OK\r\n", "OK\r\nConnection: close\r\n"));
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 6; i++) {
        int expected = i % 2 == 0 ? 502 : 200;
        assertThat(http.send(Gateway.head("GET /proxy/x")).read().status()).isEqualTo(expected);
      }
    }
  }

  static Stream<Arguments> truncated() {
    return Stream.of(
        improper(
            "length too long", p -> p.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")),
        improper(
            "length too long, reset",
            p -> {
              p.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
              p.reset();
            }),
        improper("no last chunk", p -> p.send(CHUNKED + "5\r\nhello\r\n")),
        improper("half a chunk", p -> p.send(CHUNKED + "9\r\nhello")),
        improper("no chunk at all", p -> p.send(CHUNKED)),
        improper("malformed chunk", p -> p.send(CHUNKED + "5\r\nhello\r\nzz\r\n")),
        improper(
            "no end in time",
            p -> {
              p.send(CHUNKED + "5\r\nhello\r\n");
              p.awaitClose();
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("truncated")
  void breaksTheConnectionWhenAnAnswerStopsInTheMiddle(RawUpstream.Script script) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  script.run(peer);
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri()).idleTimeout(Duration.ofMillis(300)).build())) {
      try (RawHttp http = gateway.connect()) {
        http.send(Gateway.head("GET /proxy/x"));
        RawResponse head = http.readHead();
        if (head.status() == 200) {
          assertThatThrownBy(() -> readWhole(http, head)).isInstanceOf(IOException.class);
          assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
        } else {
          assertThat(head.status()).isEqualTo(502); // nothing of it had been sent
        }
      }
    }
  }

  @Test
  void anAnswerThatDripsIsCutWhenItsTimeIsOver() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  for (int i = 0; i < 200; i++) {
                    peer.send("x");
                    pause();
                  }
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri()).maxAnswerTime(Duration.ofMillis(500)).build());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x"));
      assertThat(http.readHead().status()).isEqualTo(200);
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anAnswerItsClientDoesNotReadIsCutWhenItsTimeIsOver() throws Exception {
    byte[] piece = new byte[1 << 20];
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                  for (int i = 0; i < 900; i++) { // the gateway hangs up meanwhile
                    peer.send(piece);
                  }
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri()).maxAnswerTime(Duration.ofMillis(700)).build());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x"));
      assertThat(http.readHead().status()).isEqualTo(200);
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }

  static Stream<Arguments> cuts() {
    return Stream.of(
        improper("closes", peer -> {}),
        improper("resets", RawUpstream.Peer::reset),
        improper("malformed chunk", peer -> peer.send("zz\r\n")),
        improper("too much", peer -> peer.send("5\r\n,5,6]\r\n0\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cuts")
  void aCutAnswerLacksItsEndThoughTheClientAskedToClose(RawUpstream.Script end) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(CHUNKED + "8\r\n[1,2,3,4\r\n");
                  await(begun);
                  end.run(peer);
                });
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).maxAnswerBytes(12).build());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x", "Connection: close"));
      RawResponse head = http.readHead();
      assertThat(head.header("Transfer-Encoding")).hasValue("chunked");
      assertThat(http.readLine()).isEqualTo("8");
      begun.countDown();
      assertThatThrownBy(() -> readWhole(http, head)).isInstanceOf(IOException.class);
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }

  /** As a client does that believes the framing. */
  private static void readWhole(RawHttp http, RawResponse head) throws IOException {
    if (head.header("Content-Length").isPresent()) {
      for (int i = 0; i < 9; i++) {
        if (http.awaitClose()) {
          throw new EOFException();
        }
      }
    } else {
      while (!http.readLine().equals("0")) {
        // until the last chunk
      }
    }
  }

  @Test
  void answers502WhenTooManyWaitForAConnection() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  while (true) {
                    peer.readRequest();
                    await(finish);
                    peer.send(OK);
                  }
                });
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).maxConnections(1).maxQueued(1).build());
        RawHttp first = gateway.connect();
        RawHttp second = gateway.connect();
        RawHttp third = gateway.connect()) {
      first.send(Gateway.head("GET /proxy/1"));
      upstream.awaitRequest();
      CompletableFuture<RawResponse> one = answer(second, "bob");
      CompletableFuture<RawResponse> other = answer(third, "carol");
      RawResponse refused = (RawResponse) CompletableFuture.anyOf(one, other).get(4, SECONDS);
      assertThat(refused.text()).contains("upstream_unreachable", "upstream_busy");
      finish.countDown();
      assertThat(first.read().status()).isEqualTo(200);
      assertThat(List.of(one.get(4, SECONDS).status(), other.get(4, SECONDS).status()))
          .containsExactlyInAnyOrder(200, 502);
    }
  }

  private static CompletableFuture<RawResponse> answer(RawHttp client, String subject) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.send(Gateway.head("GET /proxy/x").replace("alice", subject)).read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task, "client").start());
  }

  @Test
  void relaysAnAnswerThatComesBeforeTheBodyWasSent() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
                  if (peer.awaitClose()) {
                    hungUp.countDown();
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("POST /proxy/x", "Content-Length: 1000"));
      RawResponse response = http.read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.text()).isEqualTo("big");
      assertThat(hungUp.await(5, SECONDS)).isTrue();
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(413));
    }
  }

  private static void assertRefused(Gateway gateway, RawResponse response, int status, String error)
      throws InterruptedException {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains("\"error\":\"" + error + "\"");
    assertThat(gateway.outcome())
        .isInstanceOfSatisfying(
            Outcome.Denied.class,
            denied -> {
              assertThat(denied.layer()).isEqualTo("proxyabl");
              assertThat(denied.denial().error()).isEqualTo(error);
              assertThat(denied.status()).isEqualTo(status);
            });
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(5, SECONDS)) {
        throw new IOException("not released");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
