package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static io.gatewaystack.proxyabl.servlet.WireAnswers.OK;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that fail: the client is told the truth, and never gets half an answer for a whole. */
class UpstreamFaultsTest {
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
        RawUpstream.named("resets", RawUpstream.Peer::reset),
        RawUpstream.named("closes without a word", peer -> {}),
        RawUpstream.named(
            "closes within the head", peer -> peer.send("HTTP/1.1 200 OK\r\nX: 1\r\n")),
        RawUpstream.named("speaks another protocol", peer -> peer.send("SSH-2.0-x\r\n\r\n")),
        RawUpstream.named("garbage", peer -> peer.send("\u0000\u0001\u0002garbage\r\n\r\n")),
        RawUpstream.named(
            "huge head", p -> p.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(9000) + "\r\n\r\n")),
        RawUpstream.named(
            "bad length", p -> p.send("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")),
        RawUpstream.named(
            "two lengths", p -> p.send(OK.replace("\r\n\r\n", "\r\nContent-Length: 6\r\n\r\n"))),
        RawUpstream.named(
            "bare name", p -> p.send("HTTP/1.1 200 OK\r\nnocolon\r\nContent-Length: 0\r\n\r\n")),
        RawUpstream.named(
            "switches protocol", p -> p.send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
        RawUpstream.named("bad status", p -> p.send("HTTP/1.1 9 OK\r\nContent-Length: 0\r\n\r\n")));
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
}
