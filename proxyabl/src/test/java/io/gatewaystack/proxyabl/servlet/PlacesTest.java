package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.call;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places in streams of several upstreams: how long they may be, and whose they are. */
@Timeout(20)
class PlacesTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String LONG = "x".repeat(7_000);

  /** Events of a GET stream that stays open. */
  private void tells(FakeMcp upstream, String... events) {
    upstream.on(
        "GET",
        (request, answer) -> {
          answer.events(events);
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
  }

  private static String lastEventId(String place) {
    return "Last-Event-ID: " + place;
  }

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {1, 900, 3_000})
  void aPlaceThatFitsAHeaderIsFoundAgain(int length) throws Exception {
    String id = "y".repeat(length);
    tells(fs, event(id, notification("notifications/a")));
    try (McpGate gate = gate();
        RawHttp first = gate.connect();
        RawHttp second = gate.connect()) {
      String session = open(gate);
      first.send(get(session)).readHead();
      String place = next(first).id();
      assertThat(second.send(get(session, lastEventId(place))).readHead().status()).isEqualTo(200);
      fs.next("GET");
      assertThat(fs.next("GET").header("Last-Event-ID")).isEqualTo(id);
    }
  }

  @Test
  void anIdTooLongForAHeaderIsLeftOutAndTheClientComesBackToThePlaceBefore() throws Exception {
    tells(
        fs,
        event("f:1", notification("notifications/a")),
        event(LONG, notification("notifications/b")),
        "id: " + LONG + "\nretry: 7\n\n",
        event("f:2", notification("notifications/c")),
        event(LONG, notification("notifications/d")));
    CountDownLatch read = new CountDownLatch(1);
    git.on(
        "GET",
        (request, answer) -> {
          answer.events();
          assertThat(read.await(5, TimeUnit.SECONDS)).isTrue();
          answer.events(event("g:1", notification("notifications/e")));
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    try (McpGate gate = gate();
        RawHttp first = gate.connect();
        RawHttp second = gate.connect()) {
      String session = open(gate);
      first.send(get(session)).readHead();
      String before = next(first).id();
      assertThat(before).isNotEmpty();
      assertThat(next(first).id()).isEmpty();
      assertThat(readThrough(first, "retry: 7")).doesNotContain("id:");
      String after = next(first).id();
      assertThat(after).isNotIn("", before);
      assertThat(next(first).id()).isEmpty();
      read.countDown();
      String last = next(first).id(); // names the place of either
      assertThat(last).isNotIn("", after);
      assertThat(second.send(get(session, lastEventId(last))).readHead().status()).isEqualTo(200);
      fs.next("GET");
      assertThat(fs.next("GET").header("Last-Event-ID")).isEqualTo("f:2");
      git.next("GET");
      assertThat(git.next("GET").header("Last-Event-ID")).isEqualTo("g:1");
    }
  }

  @Test
  void anUpstreamThatForgetsItsPlaceDoesNotForgetAnybodyElses() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    tells(git, event("g:1", notification("notifications/a")));
    fs.on(
        "GET",
        (request, answer) -> {
          answer.events();
          assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
          answer.events(event("", notification("notifications/b")));
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    try (McpGate gate = gate();
        RawHttp client = gate.connect();
        RawHttp again = gate.connect()) {
      String session = open(gate);
      client.send(get(session)).readHead();
      assertThat(next(client).data()).contains("/a");
      first.countDown();
      String place = next(client).id();
      assertThat(place).isNotEmpty();
      again.send(get(session, lastEventId(place))).readHead();
      git.next("GET");
      assertThat(git.next("GET").header("Last-Event-ID")).isEqualTo("g:1");
      fs.next("GET");
      assertThat(fs.next("GET").has("Last-Event-ID")).isFalse();
    }
  }

  private static String readThrough(RawHttp client, String wanted) throws Exception {
    StringBuilder read = new StringBuilder();
    String line = client.readLine();
    while (!line.equals(wanted)) {
      read.append(line).append('\n');
      line = client.readLine();
    }
    return read.toString();
  }

  /** Else its client would wait for ever for what it can take up nowhere. */
  @Test
  void anAnswerThatCanBeTakenUpNowhereIsNotCutWithoutAWord() throws Exception {
    git.on("tools/call", (request, answer) -> answer.events("id: " + LONG + "\ndata: \n\n"));
    try (McpGate gate = gate()) {
      assertThat(gate.exchange(call(open(gate), "git.t")).text())
          .doesNotContain("id: ")
          .contains("no_answer");
      git.on("tools/call", (request, answer) -> answer.events("id: g:1\ndata: \n\n"));
      assertThat(gate.exchange(call(open(gate), "git.t")).text())
          .contains("id: ")
          .doesNotContain("no_answer");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"mallory", "alice@other"})
  void aPlaceOpensForNobodyElse(String other) throws Exception {
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"roots/list\"}";
    tells(fs, event("f:1", ask));
    tells(git);
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String session = open(gate);
      client.send(get(session)).readHead();
      FederatedStreamsTest.Event event = next(client);
      String request = event.json().path("id").stringValue();
      String others =
          gate.exchange(McpGate.message("/mcp", other, FederatedStreamsTest.INITIALIZE))
              .header(SESSION)
              .orElseThrow();

      for (String place : List.of(event.id(), request, session)) {
        RawResponse refused =
            gate.exchange(
                McpGate.head("GET /mcp", other, SESSION + ": " + others, lastEventId(place))
                    .getBytes(US_ASCII));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("last_event_id");
      }
      for (String id : List.of(request, event.id(), "9")) {
        RawResponse refused =
            gate.exchange(
                McpGate.message(
                    "/mcp",
                    other,
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{}}",
                    SESSION + ": " + others));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("unknown_response");
      }
      fs.next("GET");
      fs.next("initialize");
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }
}
