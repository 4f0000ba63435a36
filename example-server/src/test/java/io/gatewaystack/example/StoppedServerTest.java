package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of requests that take longer than a server that stops waits for them. */
@Timeout(60)
class StoppedServerTest {
  private static final String STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: open\n\n";

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
    Socket next() throws IOException, InterruptedException {
      Socket socket = sockets.poll(5, TimeUnit.SECONDS);
      assertThat(socket).isNotNull();
      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo('P');
      return socket;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static RawHttp call(RunningGateway gateway, String token) throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";
    return RawHttp.connect(gateway.port())
        .send(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: "
                + "application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
  }

  @Test
  void whoWaitsHearsThatThereIsNoAnswerAndEverythingIsRecorded() throws Exception {
    try (Upstream upstream = new Upstream()) {
      RunningGateway gateway =
          RunningGateway.start(
              folder,
              "MCP_UPSTREAMS_JSON",
              "{\"up\":{\"url\":\"http://127.0.0.1:" + upstream.server.getLocalPort() + "/mcp\"}}",
              "TOOL_SCOPES_DEFAULT",
              "tool:read");
      String token = gateway.token("alice", "tool:read");
      try (RawHttp waiting = call(gateway, token);
          Socket silent = upstream.next();
          RawHttp listening = call(gateway, token);
          Socket telling = upstream.next()) {
        telling.getOutputStream().write(STREAM.getBytes(StandardCharsets.US_ASCII));
        assertThat(listening.readHead().status()).isEqualTo(200);
        assertThatThrownBy(gateway::close).hasMessage("the server did not stop");
        assertThat(silent.isConnected()).isTrue();
        RawResponse answer = waiting.read();
        assertThat(answer.status()).isEqualTo(503);
      }
      List<JsonNode> events = gateway.audit(2);
      assertThat(events).hasSize(2);
      assertThat(events).allMatch(event -> event.path("decision").asString().equals("abort"));
    }
  }
}
