package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server that is about to stop ends at once, what goes on, and what is told at the end. */
@Timeout(20)
class StoppingTest {
  private static final String LISTEN = "subscriptions/listen";
  private static final String CALL = "tools/call";
  private static final String ACKNOWLEDGED =
      "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{"
          + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1},"
          + "\"notifications\":{\"toolsListChanged\":true}}}\n\n";
  private static final String LOGGED =
      FederatedStreamsTest.event("1", FederatedStreamsTest.notification("notifications/message"));

  private final CountDownLatch done = new CountDownLatch(1);
  private final FakeMcp fs = FakeMcp.named("fs");
  private final FakeMcp git = FakeMcp.named("git");

  @AfterEach
  void stop() {
    done.countDown();
    fs.close();
    git.close();
  }

  private McpGate both() {
    return McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
  }

  private void hold() throws InterruptedException {
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  /** What comes before the last chunk, which only a whole answer has. */
  private static String toItsEnd(RawHttp client) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line = client.readLine(); !line.equals("0"); line = client.readLine()) {
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static void expectStopping(Believer.Ending ending) {
    assertThat(ending.outcome()).isEqualTo(new Outcome.Completed(200));
    assertThat(ending.context().require(Warnings.class).codes()).containsExactly("server_stopping");
  }

  @Test
  void theStreamOfASessionWithSeveralEndsInOrder() throws Exception {
    for (FakeMcp each : new FakeMcp[] {fs, git}) {
      each.on("GET", (request, answer) -> answer.events(LOGGED).untilGone());
    }
    try (McpGate gate = both();
        RawHttp client = gate.connect()) {
      String session = FederatedStreamsTest.open(gate);
      gate.ending();
      client.send(FederatedStreamsTest.get(session)).readHead();
      assertThat(next(client).data()).contains("notifications/message");
      gate.endStreams();
      toItsEnd(client);
      expectStopping(gate.ending());
      assertThat(gate.comesToRest()).isTrue();
    }
  }

  @Test
  void aSubscriptionToSeveralIsToldItsEnd() throws Exception {
    for (FakeMcp each : new FakeMcp[] {fs, git}) {
      each.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED).untilGone());
    }
    try (McpGate gate = both();
        RawHttp client = gate.connect()) {
      client
          .send(
              McpGate.message(
                  "/mcp",
                  "alice",
                  McpGate.modern(LISTEN, "\"notifications\":{\"toolsListChanged\":true}"),
                  McpGate.MODERN,
                  "Mcp-Method: " + LISTEN))
          .readHead();
      assertThat(next(client).data()).contains("acknowledged");
      gate.endStreams();
      assertThat(toItsEnd(client)).contains("\"id\":1,\"result\"");
      expectStopping(gate.ending());
      assertThat(gate.comesToRest()).isTrue();
    }
  }

  @Test
  void aStreamNobodyHasBegunIsRefused() throws Exception {
    fs.on("GET", (request, answer) -> hold());
    git.on("GET", (request, answer) -> hold());
    try (McpGate gate = both();
        RawHttp client = gate.connect()) {
      String session = FederatedStreamsTest.open(gate);
      client.send(FederatedStreamsTest.get(session));
      fs.next("GET");
      git.next("GET");
      gate.endStreams();
      RawResponse refused = client.read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("\"error\":\"unavailable\"");
    }
  }

  @Test
  void aCallGoesOnUntilTheEndOfAllAndIsToldThen() throws Exception {
    fs.on(CALL, (request, answer) -> hold());
    git.on(CALL, (request, answer) -> answer.events(LOGGED.replace("id: 1\n", "")).untilGone());
    try (McpGate gate = both();
        RawHttp waiting = gate.connect();
        RawHttp told = gate.connect()) {
      String session = FederatedStreamsTest.open(gate);
      gate.ending();
      waiting.send(FederatedStreamsTest.call(session, "fs.read"));
      fs.next(CALL);
      told.send(FederatedStreamsTest.call(session, "git.log")).readHead();
      assertThat(next(told).data()).contains("notifications/message");
      gate.endStreams();
      assertThat(gate.running()).isEqualTo(2);
      gate.destroy();
      RawResponse refused = waiting.read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("\"id\":3", "\"error\":\"unavailable\"");
      assertThat(toItsEnd(told)).contains("\"id\":3", "\"error\":\"unavailable\"");
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void anAnswerThatCanBeTakenUpAgainEndsInOrder() throws Exception {
    fs.on(CALL, (request, answer) -> answer.events(LOGGED).untilGone());
    try (McpGate gate = McpGate.with(gateway -> gateway.upstream(fs.upstream()));
        RawHttp told = gate.connect()) {
      told.send(FederatedStreamsTest.call(FederatedStreamsTest.open(gate), "read")).readHead();
      assertThat(next(told).data()).contains("notifications/message");
      gate.destroy();
      assertThat(toItsEnd(told)).doesNotContain("error");
    }
  }

  private static RawUpstream telling(String head) throws IOException {
    return RawUpstream.running(
        peer -> {
          peer.readRequest();
          peer.send("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\ndata: x\n\n");
          peer.readRequest(); // until the gateway goes
        });
  }

  private static RawHttp begun(Gateway gateway, String method) throws IOException {
    RawHttp client = gateway.connect();
    String length = method.equals("POST") ? "Content-Length: 0" : "Accept: */*";
    client.send(Gateway.head(method + " /proxy/x", length)).readHead();
    while (!client.readLine().equals("data: x")) {
      // chunks have their sizes in front
    }
    return client;
  }

  @Test
  void aProxiedStreamOfEventsEndsInOrder() throws Exception {
    try (RawUpstream upstream = telling("Content-Type: text/event-stream");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = begun(gateway, "GET")) {
      gateway.endStreams();
      toItsEnd(client);
      expectStopping(gateway.ending());
      assertThat(gateway.running()).isZero();
    }
  }

  @Test
  void aProxiedStreamOfEventsThatSaysItsLengthIsCut() throws Exception {
    try (RawUpstream upstream = telling("Content-Type: text/event-stream\r\nContent-Length: 1000");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = begun(gateway, "GET")) {
      gateway.endStreams();
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> toItsEnd(client));
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"POST,text/event-stream", "GET,text/plain"})
  void whatSomebodyWaitsForGoesOnUntilTheEndOfAllAndIsCut(String method, String type)
      throws Exception {
    try (RawUpstream upstream = telling("Content-Type: " + type);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = begun(gateway, method)) {
      gateway.endStreams();
      assertThat(gateway.running()).isEqualTo(1);
      gateway.destroy();
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> toItsEnd(client));
      Believer.Ending ending = gateway.ending();
      assertThat(ending.outcome()).isInstanceOf(Outcome.Failed.class);
      assertThat(ending.context().require(Warnings.class).codes())
          .containsExactly("server_stopping");
    }
  }

  @Test
  void whoWaitsForAProxiedAnswerIsToldAtTheEndOfAllAndWhoComesThenAsWell() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  asked.countDown();
                  peer.readRequest();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("GET /proxy/x").getBytes(StandardCharsets.US_ASCII));
      assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
      gateway.endStreams();
      assertThat(gateway.running()).isEqualTo(1);
      gateway.destroy();
      for (int i = 0; i < 2; i++) {
        RawResponse refused = client.read();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).startsWith("{\"error\":\"unavailable\"");
        assertThat(gateway.outcome()).isInstanceOf(Outcome.Denied.class);
        client.send(Gateway.head("GET /proxy/x"));
      }
    }
  }
}
