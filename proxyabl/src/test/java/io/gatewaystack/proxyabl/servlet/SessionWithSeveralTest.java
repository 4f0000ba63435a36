package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederationRequests.CALL;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.INITIALIZE;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.LIST;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.SESSION;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.open;
import static io.gatewaystack.proxyabl.servlet.FederationRequests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.testing.RawResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A legacy session with several upstreams: who finds it, who takes part in it, and until when. */
@Timeout(20)
class SessionWithSeveralTest extends TwoServers {
  private void settings(McpGateway.Builder gateway) {
    gateway.upstream(fs.upstream()).upstream(git.upstream()).sessionKeys(KEYS);
  }

  @Test
  void withoutAnyUpstreamThereIsNoSession() throws Exception {
    fs.on("initialize", (request, answer) -> answer.status(500));
    git.result("initialize", "{\"protocolVersion\":7}");
    try (McpGate gate = gate()) {
      RawResponse answer = gate.post(INITIALIZE);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_status", "\"id\":1,");
      assertThat(answer.header(SESSION)).isEmpty();
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactlyInAnyOrder("upstream_error:fs", "upstream_error:git");
    }
  }

  @Test
  void nobodyElseFindsTheSession() throws Exception {
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(session).doesNotContain("s-fs", "s-git");
      byte[] mallory = McpGate.message("/mcp", "mallory", LIST, SESSION + ": " + session);
      assertThat(gate.exchange(mallory).status()).isEqualTo(404);
      byte[] elsewhere = McpGate.message("/other", "alice", LIST, SESSION + ": " + session);
      assertThat(gate.exchange(elsewhere).status()).isEqualTo(404);
      assertThat(gate.post(LIST).text()).contains("session_required");
      assertThat(gate.post(LIST, SESSION + ": x").status()).isEqualTo(404);
      assertThat(
              gate.post(LIST, SESSION + ": " + session, "MCP-Protocol-Version: 1999-01-01").text())
          .contains("unsupported_version", "2025-11-25");
    }
  }

  @Test
  void aSessionOutlivesTheGatewayAndTheMemoryOfIt() throws Exception {
    String session;
    try (McpGate before = gate()) {
      session = open(before);
    }
    try (McpGate after =
        McpGate.with(
            gateway -> {
              settings(gateway);
              gateway.maxSessions(1);
            })) {
      assertThat(post(after, session, CALL).text()).contains("\"text\":\"git\"");
      open(after);
      assertThat(post(after, session, LIST).text()).contains("fs.t", "git.t");
    }
  }

  @Test
  void anUpstreamThatWasMissingJoinsLater() throws Exception {
    fs.on("initialize", (request, answer) -> answer.status(503));
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(fs.next("initialize")).isNotNull();
      fs.result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
      fs.on(
          "initialize",
          (request, answer) -> {
            answer.header(SESSION, "s-fs");
            answer.json(
                FakeMcp.response(
                    request, "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"));
          });
      assertThat(post(gate, session, LIST).text()).contains("git.t").doesNotContain("fs.t");
      String listed;
      do { // it is asked again when as long has passed as its refusal took, and a second
        TimeUnit.MILLISECONDS.sleep(20);
        listed = post(gate, session, LIST).text();
      } while (!listed.contains("fs.t"));
      assertThat(listed).contains("git.t");
      assertThat(fs.next("initialize").body()).isEqualTo(INITIALIZE);
      assertThat(fs.next("notifications/initialized").header(SESSION)).isEqualTo("s-fs");
      assertThat(fs.next("tools/list").header(SESSION)).isEqualTo("s-fs");
    }
  }

  @Test
  void anUpstreamThatForgetsItsSessionFailsOneCallAndJoinsAgain() throws Exception {
    try (McpGate gate = gate()) {
      String session = open(gate);
      git.forgetSession();
      RawResponse lost = post(gate, session, CALL);
      assertThat(lost.status()).isEqualTo(502);
      assertThat(lost.text()).contains("upstream_session_lost");
      assertThat(post(gate, session, CALL).text()).contains("\"text\":\"git\"");
      assertThat(git.next("notifications/initialized").header(SESSION)).isEqualTo("again-git");
    }
  }

  @Test
  void whereNothingIsKnownToJoinWithTheClientBeginsAnew() throws Exception {
    String session;
    try (McpGate before = gate()) {
      session = open(before);
    }
    fs.forgetSession();
    git.forgetSession();
    try (McpGate after = gate()) {
      assertThat(post(after, session, CALL).status()).isEqualTo(404);
      assertThat(post(after, session, LIST).status()).isEqualTo(404);
    }
  }

  @Test
  void anEndedSessionIsGoneEverywhere() throws Exception {
    try (McpGate gate = gate()) {
      String session = open(gate);
      assertThat(gate.exchange("DELETE", SESSION + ": " + session).status()).isEqualTo(200);
      assertThat(fs.next("DELETE").header(SESSION)).isEqualTo("s-fs");
      assertThat(git.next("DELETE").header(SESSION)).isEqualTo("s-git");
      assertThat(post(gate, session, LIST).status()).isEqualTo(404);
    }
  }
}
