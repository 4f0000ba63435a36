package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.mcp.SessionKeys;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session belongs to one principal on one path, and outlives the gateway that named it. */
@Timeout(20)
class McpSessionTest {
  private static final String ID = "Mcp-Session-Id";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final SessionKeys OLD = SessionKeys.of(List.of(secret(1)));
  private static final SessionKeys ROTATED = SessionKeys.of(List.of(secret(2), secret(1)));
  private static final SessionKeys OTHER = SessionKeys.of(List.of(secret(2)));

  private static byte[] secret(int fill) {
    byte[] secret = new byte[32];
    java.util.Arrays.fill(secret, (byte) fill);
    return secret;
  }

  /** Names a session on {@code initialize} and in every later answer. */
  private static ScriptedUpstream upstream() {
    return ScriptedUpstream.running(
        (request, answer) -> {
          answer.header(ID, "their-own-1");
          if (request.method().equals("DELETE")) {
            answer.status(200);
          } else {
            answer.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
          }
        });
  }

  private static String open(McpGate gate, String subject) throws IOException {
    return gate.exchange(McpGate.message("/mcp", subject, INITIALIZE)).header(ID).orElseThrow();
  }

  private static RawResponse ping(McpGate gate, String path, String subject, String session)
      throws IOException {
    return gate.exchange(McpGate.message(path, subject, PING, ID + ": " + session));
  }

  @Test
  void theClientHoldsASealedIdAndTheUpstreamItsOwn() throws Exception {
    try (ScriptedUpstream upstream = upstream();
        McpGate gate = McpGate.to(upstream.uri())) {
      String session = open(gate, "alice");
      assertThat(session).doesNotContain("their-own").matches("[A-Za-z0-9_-]{40,}");
      assertThat(upstream.request().has(ID)).isFalse();

      RawResponse answer = ping(gate, "/mcp", "alice", session);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header(ID)).hasValue(session);
      assertThat(upstream.request().header(ID)).isEqualTo("their-own-1");

      assertThat(gate.exchange("DELETE", ID + ": " + session, McpGate.LEGACY).status())
          .isEqualTo(200);
      ScriptedUpstream.Request end = upstream.request();
      assertThat(end.method()).isEqualTo("DELETE");
      assertThat(end.header(ID)).isEqualTo("their-own-1");
      assertThat(end.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
    }
  }

  @Test
  void nobodyElseFindsItNorIsItFoundElsewhere() throws Exception {
    try (ScriptedUpstream upstream = upstream();
        McpGate gate = McpGate.to(upstream.uri())) {
      String session = open(gate, "alice@acme");
      upstream.request();

      List<RawResponse> answers = new ArrayList<>();
      answers.add(ping(gate, "/mcp", "mallory@acme", session));
      answers.add(ping(gate, "/mcp", "alice@evil", session));
      answers.add(ping(gate, "/mcp", "alice", session));
      answers.add(ping(gate, "/other", "alice@acme", session));
      answers.add(ping(gate, "/mcp", "alice@acme", "their-own-1"));
      answers.add(ping(gate, "/mcp", "alice@acme", ""));
      answers.add(ping(gate, "/mcp", "alice@acme", flipped(session)));
      for (RawResponse answer : answers) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("session_not_found", "40401");
      }
      for (String method : new String[] {"GET", "DELETE"}) {
        String head = McpGate.head(method + " /mcp", "mallory@acme", ID + ": " + session);
        assertThat(gate.exchange(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
            .extracting(RawResponse::status)
            .isEqualTo(404);
      }
      assertThat(upstream.hasMoreRequests()).isFalse();
      assertThat(ping(gate, "/mcp", "alice@acme", session).status()).isEqualTo(200);
    }
  }

  private static String flipped(String session) {
    char middle = session.charAt(session.length() / 2);
    return session.substring(0, session.length() / 2)
        + (middle == 'A' ? 'B' : 'A')
        + session.substring(session.length() / 2 + 1);
  }

  @Test
  void itSurvivesARestartAndARotationOfKeys() throws Exception {
    try (ScriptedUpstream upstream = upstream()) {
      String session;
      try (McpGate before = McpGate.to(upstream.uri(), gateway -> gateway.sessionKeys(OLD))) {
        session = open(before, "alice");
      }
      try (McpGate after = McpGate.to(upstream.uri(), gateway -> gateway.sessionKeys(ROTATED))) {
        RawResponse answer = ping(after, "/mcp", "alice", session);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ID).orElseThrow()).isNotEqualTo(session);
      }
      try (McpGate foreign = McpGate.to(upstream.uri(), gateway -> gateway.sessionKeys(OTHER));
          McpGate random = McpGate.to(upstream.uri())) {
        assertThat(ping(foreign, "/mcp", "alice", session).status()).isEqualTo(404);
        assertThat(ping(random, "/mcp", "alice", session).status()).isEqualTo(404);
      }
    }
  }

  @Test
  void aModernRequestHasNone() throws Exception {
    try (ScriptedUpstream upstream = upstream();
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer =
          gate.post(
              McpGate.modern("tools/list", ""),
              McpGate.MODERN,
              "Mcp-Method: tools/list",
              ID + ": whatever");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header(ID)).isEmpty();
      assertThat(upstream.request().has(ID)).isFalse();
      for (String method : new String[] {"GET", "DELETE"}) {
        RawResponse refused = gate.exchange(method, McpGate.MODERN);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).hasValue("POST");
      }
      assertThat(upstream.hasMoreRequests()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void whatConcernsASessionHasNoBody(String method) throws Exception {
    try (ScriptedUpstream upstream = upstream();
        McpGate gate = McpGate.to(upstream.uri());
        RawHttp client = gate.connect()) {
      client.send(McpGate.head(method + " /mcp", "alice", "Content-Length: 2") + "{}");
      RawResponse refused = client.read();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("unexpected_body");
      assertThat(upstream.hasMoreRequests()).isFalse();
    }
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "a b", "tab\there", "ä"})
  void anUnusableIdOfTheUpstreamIsNotPassedOn(String id) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nMcp-Session-Id: "
                    + id
                    + "\r\nContent-Length: 37\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}} ");
        McpGate gate = McpGate.to(upstream.uri())) {
      RawResponse answer = gate.post(INITIALIZE);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("session_id");
    }
  }
}
