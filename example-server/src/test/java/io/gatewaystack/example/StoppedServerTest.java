package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a server that stops does with the requests it has. */
@Timeout(60)
class StoppedServerTest {
  private static final String TOOL_CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";
  private static final String LISTEN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"_meta\":{"
          + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}},"
          + "\"notifications\":{\"toolsListChanged\":true}}}";
  private static final String TEXT = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na line\n";
  private static final String WHOLE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nlate";

  @TempDir Path folder;

  private static boolean accepts(int port) throws IOException {
    try {
      RawHttp.connect(port).close();
      return true;
    } catch (SocketException e) { // refused, or reset: it had come just before the end
      return false;
    }
  }

  private static List<String> decisions(List<JsonNode> events) {
    return events.stream()
        .map(
            event ->
                event.path("http").path("status").asInt() + " " + event.path("code").asString())
        .sorted()
        .toList();
  }

  @Test
  void openStreamsEndInOrderAtOnceAndAreRecorded() throws Exception {
    try (ToldUpstream upstream = new ToldUpstream()) {
      RunningGateway gateway = Call.gateway(folder, upstream);
      RawHttp idle = RawHttp.connect(gateway.port()); // accepted before those that come now
      Call session = Call.open(gateway, upstream, "GET /mcp", "").told(Call.EVENTS).begun("id: 1");
      Call subscription =
          Call.open(
                  gateway,
                  upstream,
                  "POST /mcp",
                  LISTEN,
                  "MCP-Protocol-Version: 2026-07-28",
                  "Mcp-Method: subscriptions/listen")
              .told(Call.EVENTS)
              .begun("id: 1");
      Call proxied =
          Call.open(gateway, upstream, "GET /files/x", "").told(Call.EVENTS).begun("id: 1");
      Call undecided = Call.open(gateway, upstream, "GET /mcp", "");
      long begun = System.nanoTime();
      gateway.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      session.toItsEnd();
      assertThat(subscription.toItsEnd()).contains("\"id\":1,\"result\"");
      proxied.toItsEnd();
      RawResponse refused = undecided.client().read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("\"error\":\"unavailable\"");
      assertThat(idle.awaitClose()).isTrue();
      for (Call call : List.of(session, subscription, proxied, undecided)) {
        call.expectUpstreamClosed();
      }
      List<JsonNode> events = gateway.audit(4);
      assertThat(decisions(events))
          .containsExactly("200 completed", "200 completed", "200 completed", "503 unavailable");
      assertThat(events.toString()).contains("server_stopping");
    }
  }

  @Test
  void whoIsServedHasTimeAndWhoStillWaitsThenIsToldWhy() throws Exception {
    try (ToldUpstream upstream = new ToldUpstream()) {
      RunningGateway gateway = Call.gateway(folder, upstream);
      Call waiting = Call.open(gateway, upstream, "POST /mcp", TOOL_CALL);
      Call telling =
          Call.open(gateway, upstream, "POST /mcp", TOOL_CALL)
              .told(Call.EVENTS.replace("id: 1\n", ""));
      telling.begun("");
      Call proxied = Call.open(gateway, upstream, "GET /files/x", "");
      Call answer =
          Call.open(gateway, upstream, "POST /files/x", "{}").told(Call.EVENTS).begun("id: 1");
      Call download = Call.open(gateway, upstream, "GET /files/x", "").told(TEXT).begun("a line");
      Call late = Call.open(gateway, upstream, "GET /files/x", "");
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
      late.told(WHOLE);
      assertThat(late.client().read().text()).isEqualTo("late");
      assertThat(stopped).isNotDone();
      stopped.get(15, TimeUnit.SECONDS);
      RawResponse unanswered = waiting.client().read();
      assertThat(unanswered.status()).isEqualTo(503);
      assertThat(unanswered.text()).contains("\"id\":1", "\"error\":\"unavailable\"");
      assertThat(telling.toItsEnd()).contains("\"id\":1", "\"error\":\"unavailable\"");
      RawResponse refused = proxied.client().read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).startsWith("{\"error\":\"unavailable\"");
      for (Call broken : List.of(answer, download)) {
        assertThatExceptionOfType(EOFException.class).isThrownBy(broken::toItsEnd);
      }
      for (Call call : List.of(waiting, telling, proxied, answer, download)) {
        call.expectUpstreamClosed();
      }
      assertThat(decisions(gateway.audit(6)))
          .containsExactly(
              "200 application_error",
              "200 application_error",
              "200 completed",
              "200 unavailable",
              "503 unavailable",
              "503 unavailable");
    }
  }

  @Test
  void newRequestsAreRefusedWhileOthersEnd() throws Exception {
    try (ToldUpstream upstream = new ToldUpstream()) {
      RunningGateway gateway = Call.gateway(folder, upstream);
      RawHttp next = RawHttp.connect(gateway.port()); // accepted before the one that comes now
      next.send("GET /health HTTP/1.1\r\nHost: localhost\r\n");
      Call running = Call.open(gateway, upstream, "GET /files/x", "");
      int port = gateway.port();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
      while (accepts(port)) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      RawResponse answer = next.send("\r\n").read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).startsWith("{\"error\":\"unavailable\"");
      assertThat(stopped).isNotDone();
      running.told(WHOLE);
      assertThat(running.client().read().status()).isEqualTo(200);
      stopped.get(5, TimeUnit.SECONDS);
    }
  }
}
