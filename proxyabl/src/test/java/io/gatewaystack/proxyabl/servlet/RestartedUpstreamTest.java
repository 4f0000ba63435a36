package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upstreams that forget their sessions, and gateways that are set up anew. */
@Timeout(20)
class RestartedUpstreamTest extends TwoServers {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";

  private static final String GREETING =
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\"n\"}}";

  private void hold(ScriptedUpstream.Answer answer) throws Exception {
    answer.events();
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamJoinsAnUpstreamAgainThatHasForgottenItsSession() throws Exception {
    fs.on("GET", (request, answer) -> hold(answer));
    git.on(
        "GET",
        (request, answer) -> {
          answer.events(event("g:1", notification("notifications/" + request.header(SESSION))));
          hold(answer);
        });
    try (McpGate gate = gate();
        RawHttp before = gate.connect();
        RawHttp after = gate.connect()) {
      String session = open(gate);
      before.send(get(session)).readHead();
      FederatedStreamsTest.Event first = next(before);
      assertThat(first.data()).contains("/s-git");
      git.next("GET");

      git.forgetSession();
      after.send(get(session, "Last-Event-ID: " + first.id())).readHead();
      assertThat(next(after).data()).contains("/again-git");
      assertThat(git.next("GET").header("Last-Event-ID")).isEqualTo("g:1");
      assertThat(git.next("initialize").has(SESSION)).isFalse();
      assertThat(git.next("GET").has("Last-Event-ID")).isFalse(); // that was of the old session
    }
  }

  /** Another gateway of the same keys knows a session by its id alone. */
  @Test
  void whoCannotBeIntroducedAgainHasToBeginAnewForWhatHasForgottenHim() throws Exception {
    try (McpGate first = gate();
        McpGate other = gate()) {
      String session = SESSION + ": " + open(first);
      fs.forgetSession();
      RawResponse list = other.post(LIST, session);
      assertThat(list.text()).contains("git.t").doesNotContain("fs.t");
      for (int i = 0; i < 2; i++) {
        RawResponse forgotten = other.post(CALL.formatted("fs.t"), session);
        assertThat(forgotten.status()).isEqualTo(404);
        assertThat(forgotten.text()).contains("session_not_found");
      }
      assertThat(other.post(CALL.formatted("git.t"), session).text()).contains("\"text\":\"git\"");

      git.forgetSession();
      for (int i = 0; i < 2; i++) {
        assertThat(other.post(LIST, session).status()).isEqualTo(404);
        assertThat(other.exchange("GET", session).status()).isEqualTo(404);
      }
      String begun = SESSION + ": " + open(other);
      assertThat(other.post(LIST, begun).text()).contains("fs.t", "git.t");
    }
  }

  /** To a legacy client 404 says that its session is over. */
  @Test
  void anUpstreamWithoutSessionsEndsNobodysByWhatIsMissingThere() throws Exception {
    fs.result("initialize", GREETING);
    try (McpGate gate = gate()) {
      String session = SESSION + ": " + open(gate);
      RawResponse missing = gate.post(CALL.formatted("fs.t"), session);
      assertThat(missing.status()).isEqualTo(502);
      assertThat(missing.text()).contains("\"id\":2,", "upstream_status");
      assertThat(gate.post(CALL.formatted("git.t"), session).status()).isEqualTo(200);
      assertThat(gate.exchange("GET", session).status()).isEqualTo(405);
    }
  }

  @Test
  void aSessionWithSeveralUpstreamsIsNoneWithOneOfThem() throws Exception {
    try (McpGate several = gate();
        McpGate one = McpGate.with(g -> g.upstream(git.upstream()).sessionKeys(KEYS))) {
      String session = SESSION + ": " + open(several);
      assertThat(several.post(LIST, session).status()).isEqualTo(200);
      git.next("tools/list");
      RawResponse refused = one.post(LIST, session);
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text()).contains("session_not_found");
      assertThat(git.wasAskedMore()).isFalse();

      String alone = SESSION + ": " + open(one);
      assertThat(one.post(LIST, alone).status()).isEqualTo(200);
      assertThat(several.post(LIST, alone).status()).isEqualTo(404);
    }
  }
}
