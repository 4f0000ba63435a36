package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.ProxyablBuilder;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One caller does not take a proxied target's connections of all. */
@Timeout(20)
class ProxyShareTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final String BEGUN =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n";

  /** Answers on {@code /hold} without an end, on anything else at once. */
  private static void streams(RawUpstream.Peer peer) throws IOException {
    while (!peer.readRequest().contains("/hold")) {
      peer.send(OK);
    }
    peer.send(BEGUN);
    while (true) { // a client that has gone is noticed when something is sent to it
      LockSupport.parkNanos(MILLISECONDS.toNanos(5));
      peer.send("1\r\na\r\n");
    }
  }

  private static String head(String path, String subject) {
    return Gateway.head("GET " + path).replace("alice", subject);
  }

  private static RawHttp hold(Gateway gateway, String path, String subject) throws IOException {
    RawHttp http = gateway.connect().send(head(path, subject));
    assertThat(http.readHead().status()).isEqualTo(200);
    return http;
  }

  private static void assertRefused(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.text())
        .contains("\"error\":\"limit_exceeded\"", "\"code\":\"too_many_connections\"");
  }

  private static ProxyablBuilder to(RawUpstream upstream) {
    return Proxyabl.builder(upstream.uri());
  }

  @Test
  void whoHoldsItsShareIsRefusedUntilItLetsGoAndInNobodysWay() throws Exception {
    try (RawUpstream upstream = RawUpstream.running(ProxyShareTest::streams);
        Gateway gateway = Gateway.with(to(upstream).maxConnectionsPerCaller(2).build());
        RawHttp first = hold(gateway, "/proxy/hold", "alice");
        RawHttp second = hold(gateway, "/proxy/hold", "alice")) {
      assertRefused(gateway.exchange("GET /proxy/x"));
      Believer.Ending ending = gateway.ending();
      assertThat(ending.outcome())
          .isInstanceOfSatisfying(
              Outcome.Denied.class,
              denied -> {
                assertThat(denied.layer()).isEqualTo("proxyabl");
                assertThat(denied.status()).isEqualTo(429);
              });
      assertThat(ending.context().find(Routing.class)).isPresent();
      assertRefused(gateway.exchange("POST /proxy/x", "Content-Length: 4", "", "body"));
      assertThat(upstream.heads()).hasSize(2);

      try (RawHttp http = gateway.connect()) {
        assertThat(http.send(head("/proxy/x", "bob")).read().text()).isEqualTo("ok");
      }
      hold(gateway, "/proxy/hold", "bob").close();

      first.reset();
      assertThat(servedSoon(gateway)).isTrue();
      assertThat(second).isNotNull();
    }
  }

  private static boolean servedSoon(Gateway gateway) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      if (gateway.exchange("GET /proxy/x").status() == 200) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aShareIsOneOfAConnectionsOriginWhateverTheRoute() throws Exception {
    try (RawUpstream upstream = RawUpstream.running(ProxyShareTest::streams);
        RawUpstream other = RawUpstream.running(ProxyShareTest::streams);
        Gateway gateway =
            Gateway.with(
                Proxyabl.of(
                    to(upstream).prefix("/a").maxConnectionsPerCaller(1).build(),
                    to(upstream).prefix("/b").maxConnectionsPerCaller(1).build(),
                    to(other).prefix("/c").maxConnectionsPerCaller(1).build()));
        RawHttp held = hold(gateway, "/a/hold", "alice")) {
      assertRefused(gateway.exchange("GET /b/x"));
      assertThat(gateway.exchange("GET /c/x").status()).isEqualTo(200);
      assertThat(held).isNotNull();
    }
  }

  @Test
  void callersNobodyKnowsAreToldApartFromThoseSomebodyDoes() throws Exception {
    try (RawUpstream upstream = RawUpstream.running(ProxyShareTest::streams);
        Gateway gateway =
            Gateway.with(to(upstream).anonymous(true).maxConnectionsPerCaller(1).build());
        RawHttp nobody = gateway.connect()) {
      String unnamed = head("/proxy/hold", "").replace(Believer.SUBJECT + ": \r\n", "");
      assertThat(nobody.send(unnamed).readHead().status()).isEqualTo(200);
      try (RawHttp another = gateway.connect()) {
        assertRefused(another.send(unnamed).read());
      }
      assertThat(gateway.exchange("GET /proxy/x").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "of {0}: {1}")
  @CsvSource({"1024, 256", "8, 2", "1, 1"})
  void aShareIsAQuarterUnlessToldOtherwise(int connections, int share) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK)) {
      assertThat(
              to(upstream)
                  .maxConnections(connections)
                  .build()
                  .routes()
                  .get(0)
                  .config()
                  .maxConnectionsPerCaller())
          .isEqualTo(share);
    }
  }

  @Test
  void asManyAreServedAtOnceAsOneMayHoldHoweverManyCome() throws Exception {
    int share = 3;
    int calls = 32;
    CountDownLatch refused = new CountDownLatch(calls - share);
    AtomicInteger served = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  while (true) {
                    peer.readRequest();
                    served.incrementAndGet();
                    await(refused);
                    peer.send(OK);
                  }
                });
        Gateway gateway = Gateway.with(to(upstream).maxConnectionsPerCaller(share).build())) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        tasks.add(
            () -> {
              int status = gateway.exchange("GET /proxy/x").status();
              if (status == 429) {
                refused.countDown();
              }
              return status;
            });
      }
      int good = 0;
      for (Future<Integer> status : threads.invokeAll(tasks)) {
        good += status.get() == 200 ? 1 : 0;
      }
      assertThat(good).isEqualTo(share);
      assertThat(served).hasValue(share);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"reset, 502", "silence, 504", "garbage, 502", "nobody, 502"})
  void whatFailsGivesBackWhatItHeld(String fault, int status) throws Exception {
    RawUpstream upstream =
        RawUpstream.running(
            peer -> {
              peer.readRequest();
              switch (fault) {
                case "reset" -> peer.reset();
                case "garbage" -> peer.send("garbage\r\n\r\n");
                default -> peer.awaitClose();
              }
            });
    try (upstream;
        Gateway gateway =
            Gateway.with(
                to(upstream)
                    .timeout(Duration.ofMillis(fault.equals("silence") ? 200 : 5_000))
                    .maxConnectionsPerCaller(1)
                    .build())) {
      if (fault.equals("nobody")) {
        upstream.close();
      }
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.exchange("GET /proxy/x").status()).isEqualTo(status);
      }
    }
  }
}
