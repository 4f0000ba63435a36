package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Clients that read nothing any more, and so cannot be told that the server stops. */
@Timeout(60)
class StalledClientsTest {
  /** More of them than all buffers on the way hold. */
  private static final int EVENTS = 100;

  private static final byte[] EVENT =
      ("id: 1\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"x\":\""
              + "x".repeat(1 << 20)
              + "\"}}\n\n")
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  /** Sends what is not read, until nothing moves any more. */
  private static void stall(Call call) throws InterruptedException {
    AtomicInteger sent = new AtomicInteger();
    Thread telling = new Thread(() -> tell(call, sent), "telling");
    telling.setDaemon(true);
    telling.start();
    int before = 0;
    while (sent.get() == 0 || sent.get() > before) {
      before = sent.get();
      TimeUnit.MILLISECONDS.sleep(300);
    }
    assertThat(before).isLessThan(EVENTS);
  }

  private static void tell(Call call, AtomicInteger sent) {
    try {
      for (int i = 0; i < EVENTS; i++) {
        call.upstream().getOutputStream().write(EVENT);
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      // the gateway has closed the connection
    }
  }

  private static void expectClosed(RawHttp client) throws IOException {
    try {
      while (!client.awaitClose()) {
        // what was sent before
      }
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void streamsThatNobodyReadsDoNotKeepTheServerFromStopping() throws Exception {
    try (ToldUpstream upstream = new ToldUpstream()) {
      RunningGateway gateway = Call.gateway(folder, upstream);
      List<Call> stalled = new ArrayList<>();
      for (String target : List.of("GET /mcp", "GET /files/x")) {
        stalled.add(Call.open(gateway, upstream, target, "").told(Call.EVENTS).begun("id: 1"));
      }
      for (Call call : stalled) {
        stall(call);
      }
      long begun = System.nanoTime();
      gateway.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      for (Call call : stalled) {
        expectClosed(call.client());
      }
      List<JsonNode> events = gateway.audit(2);
      assertThat(events)
          .hasSize(2)
          .allSatisfy(event -> assertThat(event.toString()).contains("server_stopping"))
          .extracting(event -> event.path("code").asString())
          .containsExactlyInAnyOrder("client_abort", "application_error");
    }
  }
}
