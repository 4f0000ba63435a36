package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static io.gatewaystack.proxyabl.servlet.McpStreams.PROGRESS;
import static io.gatewaystack.proxyabl.servlet.McpStreams.RESULT;
import static io.gatewaystack.proxyabl.servlet.McpStreams.call;
import static io.gatewaystack.proxyabl.servlet.McpStreams.get;
import static io.gatewaystack.proxyabl.servlet.McpStreams.modernCall;
import static io.gatewaystack.proxyabl.servlet.McpStreams.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events: whole events only, as they come, at the client's pace, never quite silent. */
@Timeout(20)
class McpStreamTest {
  @Test
  void eachEventLeavesAsItComesAndTheHeadBeforeThem() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Cache-Control", "no-store");
                  answer.events();
                  await(first);
                  answer.events(PROGRESS);
                  await(second);
                  answer.events(RESULT);
                });
        McpGate gate = McpGate.to(upstream.uri());
        RawHttp client = gate.connect()) {
      RawResponse head = client.send(call()).readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).hasValue("text/event-stream");
      assertThat(head.header("X-Accel-Buffering")).hasValue("no");
      assertThat(head.header("Cache-Control")).hasValue("no-store");
      first.countDown();
      assertThat(next(client)).startsWith("id: 1|event: message|data: {").contains("progress");
      second.countDown();
      assertThat(next(client)).endsWith("\"result\":{\"n\":1.00}}");
      assertThat(gate.outcome()).isEqualTo(new Outcome.Completed(200));
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void everyBlockPassesByteForByteHoweverItIsCut() throws Exception {
    String stream =
        ": comment\n\nid: 0\nretry: 300\ndata: \n\n"
            + PROGRESS
            + "event: vendor\ndata: not json\n\n"
            + "data:{\"jsonrpc\":\"2.0\",\r\ndata: \"id\":1,\"result\":{}}\r\n\r\n";
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(
                      "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream; charset=UTF-8\r\n"
                          + "Transfer-Encoding: chunked\r\n\r\n");
                  for (int i = 0; i < stream.length(); i++) {
                    peer.send("1\r\n" + stream.charAt(i) + "\r\n");
                  }
                  peer.send("0\r\n\r\n");
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.exchange(call()).text()).isEqualTo(stream);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,",
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"
      })
  void halfAnEventIsDroppedAndTheCallHasFailed(String half) throws Exception {
    for (String end : new String[] {"0\r\n\r\n", "", "5\r\nab"}) {
      try (RawUpstream upstream =
              RawUpstream.running(
                  peer -> {
                    peer.readRequest();
                    peer.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(half.length())
                            + "\r\n"
                            + half
                            + "\r\n"
                            + end);
                  });
          McpGate gate = McpGate.to(upstream.uri())) {
        RawResponse answer = gate.exchange(call());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
            .startsWith("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":50202")
            .doesNotContain("result");
        assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | answer_not_jsonrpc",
        "{} | answer_not_jsonrpc",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}] | answer_not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":1,\"result\":{}} | answer_not_jsonrpc"
      })
  void anEventThatIsNoMessageEndsTheStreamWithAnError(String data, String code) throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) ->
                    answer.events(PROGRESS, "data: " + data + "\n\n").untilGone());
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.exchange(call()).text())
          .startsWith(PROGRESS)
          .contains("\"id\":1,\"error\":{\"code\":50202", code)
          .doesNotContain("data: " + data);
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void anEventLargerThanTheCapEndsTheStream() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> answer.events(PROGRESS, "data: " + "x".repeat(3000)));
        McpGate gate = McpGate.to(upstream.uri(), gateway -> gateway.maxMessageBytes(2000))) {
      assertThat(gate.exchange(call()).text()).startsWith(PROGRESS).contains("message_too_large");
    }
  }

  @Test
  void aLegacyStreamThatCanBeTakenUpAgainMayEndBeforeItsAnswer() throws Exception {
    String priming = "id: s:1\nretry: 10\ndata: \n\n";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.events(priming));
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.exchange(call()).text()).isEqualTo(priming);
      assertThat(gate.exchange(modernCall()).text()).startsWith(priming).contains("no_answer");
    }
  }

  @Test
  void aLegacyGetStreamPassesWithItsPlaceAndItsSession() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  if (request.method().equals("POST")) {
                    answer.header("Mcp-Session-Id", "s-1");
                    answer.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
                  } else {
                    answer.events(PROGRESS);
                  }
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      String session = gate.exchange(call()).header("Mcp-Session-Id").orElseThrow();
      upstream.request();
      RawResponse stream =
          gate.exchange(
              get(
                  "Accept: text/event-stream",
                  "Mcp-Session-Id: " + session,
                  "Last-Event-ID: s:9 z",
                  McpGate.LEGACY));
      assertThat(stream.text()).isEqualTo(PROGRESS);
      ScriptedUpstream.Request got = upstream.request();
      assertThat(got.method()).isEqualTo("GET");
      assertThat(got.header("Last-Event-ID")).isEqualTo("s:9 z");
      assertThat(got.header("Mcp-Session-Id")).isEqualTo("s-1");
      assertThat(got.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
      assertThat(got.header("Accept")).isEqualTo("text/event-stream");
      assertThat(got.has("Content-Type")).isFalse();
    }
  }

  @Test
  void anUpstreamWithoutGetStreamsSaysSo() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Allow", "POST");
                  answer.status(405);
                });
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.exchange(get("Accept: text/event-stream"));
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).hasValue("POST");
    }
  }

  @Test
  void aQuietStreamHasAHeartbeat() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.events();
                  await(enough);
                  answer.events(RESULT);
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(50)));
        RawHttp client = gate.connect()) {
      client.send(call()).readHead();
      assertThat(next(client)).isEqualTo(": ");
      assertThat(next(client)).isEqualTo(": ");
      enough.countDown();
      String event = next(client);
      while (event.equals(": ")) {
        event = next(client);
      }
      assertThat(event).contains("\"result\"");
    }
  }

  /** The client's leaving could not be noticed otherwise. */
  @Test
  void aModernAnswerThatIsLateBecomesAStream() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    String json = "{\"jsonrpc\":\"2.0\",\n \"id\":1,\"result\":{\"n\":1.00}}";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running(
                (request, answer) -> {
                  await(enough);
                  answer.json(json);
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(50)));
        RawHttp client = gate.connect()) {
      RawResponse head = client.send(modernCall()).readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).hasValue("text/event-stream");
      assertThat(next(client)).isEqualTo(": ");
      enough.countDown();
      String event = next(client);
      while (event.equals(": ")) {
        event = next(client);
      }
      assertThat(event)
          .isEqualTo("data: {\"jsonrpc\":\"2.0\",|data:  \"id\":1,\"result\":{\"n\":1.00}}");
      assertThat(gate.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"500, upstream_status", "200, answer_not_jsonrpc", "0, upstream_error"})
  void aLateAnswerThatCannotBePassedOnIsAnErrorInTheStream(int status, String code)
      throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  Latches.await(enough);
                  peer.send(
                      status == 0
                          ? "garbage"
                          : "HTTP/1.1 "
                              + status
                              + " X\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                });
        McpGate gate =
            McpGate.to(upstream.uri(), gateway -> gateway.heartbeat(Duration.ofMillis(50)));
        RawHttp client = gate.connect()) {
      client.send(modernCall()).readHead();
      enough.countDown();
      String event = next(client);
      while (event.equals(": ")) {
        event = next(client);
      }
      assertThat(event).contains("\"id\":1,\"error\":{\"code\":50202", code);
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }
}
