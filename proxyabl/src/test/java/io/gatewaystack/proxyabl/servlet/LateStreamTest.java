package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that begin the stream of a session with the first thing they tell. */
@Timeout(20)
class LateStreamTest extends TwoServers {
  private static final String CHANGE = notification("notifications/x");

  private final CountDownLatch first = new CountDownLatch(1);

  private McpGate gate(boolean several, Duration heartbeat) {
    return McpGate.with(
        gateway -> {
          gateway.heartbeat(heartbeat);
          gateway.upstream(fs.upstream().withTimeout(Duration.ofMillis(300)));
          if (several) {
            gateway.upstream(git.upstream());
          }
        });
  }

  private void beginsLate(ScriptedUpstream.Script script) {
    fs.on(
        "GET",
        (request, answer) -> {
          assertThat(first.await(15, TimeUnit.SECONDS)).isTrue();
          script.answer(request, answer);
        });
  }

  private static void expectBeats(RawHttp client, int number) throws Exception {
    int beats = 0;
    while (beats < number) {
      beats += client.readLine().equals(": ") ? 1 : 0;
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void theClientsStreamIsOpenMeanwhile(boolean several) throws Exception {
    beginsLate(
        (request, answer) -> {
          answer.events(event("1", CHANGE));
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    try (McpGate gate = gate(several, Duration.ofMillis(100));
        RawHttp client = gate.connect()) {
      assertThat(client.send(get(open(gate))).readHead().status()).isEqualTo(200);
      expectBeats(client, 8); // longer than an answer may take to begin
      first.countDown();
      assertThat(next(client).data()).isEqualTo(CHANGE);
    }
  }

  @ParameterizedTest(name = "several: {0}")
  @ValueSource(booleans = {false, true})
  void whoSaysInTimeThatThereIsNoneIsHeard(boolean several) throws Exception {
    try (McpGate gate = gate(several, Duration.ofSeconds(5))) {
      assertThat(gate.exchange(get(open(gate))).status()).isEqualTo(405);
    }
  }

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {404, 405, 500})
  void whoRefusesLaterEndsTheStream(int status) throws Exception {
    beginsLate(
        (request, answer) ->
            answer.json(
                status,
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"x\"}}"));
    try (McpGate gate = gate(false, Duration.ofMillis(100));
        RawHttp client = gate.connect()) {
      client.send(get(open(gate))).readHead();
      expectBeats(client, 1);
      first.countDown();
      String line = client.readLine();
      while (!line.equals("0")) { // the last chunk
        assertThat(line).doesNotStartWith("data");
        line = client.readLine();
      }
      assertThat(gate.comesToRest()).isTrue();
    }
  }
}
