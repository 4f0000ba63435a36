package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Streams and requests of several upstreams that share a client's session. */
@Timeout(20)
class FederatedStreamsTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";
  static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";

  static String open(McpGate gate) throws IOException {
    return gate.post(INITIALIZE).header(SESSION).orElseThrow();
  }

  static byte[] call(String session, String tool) {
    return McpGate.message(
        "/mcp",
        "alice",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\""
            + tool
            + "\"}}",
        SESSION + ": " + session);
  }

  static byte[] get(String session, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = SESSION + ": " + session;
    all[headers.length + 1] = "Accept: text/event-stream";
    return McpGate.head("GET /mcp", "alice", all).getBytes(US_ASCII);
  }

  static String event(String id, String json) {
    return "id: " + id + "\nevent: message\ndata: " + json + "\n\n";
  }

  static String notification(String method) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}";
  }

  /** An event as it arrived: its id and its data. */
  record Event(String id, String data) {
    JsonNode json() {
      return JsonDocument.parse(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)).tree();
    }
  }

  static Event next(RawHttp client) throws IOException {
    String id = "";
    String line = client.readLine();
    while (!line.startsWith("data")) {
      id = line.startsWith("id: ") ? line.substring(4) : id;
      line = client.readLine();
    }
    return new Event(id, line.substring(line.indexOf(':') + 1).strip());
  }

  private void hold(ScriptedUpstream.Answer answer) throws Exception {
    answer.events();
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  private static RawResponse answerTo(McpGate gate, String session, String subject, String id)
      throws IOException {
    return gate.exchange(
        McpGate.message(
            "/mcp",
            subject,
            "{\"jsonrpc\":\"2.0\",\"result\":{\"n\":1.00},\"id\":\"" + id + "\"}",
            SESSION + ": " + session));
  }

  // Requests of upstreams.

  @Test
  void twoUpstreamsMayAskUnderTheSameId() throws Exception {
    for (FakeMcp upstream : List.of(fs, git)) {
      upstream.on(
          "tools/call",
          (request, answer) -> {
            answer.events(
                event("1", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"roots/list\"}"),
                event("2", "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"roots/list\"}"));
            hold(answer);
          });
    }
    try (McpGate gate = gate();
        RawHttp first = gate.connect();
        RawHttp second = gate.connect()) {
      String session = open(gate);
      first.send(call(session, "fs.t")).readHead();
      second.send(call(session, "git.t")).readHead();
      String ofFs = next(first).json().path("id").stringValue();
      String ofFsToo = next(first).json().path("id").stringValue();
      String ofGit = next(second).json().path("id").stringValue();
      assertThat(List.of(ofFs, ofFsToo, ofGit)).doesNotHaveDuplicates();

      assertThat(answerTo(gate, session, "alice", ofGit).status()).isEqualTo(202);
      assertThat(git.next("response").body())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":{\"n\":1.00},\"id\":1}");
      assertThat(answerTo(gate, session, "alice", ofFsToo).status()).isEqualTo(202);
      assertThat(fs.next("response").body()).endsWith("\"id\":\"1\"}");
      assertThat(answerTo(gate, session, "alice", "1").text()).contains("unknown_response");
      assertThat(answerTo(gate, session, "mallory", ofFs).status()).isEqualTo(404);
      String other =
          gate.exchange(McpGate.message("/mcp", "mallory", INITIALIZE))
              .header(SESSION)
              .orElseThrow();
      assertThat(answerTo(gate, other, "mallory", ofFs).text()).contains("unknown_response");
    }
  }

  @Test
  void cancellingAndProgressNameTheSameRequest() throws Exception {
    git.on(
        "tools/call",
        (request, answer) -> {
          answer.events(
              event(
                  "1",
                  "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"sampling/createMessage\",\"params\":"
                      + "{\"_meta\":{\"progressToken\":9}}}"),
              event(
                  "2",
                  "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":"
                      + "{\"requestId\":5,\"reason\":\"late\"}}"),
              event(
                  "3",
                  "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":"
                      + "{\"uri\":\"file:///a\"}}"));
          hold(answer);
        });
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String session = open(gate);
      client.send(call(session, "git.t")).readHead();
      JsonNode request = next(client).json();
      assertThat(next(client).json().path("params").path("requestId"))
          .isEqualTo(request.path("id"));
      assertThat(next(client).json().path("params").path("uri").stringValue())
          .isEqualTo("git+file:///a");
      String token = request.path("params").path("_meta").path("progressToken").stringValue();
      for (String named : List.of(token, "unknown")) {
        gate.post(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                + "{\"progressToken\":\""
                + named
                + "\",\"progress\":0.50}}",
            SESSION + ": " + session);
      }
      assertThat(git.next("notifications/progress").body())
          .endsWith("{\"progressToken\":9,\"progress\":0.50}}");
      gate.post(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":3}}",
          SESSION + ": " + session);
      assertThat(git.next("notifications/cancelled").body()).contains("\"requestId\":3");
      assertThat(fs.next("notifications/cancelled").body()).contains("\"requestId\":3");
    }
  }

  // Places in streams.

  @Test
  void anAnswerIsTakenUpAgainAtItsUpstream() throws Exception {
    git.on("tools/call", (request, answer) -> answer.events("id: g:1\ndata: \n\n"));
    git.on(
        "GET",
        (request, answer) ->
            answer.events(event("g:2", "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}")));
    try (McpGate gate = gate()) {
      String session = open(gate);
      String text = gate.exchange(call(session, "git.t")).text();
      assertThat(text).startsWith("id: ").doesNotContain("g:1");
      String place = text.substring(4, text.indexOf('\n'));
      String rest = gate.exchange(get(session, "Last-Event-ID: " + place)).text();
      assertThat(rest).contains("\"id\":3,\"result\":{}").doesNotContain("g:2");
      ScriptedUpstream.Request got = git.next("GET");
      assertThat(got.header("Last-Event-ID")).isEqualTo("g:1");
      assertThat(got.header(SESSION)).isEqualTo("s-git");
      assertThat(got.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
      assertThat(gate.exchange(get(session, "Last-Event-ID: g:1")).text())
          .contains("last_event_id");
      fs.next("initialize");
      assertThat(fs.wasAskedMore()).isFalse();
    }
  }

  @Test
  void theStreamOfAllIsTakenUpAgainEverywhere() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    fs.on(
        "GET",
        (request, answer) -> {
          answer.events(event("f:1", notification("notifications/tools/list_changed")));
          first.countDown();
          hold(answer);
        });
    git.on(
        "GET",
        (request, answer) -> {
          answer.events();
          assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
          answer.events(event("g:1", notification("notifications/prompts/list_changed")));
          hold(answer);
        });
    try (McpGate gate = gate()) {
      String session = open(gate);
      String place = "";
      try (RawHttp client = gate.connect()) {
        assertThat(client.send(get(session)).readHead().status()).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
          Event event = next(client);
          assertThat(event.data()).contains("list_changed");
          assertThat(event.id()).isNotIn("f:1", "g:1", place);
          place = event.id();
        }
      }
      assertThat(fs.next("GET").has("Last-Event-ID")).isFalse();
      assertThat(git.next("GET").has("Last-Event-ID")).isFalse();
      try (RawHttp client = gate.connect()) {
        client.send(get(session, "Last-Event-ID: " + place)).readHead();
        assertThat(fs.next("GET").header("Last-Event-ID")).isEqualTo("f:1");
        assertThat(git.next("GET").header("Last-Event-ID")).isEqualTo("g:1");
      }
    }
  }

  @Test
  void anUpstreamThatEndsItsPartIsAskedAgainWithoutDisturbingTheOthers() throws Exception {
    CountDownLatch again = new CountDownLatch(1);
    fs.on(
        "GET",
        (request, answer) -> {
          if (!request.has("Last-Event-ID")) {
            answer.events(event("f:1", notification("notifications/one")));
          } else {
            answer.events(event("f:2", notification("notifications/three")));
            again.countDown();
            hold(answer);
          }
        });
    git.on(
        "GET",
        (request, answer) -> {
          answer.events();
          assertThat(again.await(5, TimeUnit.SECONDS)).isTrue();
          answer.events(event("g:1", notification("notifications/two")));
          hold(answer);
        });
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(get(open(gate))).readHead();
      assertThat(next(client).data()).contains("notifications/one");
      assertThat(List.of(next(client).data(), next(client).data()))
          .anyMatch(data -> data.contains("two"))
          .anyMatch(data -> data.contains("three"));
      fs.next("GET");
      assertThat(fs.next("GET").header("Last-Event-ID")).isEqualTo("f:1");
    }
  }

  @Test
  void theStreamBeginsWithWhoeverOffersOneAndIsRefusedWhenNobodyDoes() throws Exception {
    try (McpGate gate = gate()) {
      String session = open(gate);
      RawResponse none = gate.exchange(get(session));
      assertThat(none.status()).isEqualTo(405);
      assertThat(none.header("Allow")).hasValue("POST");
      git.on("GET", (request, answer) -> hold(answer));
      try (RawHttp client = gate.connect()) {
        assertThat(client.send(get(session)).readHead().status()).isEqualTo(200);
      }
      git.on("GET", (request, answer) -> answer.status(500));
      assertThat(gate.exchange(get(session)).status()).isEqualTo(502);
    }
  }

  @Test
  void aClientThatLeavesEndsAllParts() throws Exception {
    CountDownLatch gone = new CountDownLatch(2);
    for (FakeMcp upstream : List.of(fs, git)) {
      upstream.on(
          "GET",
          (request, answer) -> {
            answer.events(event("1", notification("notifications/x"))).untilGone();
            gone.countDown();
          });
    }
    try (McpGate gate = gate()) {
      String session = open(gate);
      try (RawHttp client = gate.connect()) {
        client.send(get(session)).readHead();
        next(client);
      }
      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.running()).isZero();
    }
  }
}
