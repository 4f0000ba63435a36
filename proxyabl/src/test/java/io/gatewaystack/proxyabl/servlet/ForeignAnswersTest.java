package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.call;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream answers what it was asked, and nothing that another was asked. */
@Timeout(20)
class ForeignAnswersTest extends TwoServers {
  private static final String FORGED = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"forged\":1}}";
  private static final String OK = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  // Events of the empty type, which clients take for messages.

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"event:\n", "event: \n", "event\n", "event: other\nevent:\n"})
  void anEventOfTheEmptyTypeIsJudgedAsTheMessageItIs(String type) throws Exception {
    String real = "data: " + OK + "\n\n";
    try (ScriptedUpstream foreign = answers(type + "data: " + FORGED.formatted("99"), real);
        ScriptedUpstream half = answers(type + "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"resu", real);
        McpGate toForeign = McpGate.to(foreign.uri());
        McpGate toHalf = McpGate.to(half.uri())) {
      assertThat(toForeign.post(PING).text()).doesNotContain("forged").contains(OK);
      assertThat(toHalf.post(PING).text())
          .doesNotContain("\"resu")
          .contains("answer_not_jsonrpc", "\"id\":1");
    }
  }

  private static ScriptedUpstream answers(String event, String... more) {
    return ScriptedUpstream.running(
        (request, answer) -> answer.events(event + "\n\n").events(more));
  }

  @Test
  void aRequestInAnEventOfTheEmptyTypeIsSealedLikeAnyOther() throws Exception {
    String asks = "{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"sampling/createMessage\"}";
    git.on(
        "tools/call",
        (request, answer) ->
            answer.events(
                "event:\ndata: " + asks + "\n\n",
                "event:\ndata: " + FakeMcp.response(request, "{}") + "\n\n"));
    try (McpGate gate = gate()) {
      assertThat(gate.exchange(call(open(gate), "git.t")).text())
          .contains("sampling/createMessage", "\"id\":3,\"result\":{}")
          .doesNotContain("77");
    }
  }

  /** Its id would be no place for its client to come back to. */
  @Test
  void anEventThatIsNoMessageStillNamesAPlaceOfTheGateways() throws Exception {
    git.on(
        "tools/call",
        (request, answer) ->
            answer.events(
                "event: other\nid: g:1\ndata: x\n\n",
                "data: " + FakeMcp.response(request, "{}") + "\n\n"));
    try (McpGate gate = gate()) {
      assertThat(gate.exchange(call(open(gate), "git.t")).text())
          .contains("event: other", "data: x", "id: ")
          .doesNotContain("g:1");
    }
  }

  // Answers to requests of others.

  @Test
  void nobodyAnswersOnTheStreamOfAll() throws Exception {
    git.on(
        "GET",
        (request, answer) -> {
          answer.events(
              event("1", FORGED.formatted("3")),
              event("2", "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":1,\"message\":\"\"}}"),
              event("3", notification("notifications/after")));
          assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
        });
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(get(open(gate))).readHead();
      assertThat(next(client).data()).contains("notifications/after");
    }
  }

  @Test
  void anAnswerThatIsTakenUpAgainAnswersTheSameRequestOnce() throws Exception {
    git.on("tools/call", (request, answer) -> answer.events("id: g:1\ndata: \n\n"));
    git.on(
        "GET",
        (request, answer) ->
            answer.events(
                event("g:2", FORGED.formatted("99")),
                event("g:3", FORGED.formatted("\"3\"")),
                event("g:4", notification("notifications/before")),
                event("g:5", "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"right\":1}}"),
                event("g:6", FORGED.formatted("3"))));
    try (McpGate gate = gate()) {
      String session = open(gate);
      String begun = gate.exchange(call(session, "git.t")).text();
      String place = begun.substring(4, begun.indexOf('\n'));
      String resumed = gate.exchange(get(session, "Last-Event-ID: " + place)).text();
      assertThat(resumed).contains("notifications/before", "right").doesNotContain("forged");

      String again = resumed.substring(resumed.indexOf("id: ") + 4);
      String later = again.substring(0, again.indexOf('\n'));
      assertThat(gate.exchange(get(session, "Last-Event-ID: " + later)).text())
          .as("the place of an event that was resumed knows the request, too")
          .contains("right")
          .doesNotContain("forged");
    }
  }

  // Bytes that are no text.

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"\u00c0\u00a2\"}}",
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"\u00ff\"}}",
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"\u00ed\u00a0\u0080\"}}",
        "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"\u00c3\"}}",
        "event: \u00c1\u00ad\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        ": \u00c0\u00a2",
        "retry: 7\nid: \u00c0\u00a2"
      })
  void whatIsNoUtf8GoesNoFurtherInAStreamAsInABody(String block) throws Exception {
    try (RawUpstream upstream = raw(block + "\n\n");
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.text()).contains("answer_not_jsonrpc", "\"id\":1").doesNotContain("\"x\"");
      assertThat(new String(answer.body(), ISO_8859_1)).doesNotContain("\u00c0", "\u00ff");
    }
  }

  @Test
  void whatIsUtf8PassesHoweverLong() throws Exception {
    String text = "\u00e4\u20ac\ud83d\ude00".repeat(5_000);
    String body = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"" + text + "\"}}\n\n";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.running((request, answer) -> answer.events(body));
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(PING).text()).isEqualTo(body);
    }
  }

  private static RawUpstream raw(String stream) throws Exception {
    return RawUpstream.running(
        peer -> {
          peer.readRequest();
          peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
          peer.send(stream.getBytes(ISO_8859_1));
        });
  }
}
