package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
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
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: {\"jsonrpc\":\"2.0\","
          + "\"method\":\"notifications/message\"}\n\n";
  private static final String TEXT = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na line\n";
  private static final String WHOLE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nlate";

  @TempDir Path folder;

  /** Takes connections, and leaves it to the test what is said on them. */
  private static final class Upstream implements AutoCloseable {
    private final ServerSocket server =
        new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

    Upstream() throws IOException {
      Thread acceptor = new Thread(this::accept, "upstream");
      acceptor.setDaemon(true);
      acceptor.start();
    }

    private void accept() {
      try {
        while (true) {
          sockets.add(server.accept());
        }
      } catch (IOException e) {
        // closed: the test is over
      }
    }

    /** The next connection, with a request on it: else the next request could take it. */
    Socket next(String method) throws IOException, InterruptedException {
      Socket socket = sockets.poll(5, TimeUnit.SECONDS);
      assertThat(socket).isNotNull();
      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo(method.charAt(0));
      return socket;
    }

    URI uri(String path) {
      return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    @Override
    public void close() throws IOException {
      server.close();
      sockets.forEach(Upstream::close);
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A client's connection with a request on it, and the upstream's. */
  private record Call(RawHttp client, Socket upstream) {
    Call told(String bytes) throws IOException {
      upstream.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    /** Reads the beginning of the answer, through a line of its body. */
    Call begun(String line) throws IOException {
      assertThat(client.readHead().status()).isEqualTo(200);
      String read = "";
      while (!read.equals(line)) {
        read = client.readLine();
      }
      return this;
    }

    /** All lines up to the last chunk, which only a whole answer has. */
    String toItsEnd() throws IOException {
      StringBuilder lines = new StringBuilder();
      for (String line = client.readLine(); !line.equals("0"); line = client.readLine()) {
        lines.append(line).append('\n');
      }
      return lines.toString();
    }

    void expectUpstreamClosed() throws IOException {
      assertThat(upstream.getInputStream().readAllBytes()).isNotNull();
    }
  }

  private RunningGateway gateway(Upstream upstream) throws IOException {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file, "proxies: {/files: {url: \"" + upstream.uri("") + "\", timeoutMillis: 60000}}");
    return RunningGateway.start(
        folder,
        "MCP_UPSTREAMS_JSON",
        "{\"up\":{\"url\":\"" + upstream.uri("/mcp") + "\"}}",
        "GATEWAY_CONFIG",
        file.toString(),
        "TOOL_SCOPES_DEFAULT",
        "tool:read");
  }

  private static Call call(
      RunningGateway gateway, Upstream upstream, String request, String body, String... fields)
      throws Exception {
    StringBuilder head =
        new StringBuilder(request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ");
    head.append(gateway.token("alice", "tool:read")).append("\r\n");
    head.append("Accept: application/json, text/event-stream\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length());
      head.append("\r\n");
    }
    RawHttp client = RawHttp.connect(gateway.port(), Duration.ofSeconds(20));
    client.send(head + "\r\n" + body);
    return new Call(client, upstream.next(request));
  }

  private static boolean accepts(int port) throws IOException {
    try {
      RawHttp.connect(port).close();
      return true;
    } catch (ConnectException e) {
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
    try (Upstream upstream = new Upstream()) {
      RunningGateway gateway = gateway(upstream);
      RawHttp idle = RawHttp.connect(gateway.port()); // accepted before those that come now
      Call session = call(gateway, upstream, "GET /mcp", "").told(EVENTS).begun("id: 1");
      Call subscription =
          call(
                  gateway,
                  upstream,
                  "POST /mcp",
                  LISTEN,
                  "MCP-Protocol-Version: 2026-07-28",
                  "Mcp-Method: subscriptions/listen")
              .told(EVENTS)
              .begun("id: 1");
      Call proxied = call(gateway, upstream, "GET /files/x", "").told(EVENTS).begun("id: 1");
      Call undecided = call(gateway, upstream, "GET /mcp", "");
      long begun = System.nanoTime();
      gateway.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
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
    try (Upstream upstream = new Upstream()) {
      RunningGateway gateway = gateway(upstream);
      Call waiting = call(gateway, upstream, "POST /mcp", TOOL_CALL);
      Call telling =
          call(gateway, upstream, "POST /mcp", TOOL_CALL).told(EVENTS.replace("id: 1\n", ""));
      telling.begun("");
      Call proxied = call(gateway, upstream, "GET /files/x", "");
      Call answer = call(gateway, upstream, "POST /files/x", "{}").told(EVENTS).begun("id: 1");
      Call download = call(gateway, upstream, "GET /files/x", "").told(TEXT).begun("a line");
      Call late = call(gateway, upstream, "GET /files/x", "");
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
    try (Upstream upstream = new Upstream()) {
      RunningGateway gateway = gateway(upstream);
      RawHttp next = RawHttp.connect(gateway.port()); // accepted before the one that comes now
      next.send("GET /health HTTP/1.1\r\nHost: localhost\r\n");
      Call running = call(gateway, upstream, "GET /files/x", "");
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
