package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In front of a server that takes every method of HTTP for a message. */
class MethodsOverHttpTest {
  private static final ScriptedUpstream UPSTREAM =
      new ScriptedUpstream().json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"reached\":true}}");
  private static TestServer server;

  @BeforeAll
  static void start() {
    Rule noAdmin = Rule.deny("no-admin").when("tool", Operator.EQUALS, "admin").build();
    Validatabl rules =
        Validatabl.builder().policy(Policy.of(List.of(noAdmin), Effect.ALLOW)).build();
    KnownCallers callers =
        new KnownCallers(Map.of("ada", Identity.builder("ada", "https://i.example").build()));
    server =
        TestServer.builder()
            .filter("/*", GovernanceFilter.mcp(Pipeline.of(callers, rules)))
            .servlet("/*", UPSTREAM)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawResponse call(String method, String tool) throws IOException {
    String body =
        tool.isEmpty()
            ? ""
            : """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s"}}"""
                .formatted(tool);
    return RawHttp.exchange(
        server.port(),
        "%s /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ada\r\n"
                .formatted(method)
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "Post", "PUT", "PATCH", "QUERY"})
  void noOtherMethodLeadsAroundTheRules(String method) throws IOException {
    for (String tool : List.of("admin", "other")) {
      RawResponse refused = call(method, tool);

      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).hasValue("GET, POST, DELETE, OPTIONS");
      assertThat(refused.text())
          .startsWith("{\"error\":\"method_not_allowed\",\"error_description\":")
          .doesNotContain("reached", "allow\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
  void aBodyThatNobodyJudgesDoesNotReachTheServer(String method) throws IOException {
    assertThat(call(method, "admin").text()).contains("unexpected_body").doesNotContain("reached");
  }

  @Test
  void postIsJudgedAndOptionsReachesTheServer() throws IOException {
    assertThat(call("POST", "admin").text()).contains("policy_denied");
    assertThat(call("POST", "other").text()).contains("reached");
    assertThat(call("OPTIONS", "").text()).contains("reached");
  }
}
