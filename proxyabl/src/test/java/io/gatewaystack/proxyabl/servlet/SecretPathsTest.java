package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The path of an upstream often holds a key: who looks at the gateway is not shown it. */
@Timeout(20)
class SecretPathsTest {
  private static final String KEY = "k3y-0f-the-owner";
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";

  private static URI keyed(URI upstream) {
    return upstream.resolve("/mcp/" + KEY);
  }

  @Test
  void auditIsToldTheOriginOfTheOneUpstream() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(ANSWER);
        McpGate gate = McpGate.to(keyed(upstream.uri()))) {
      assertThat(gate.post(CALL.formatted("t")).status()).isEqualTo(200);
      assertThat(gate.ending().context().require(Routing.class))
          .isEqualTo(new Routing("up", origin(upstream.uri()), null, "t"));
    }
  }

  @Test
  void auditIsToldTheOriginsOfSeveralUpstreams() throws Exception {
    try (FakeMcp fs = FakeMcp.named("fs");
        FakeMcp git = FakeMcp.named("git");
        McpGate gate =
            McpGate.with(
                gateway ->
                    List.of(fs, git)
                        .forEach(
                            each ->
                                gateway.upstream(
                                    McpUpstream.of(
                                        each.upstream().name(), keyed(each.upstream().uri())))))) {
      RawResponse opened = gate.post(INITIALIZE);
      assertThat(gate.ending().context().require(Routing.class).endpoint()).isEqualTo("mcp:fs,git");
      String session = "Mcp-Session-Id: " + opened.header("Mcp-Session-Id").orElseThrow();
      assertThat(gate.post(CALL.formatted("git.t"), session).status()).isEqualTo(200);
      assertThat(gate.ending().context().require(Routing.class))
          .isEqualTo(new Routing("git", origin(git.upstream().uri()), null, "git.t"));
    }
  }

  private static String origin(URI uri) {
    return "http://" + uri.getRawAuthority();
  }

  @Test
  void settingsAreShownAndRefusedWithoutIt() {
    McpUpstream upstream = McpUpstream.of("up", URI.create("http://up.test:81/mcp/" + KEY));
    assertThat(upstream).hasToString("McpUpstream[up -> http://up.test:81]");
    AddressPolicy https = AddressPolicy.builder().build();
    assertThatIllegalArgumentException()
        .isThrownBy(McpGateway.builder().upstream(upstream).addresses(https)::build)
        .withMessage(
            "upstream up.uri: http://up.test:81 (the address policy says scheme_not_allowed)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McpUpstream.of("up", URI.create("http://up.test/" + KEY + "?a")))
        .withMessageNotContaining(KEY);
  }
}
