package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What upstreams say beside their answers, to the proxy and to the MCP gateway. */
@Timeout(20)
class UpstreamWireTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhello\r\n";
  private static final String EVIL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String JSON =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
          + PONG.length()
          + "\r\n\r\n"
          + PONG;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "100 Continue",
        "102 Processing",
        "103 Early Hints",
        "104 Upload Resumption Supported",
        "150 x",
        "199 x"
      })
  void interimAnswersAreDroppedKnownOrNot(String status) throws Exception {
    String interim = "HTTP/1.1 " + status + "\r\nX-E: 1\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.answering(interim + interim + HELLO);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (String body : List.of("", "ab")) { // both on one connection
        http.send(Gateway.head("POST /proxy/x", "Content-Length: " + body.length())).send(body);
        RawResponse answer = http.readHead(); // read() would skip what is interim
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-E")).isEmpty();
        assertThat(http.readLine()).isEqualTo("hello");
        assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
      }
      assertThat(upstream.connections()).isEqualTo(1);
    }
    try (RawUpstream upstream = RawUpstream.answering(interim + JSON);
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(PING).text()).isEqualTo(PONG);
    }
  }

  /** Several, for the end must not miss the moment between two of them. */
  @Test
  void aFloodOfInterimAnswersEndsInTime() throws Exception {
    int floods = 10;
    Semaphore begun = new Semaphore(0); // not all: the time may be over before a request is sent
    Phaser running = new Phaser(1);
    Duration brief = Duration.ofMillis(60);
    try (RawUpstream upstream = RawUpstream.running(peer -> flood(peer, begun, running));
        Gateway gateway = Gateway.with(Proxyabl.builder(upstream.uri()).timeout(brief).build());
        McpGate gate =
            McpGate.with(
                mcp -> mcp.upstream(McpUpstream.of("up", upstream.uri()).withTimeout(brief)))) {
      for (int i = 0; i < floods; i++) {
        RawResponse proxied = gateway.exchange("GET /proxy/x");
        assertThat(proxied.status()).isEqualTo(504);
        assertThat(proxied.text()).contains("upstream_timeout");
        RawResponse message = gate.post(PING);
        assertThat(message.status()).isEqualTo(504);
        assertThat(message.text()).contains("upstream_timeout");
      }
      assertThat(begun.availablePermits()).isPositive();
      int last = running.arriveAndDeregister();
      assertThatCode(() -> running.awaitAdvanceInterruptibly(last, 5, TimeUnit.SECONDS))
          .as("every connection is closed")
          .doesNotThrowAnyException();
    }
  }

  private static void flood(RawUpstream.Peer peer, Semaphore begun, Phaser running)
      throws IOException {
    peer.readRequest();
    running.register();
    begun.release();
    try {
      while (true) {
        peer.send("HTTP/1.1 102 Processing\r\n\r\n");
      }
    } finally {
      running.arriveAndDeregister();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: -1",
        "Content-Length: 9999999999999999999"
      })
  void anAnswerOfTwoLengthsIsNone(String lines) throws Exception {
    String answer = "HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.answering(answer);
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("upstream_error").doesNotContain("hello");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"gzip, chunked", "gzip", "chunked, chunked", "identity, chunked"})
  void anAnswerInAnotherTransferCodingIsNone(String coding) throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: %s\r\n\r\n"
                .formatted(coding)
            + Integer.toHexString(PONG.length())
            + "\r\n"
            + PONG
            + "\r\n0\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.answering(answer);
        Gateway gateway = Gateway.to(upstream.uri());
        McpGate gate = McpGate.to(upstream.uri())) {
      for (RawResponse response : List.of(gateway.exchange("GET /proxy/x"), gate.post(PING))) {
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.text()).contains("upstream_error").doesNotContain("result");
      }
    }
    String plain = answer.replace(coding, "Chunked");
    try (RawUpstream upstream = RawUpstream.answering(plain);
        Gateway gateway = Gateway.to(upstream.uri());
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gateway.exchange("GET /proxy/x").text()).isEqualTo(PONG);
      assertThat(gate.post(PING).text()).isEqualTo(PONG);
    }
  }

  /** Answers what has no body with a head, and sends a body when the connection is used again. */
  private static void lateBody(RawUpstream.Peer peer, String answer) throws IOException {
    boolean owed = false;
    while (true) {
      boolean bodiless = !peer.readRequest().startsWith("GET");
      peer.send(bodiless ? answer + "\r\n\r\n" : owed ? EVIL : HELLO);
      owed = bodiless;
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "HEAD, 200 OK|Content-Length: 42",
    "HEAD, 200 OK|Transfer-Encoding: chunked",
    "HEAD, 404 Not Found",
    "DELETE, 204 No Content|Content-Length: 42",
    "DELETE, 204 No Content|Transfer-Encoding: chunked",
    "DELETE, 304 Not Modified|Content-Length: 42|Connection: keep-alive, X-Hop|X-Hop: 1"
  })
  void aBodyThatComesLateWhereNoneMayBeReachesNobody(String method, String answer)
      throws Exception {
    for (String version : List.of("HTTP/1.1 ", "HTTP/1.0 ")) {
      String kept = version.endsWith("0 ") ? "\r\nConnection: keep-alive" : "";
      String head = version + answer.replace("|", "\r\n") + kept;
      try (RawUpstream upstream = RawUpstream.running(peer -> lateBody(peer, head));
          Gateway gateway = Gateway.to(upstream.uri());
          RawHttp http = gateway.connect()) {
        RawResponse bodiless = http.send(Gateway.head(method + " /proxy/x")).readHead();
        assertThat(bodiless.status()).isIn(200, 204, 304, 404);
        assertThat(bodiless.header("X-Hop")).isEmpty();
        assertThat(bodiless.header("Connection")).isEmpty();
        gateway.ending();
        assertThat(http.send(Gateway.head("GET /proxy/x")).read().text()).isEqualTo("hello\r\n");
        assertThat(upstream.connections()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"204 No Content", "204 No Content\r\nContent-Length: 0", "304 Not Modified"})
  void anAnswerThatAnnouncesNoBodyKeepsItsConnection(String answer) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 " + answer + "\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(http.send(Gateway.head("DELETE /proxy/x")).readHead().status()).isIn(204, 304);
        gateway.ending();
      }
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  /** Nothing to be read may be there when a connection is used again. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void whatComesWhileAConnectionRestsEndsIt(String answer) throws Exception {
    Semaphore unused = new Semaphore(0);
    Semaphore ended = new Semaphore(0);
    RawUpstream.Script late =
        peer -> {
          while (peer.readRequest().startsWith("GET")) {
            peer.send(HELLO);
          }
          peer.send("HTTP/1.1 " + answer + "\r\n\r\n");
          unused.acquireUninterruptibly();
          peer.send(EVIL);
          try {
            peer.readRequest();
          } finally {
            ended.release();
          }
        };
    try (RawUpstream upstream = RawUpstream.running(late);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      assertThat(http.send(Gateway.head("DELETE /proxy/x")).readHead().status()).isIn(204, 304);
      gateway.ending();
      unused.release();
      assertThat(ended.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
      assertThat(http.send(Gateway.head("GET /proxy/x")).read().text()).isEqualTo("hello\r\n");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void whatFollowsAnAnswerReachesNobody() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(HELLO + EVIL);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 50; i++) {
        http.send(Gateway.head("GET /proxy/" + i));
        assertThat(http.read().text()).isEqualTo("hello\r\n");
        gateway.ending();
      }
      assertThat(upstream.heads()).hasSize(50);
    }
  }
}
