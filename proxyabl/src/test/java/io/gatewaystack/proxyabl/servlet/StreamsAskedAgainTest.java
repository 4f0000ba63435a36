package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that ask again for a stream they have lost, before anybody has noticed. */
@Timeout(20)
class StreamsAskedAgainTest extends TwoServers {
  private void hold(ScriptedUpstream.Answer answer, String... events) throws Exception {
    answer.events(events);
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  /** Clients of one gate that leave together. */
  private record Clients(McpGate gate, List<RawHttp> all) implements AutoCloseable {
    RawHttp listening(String session, String... headers) throws Exception {
      RawHttp client = gate.connect();
      all.add(client);
      assertThat(client.send(get(session, headers)).readHead().status()).isEqualTo(200);
      return client;
    }

    @Override
    public void close() throws IOException {
      for (RawHttp client : all) {
        client.close();
      }
    }
  }

  private static Clients clients(McpGate gate) {
    return new Clients(gate, new ArrayList<>());
  }

  private static boolean comesTo(int running, McpGate gate) throws InterruptedException {
    for (int i = 0; i < 300 && gate.running() != running; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return gate.running() == running;
  }

  private McpGate only() {
    return McpGate.with(gateway -> gateway.upstream(fs.upstream()));
  }

  /** A server with one stream for each session, which notices late that one is gone. */
  private void hasOneStream(String... events) {
    AtomicInteger asked = new AtomicInteger();
    fs.on(
        "GET",
        (request, answer) -> {
          if (asked.incrementAndGet() == 2) {
            answer.json(
                409,
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"x\"}}");
          } else {
            hold(answer, events);
          }
        });
  }

  @Test
  void theOlderStreamEndsWhereTheServerHasOneForEachSession() throws Exception {
    hasOneStream();
    try (McpGate gate = only();
        Clients clients = clients(gate)) {
      String session = open(gate);
      RawHttp lost = clients.listening(session);
      clients.listening(session);
      assertThat(lost.readLine()).isEqualTo("0"); // the last chunk
      assertThat(comesTo(1, gate)).isTrue();
    }
  }

  @Test
  void aStreamThatStandsElsewhereIsNotTheOneThatWasLost() throws Exception {
    hasOneStream(event("1", notification("notifications/x")));
    try (McpGate gate = only();
        Clients clients = clients(gate);
        RawHttp refused = gate.connect()) {
      String session = open(gate);
      RawHttp first = clients.listening(session);
      assertThat(next(first).id()).isEqualTo("1");
      assertThat(refused.send(get(session, "Last-Event-ID: 0")).readHead().status()).isEqualTo(409);
      assertThat(comesTo(1, gate)).isTrue();
    }
  }

  @Test
  void aStreamIsTakenUpWhereItStands() throws Exception {
    hasOneStream(event("1", notification("notifications/x")));
    try (McpGate gate = only();
        Clients clients = clients(gate)) {
      String session = open(gate);
      RawHttp lost = clients.listening(session);
      assertThat(next(lost).id()).isEqualTo("1");
      clients.listening(session, "Last-Event-ID: 1");
      assertThat(lost.readLine()).isEmpty();
      assertThat(comesTo(1, gate)).isTrue();
    }
  }

  @Test
  void aClientMayHaveSeveralStreamsWhereTheServerHas() throws Exception {
    fs.on("GET", (request, answer) -> hold(answer));
    try (McpGate gate = only();
        Clients clients = clients(gate)) {
      String session = open(gate);
      clients.listening(session);
      clients.listening(session);
      assertThat(comesTo(2, gate)).isTrue();
    }
  }

  @Test
  void streamsOfOtherSessionsGoOn() throws Exception {
    fs.on("GET", (request, answer) -> hold(answer));
    try (McpGate gate = gate();
        Clients clients = clients(gate)) {
      clients.listening(open(gate));
      clients.listening(open(gate));
      fs.next("GET");
      fs.next("GET");
      assertThat(comesTo(2, gate)).isTrue();
    }
  }

  @Test
  void anUpstreamThatCallsAllSessionsTheSameDoesNotMixTheirClients() throws Exception {
    fs.on("GET", (request, answer) -> hold(answer));
    try (McpGate gate = only();
        Clients clients = clients(gate);
        RawHttp bob = gate.connect()) {
      clients.listening(open(gate));
      String session =
          gate.exchange(McpGate.message("/mcp", "bob", FederatedStreamsTest.INITIALIZE))
              .header("Mcp-Session-Id")
              .orElseThrow();
      String head = McpGate.head("GET /mcp", "bob", "Mcp-Session-Id: " + session);
      assertThat(bob.send(head).readHead().status()).isEqualTo(200);
      assertThat(comesTo(2, gate)).isTrue();
    }
  }

  @Test
  void theOlderStreamOfSeveralUpstreamsEnds() throws Exception {
    fs.on("GET", (request, answer) -> hold(answer));
    try (McpGate gate = gate();
        Clients clients = clients(gate)) {
      String session = open(gate);
      RawHttp lost = clients.listening(session);
      clients.listening(session);
      assertThat(lost.readLine()).isEqualTo("0");
      assertThat(comesTo(1, gate)).isTrue();
    }
  }
}
