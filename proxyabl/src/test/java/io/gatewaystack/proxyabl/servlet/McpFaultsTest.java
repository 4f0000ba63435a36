package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an upstream does wrong, a client is told in the gateway's words or not at all. */
@Timeout(20)
class McpFaultsTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String OK = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String JSON = "Content-Type: application/json\r\n";

  private static String http(String statusAndHeaders, String body) {
    return "HTTP/1.1 %sContent-Length: %d\r\n\r\n%s"
        .formatted(statusAndHeaders, body.length(), body);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{\"code\":1}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":2.0,\"id\":1,\"result\":{}}",
        "{\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"text\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]",
        "\"text\"",
        "<html>",
        "\u00ff\u00fe"
      })
  void whatIsNoMessageIsNotPassedOn(String body) throws Exception {
    assertToldAs(http("200 OK\r\n" + JSON, body), 502, "answer_not_jsonrpc");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"
      })
  void anAnswerToSomethingElseIsNotPassedOn(String body) throws Exception {
    assertToldAs(http("200 OK\r\n" + JSON, body), 502, "wrong_id");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'200 OK\r\nContent-Type: text/html\r\n', answer_media_type, 502",
    "'200 OK\r\n', answer_media_type, 502",
    "'200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n', encoded_answer, 502",
    "'200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n', encoded_answer, 502",
    "'200 OK\r\nContent-Type: application/json; charset=utf-16\r\n', answer_charset, 502",
    "'302 Found\r\nLocation: http://10.0.0.1/\r\n', redirect, 502",
    "'307 Temporary\r\nLocation: /elsewhere\r\n', redirect, 502",
    "'401 Unauthorized\r\nContent-Type: application/json\r\nWWW-Authenticate: Bearer\r\n', upstream_unauthorized, 502",
    "'404 Not Found\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n', upstream_status, 404"
  })
  void answersThatCannotBeReadOrTrustedAreNotPassedOn(String head, String code, int status)
      throws Exception {
    assertToldAs(http(head, OK), status, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF8", "us-ascii"})
  void anAnswerThatIsUtf8ByAnyNameIsPassedOn(String charset) throws Exception {
    String type = "Content-Type: application/json; charset=" + charset + "\r\n";
    try (RawUpstream upstream = RawUpstream.answering(http("200 OK\r\n" + type, OK));
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(PING).text()).isEqualTo(OK);
    }
  }

  @Test
  void aRequestWithoutAnswerHasFailed() throws Exception {
    assertToldAs("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", 502, "no_answer");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"jsonrpc\"",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"j",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 999999 OK\r\n\r\n",
        "garbage\r\n\r\n",
        ""
      })
  void halfAnAnswerNeverReachesAnybody(String bytes) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(bytes);
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("\"upstream_error\"", "50202", "\"id\":1");
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void anAnswerLargerThanTheCapIsNotPassedOn() throws Exception {
    String large = OK.replace("{}}", "{\"x\":\"" + "y".repeat(2000) + "\"}}");
    try (RawUpstream upstream = RawUpstream.answering(http("200 OK\r\n" + JSON, large));
        McpGate small = McpGate.to(upstream.uri(), gateway -> gateway.maxMessageBytes(2000));
        McpGate enough =
            McpGate.to(upstream.uri(), gateway -> gateway.maxMessageBytes(large.length()))) {
      assertThat(small.post(PING).text()).contains("message_too_large");
      assertThat(enough.post(PING).text()).isEqualTo(large);
    }
  }

  @Test
  void anUpstreamThatIsNotThereIsUnreachable() throws Exception {
    try (DeadPort dead = DeadPort.open();
        McpGate gate = McpGate.to(dead.uri("/mcp"))) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable", "50201", "\"id\":1");
    }
  }

  @ParameterizedTest(name = "after {0}")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
      })
  void anUpstreamThatSaysNothingHasTimedOut(String beginning) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(beginning);
                  peer.awaitClose();
                });
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway.upstream(
                        McpUpstream.of("slow", upstream.uri())
                            .withTimeout(Duration.ofMillis(150))
                            .withIdleTimeout(Duration.ofMillis(150))))) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("upstream_timeout", "50401", "\"id\":1");
    }
  }

  private static void assertToldAs(String raw, int status, String code) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(raw);
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text())
          .contains("\"error\":\"upstream_error\"", "\"code\":\"" + code + "\"", "\"id\":1")
          .doesNotContain("10.0.0.1");
      assertThat(answer.header("Location")).isEmpty();
      assertThat(answer.header("WWW-Authenticate")).isEmpty();
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }
}
