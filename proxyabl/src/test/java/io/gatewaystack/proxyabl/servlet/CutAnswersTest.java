package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that stop in the middle, take too long or are too large are never taken for whole. */
class CutAnswersTest {
  private static final String CHUNKED = WireAnswers.CHUNKED + "\r\n";

  static Stream<Arguments> truncated() {
    return Stream.of(
        RawUpstream.named(
            "length too long", p -> p.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")),
        RawUpstream.named(
            "length too long, reset",
            p -> {
              p.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
              p.reset();
            }),
        RawUpstream.named("no last chunk", p -> p.send(CHUNKED + "5\r\nhello\r\n")),
        RawUpstream.named("half a chunk", p -> p.send(CHUNKED + "9\r\nhello")),
        RawUpstream.named("no chunk at all", p -> p.send(CHUNKED)),
        RawUpstream.named("malformed chunk", p -> p.send(CHUNKED + "5\r\nhello\r\nzz\r\n")),
        RawUpstream.named(
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
        RawUpstream.named("closes", peer -> {}),
        RawUpstream.named("resets", RawUpstream.Peer::reset),
        RawUpstream.named("malformed chunk", peer -> peer.send("zz\r\n")),
        RawUpstream.named("too much", peer -> peer.send("5\r\n,5,6]\r\n0\r\n\r\n")));
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
  void refusesAnAnswerThatSaysItIsTooLarge() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world");
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).maxAnswerBytes(10).build())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("upstream_error", "answer_too_large");
    }
  }

  @Test
  void refusesAShortAnswerThatTurnsOutTooLarge() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(CHUNKED + "b\r\nhello world\r\n0\r\n\r\n");
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).maxAnswerBytes(10).build())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).as("a flush would have sent 200").isEqualTo(502);
      assertThat(response.text()).contains("upstream_error", "answer_too_large");
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void cutsAnAnswerThatTurnsOutTooLarge() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(CHUNKED);
                  try {
                    while (true) {
                      peer.send("400\r\n" + "x".repeat(1024) + "\r\n");
                    }
                  } catch (IOException e) {
                    hungUp.countDown();
                  }
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri())
                    .maxAnswerBytes(1 << 20)
                    .idleTimeout(Duration.ofSeconds(3))
                    .build());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x")).readHead();
      long received = 0;
      while (!http.awaitClose()) {
        received++;
      }
      assertThat(received).isBetween(1L, (1L << 20) + (64 << 10)); // chunk sizes included
      assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }
}
