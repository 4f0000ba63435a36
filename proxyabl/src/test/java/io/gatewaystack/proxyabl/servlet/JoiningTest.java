package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawResponse;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An upstream that does not greet is not waited for by those who have others to speak with. */
@Timeout(20)
class JoiningTest {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  @Test
  void anUpstreamHasFiveSecondsToJoinUnlessToldOtherwise() {
    McpUpstream upstream = McpUpstream.of("a", URI.create("http://127.0.0.1:1/mcp"));
    assertThat(upstream.joinTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(upstream.timeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void anUpstreamThatHangsDelaysTheHandshakeByItsTimeToJoinAndNothingAfterIt() throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        RawUpstream hanging =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.awaitClose();
                });
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .upstream(fs.upstream())
                        .upstream(
                            McpUpstream.of("git", hanging.uri())
                                .withJoinTimeout(Duration.ofMillis(1_500))))) {
      RawResponse greeted = gate.post(INITIALIZE);
      assertThat(greeted.status()).isEqualTo(200);
      assertThat(gate.ending().context().find(Warnings.class).orElseThrow().codes())
          .containsExactly("upstream_timeout:git");
      String session = SESSION + ": " + greeted.header(SESSION).orElseThrow();

      assertThat(gate.post(INITIALIZED, session).status()).isEqualTo(202);
      fs.next("notifications/initialized");
      assertThat(gate.ending().context().find(Warnings.class)).isEmpty(); // nobody was missed
      assertThat(hanging.heads()).hasSize(1); // the failed greeting is not made again at once

      String list = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
      assertThat(gate.post(list, session).text()).contains("\"fs.t\"");
      assertThat(hanging.heads()).hasSize(1);
    }
  }

  @Test
  void aNotificationThatIsNotTakenNoteOfHoldsNobodyUp() throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git = FakeMcp.named("git")) {
      git.on("notifications/initialized", (request, answer) -> answer.untilGone());
      McpUpstream brief = git.upstream().withJoinTimeout(Duration.ofMillis(300));
      try (McpGate gate =
          McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(brief))) {
        String session = SESSION + ": " + gate.post(INITIALIZE).header(SESSION).orElseThrow();
        gate.ending();

        assertThat(gate.post(INITIALIZED, session).status()).isEqualTo(202);
        assertThat(gate.ending().context().find(Warnings.class).orElseThrow().codes())
            .containsExactly("upstream_timeout:git");
      }
    }
  }
}
