package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.proxyabl.mcp.McpGateway;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One caller does not take the connections of all. */
@Timeout(20)
class CallerShareTest {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final int SHARE = 3;

  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    done.countDown();
  }

  private static void few(McpGateway.Builder gateway) {
    gateway.maxConnectionsPerCaller(SHARE).heartbeat(Duration.ofMillis(50));
  }

  private void hold(ScriptedUpstream.Answer answer) throws Exception {
    answer.events();
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  private static byte[] stream(String subject, String... headers) {
    return McpGate.head("GET /mcp", subject, headers).getBytes(US_ASCII);
  }

  private static void assertRefused(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.text()).contains("limit_exceeded", "too_many_connections");
  }

  @Test
  void whoHoldsItsShareIsRefusedUntilItLetsGoAndInNobodysWay() throws Exception {
    CountDownLatch gone = new CountDownLatch(SHARE);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  if (request.method().equals("GET")) {
                    answer.untilGone();
                    gone.countDown();
                  } else {
                    answer.json("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
                  }
                });
        McpGate gate = McpGate.to(upstream.uri(), CallerShareTest::few)) {
      List<RawHttp> streams = new ArrayList<>();
      for (int i = 0; i < SHARE; i++) {
        RawHttp http = gate.connect();
        streams.add(http);
        assertThat(http.send(stream("alice")).readHead().status()).isEqualTo(200);
      }
      assertRefused(gate.exchange("GET"));
      RawResponse call = gate.post(PING);
      assertRefused(call);
      assertThat(call.text()).contains("\"id\":2", "42901");
      assertRefused(gate.exchange(McpGate.message("/other", "alice@other", PING)));

      assertThat(gate.exchange(McpGate.message("/mcp", "bob", PING)).status()).isEqualTo(200);
      try (RawHttp http = gate.connect()) {
        assertThat(http.send(stream("bob")).readHead().status()).isEqualTo(200);
      }

      for (RawHttp http : streams) {
        http.close();
      }
      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.post(PING).status()).isEqualTo(200);
    }
  }

  @Test
  void asManyAreServedAtOnceAsOneMayHoldHoweverManyCome() throws Exception {
    int calls = 48;
    CountDownLatch all = new CountDownLatch(calls - SHARE);
    AtomicInteger served = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  served.incrementAndGet();
                  assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
                  answer.json("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
                });
        McpGate gate = McpGate.to(upstream.uri(), CallerShareTest::few)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        tasks.add(
            () -> {
              int status = gate.post(PING).status();
              if (status == 429) {
                all.countDown();
              }
              return status;
            });
      }
      int good = 0;
      for (Future<Integer> status : threads.invokeAll(tasks)) {
        good += status.get() == 200 ? 1 : 0;
      }
      assertThat(good).isEqualTo(SHARE);
      assertThat(served).hasValue(SHARE);
      for (int i = 0; i < SHARE * 2; i++) {
        assertThat(gate.post(PING).status()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void callersNobodyKnowsAreToldApartByWhereTheyAre() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.running((request, answer) -> hold(answer));
        McpGate gate =
            McpGate.to(
                upstream.uri(), gateway -> gateway.anonymous(true).maxConnectionsPerCaller(1));
        RawHttp nobody = gate.connect();
        RawHttp alice = gate.connect()) {
      assertThat(nobody.send(stream("")).readHead().status()).isEqualTo(200);
      assertRefused(gate.exchange(stream("")));
      assertThat(alice.send(stream("alice")).readHead().status()).isEqualTo(200);
      done.countDown();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "tools/list", "initialize"})
  void aFederationRefusesTooInsteadOfLeavingSomethingOut(String what) throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git = FakeMcp.named("git").on("tools/call", (request, answer) -> hold(answer));
        McpGate gate =
            McpGate.with(
                gateway -> {
                  gateway.maxConnectionsPerCaller(SHARE); // a short heartbeat would begin streams
                  gateway.upstream(fs.upstream()).upstream(git.upstream());
                })) {
      git.on("GET", (request, answer) -> hold(answer));
      String session = SESSION + ": " + gate.post(INITIALIZE).header(SESSION).orElseThrow();
      List<RawHttp> calls = new ArrayList<>();
      for (int i = 0; i < SHARE; i++) {
        calls.add(gate.connect().send(McpGate.message("/mcp", "alice", call(), session)));
        git.next("tools/call");
      }
      assertRefused(ask(gate, what, "alice", session));
      String bobs =
          SESSION
              + ": "
              + gate.exchange(McpGate.message("/mcp", "bob", INITIALIZE))
                  .header(SESSION)
                  .orElseThrow();
      assertThat(ask(gate, what, "bob", bobs).status()).isEqualTo(200);
      done.countDown();
      for (RawHttp call : calls) {
        call.close();
      }
    }
  }

  private static String call() {
    return "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"git.t\"}}";
  }

  private static RawResponse ask(McpGate gate, String what, String subject, String session)
      throws IOException {
    try (RawHttp http = gate.connect()) {
      if (what.equals("GET")) {
        RawResponse head = http.send(stream(subject, session)).readHead();
        return head.status() == 200 ? head : gate.exchange(stream(subject, session));
      }
      byte[] message =
          what.equals("initialize")
              ? McpGate.message("/mcp", subject, INITIALIZE)
              : McpGate.message("/mcp", subject, LIST, session);
      return http.send(message).read();
    }
  }

  @Test
  void aSubscriptionIsRefusedToo() throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git = FakeMcp.named("git");
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .maxConnectionsPerCaller(1)
                        .upstream(fs.upstream())
                        .upstream(git.upstream()))) {
      for (FakeMcp upstream : List.of(fs, git)) {
        upstream.on("tools/call", (request, answer) -> hold(answer));
      }
      List<RawHttp> calls = new ArrayList<>();
      for (String name : List.of("fs.t", "git.t")) {
        calls.add(
            gate.connect()
                .send(
                    McpGate.message(
                        "/mcp",
                        "alice",
                        McpGate.modern("tools/call", "\"name\":\"" + name + "\""),
                        McpGate.MODERN,
                        "Mcp-Method: tools/call",
                        "Mcp-Name: " + name)));
      }
      fs.next("tools/call");
      git.next("tools/call");
      String listen = McpGate.modern("subscriptions/listen", "\"notifications\":{}");
      assertRefused(gate.post(listen, McpGate.MODERN, "Mcp-Method: subscriptions/listen"));
      done.countDown();
      for (RawHttp call : calls) {
        call.close();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-1, 0, 101})
  void aShareIsAPartOfAllThereIs(int share) {
    try (FakeMcp fs = FakeMcp.named("fs")) {
      McpGateway.Builder gateway =
          McpGateway.builder()
              .upstream(fs.upstream())
              .maxConnections(100)
              .maxConnectionsPerCaller(share);
      assertThatIllegalArgumentException()
          .isThrownBy(gateway::build)
          .withMessage("maxConnectionsPerCaller: " + share + " (expected: 1 to maxConnections)");
      assertThat(gateway.maxConnectionsPerCaller(100).build()).isNotNull();
    }
  }
}
