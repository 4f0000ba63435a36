package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.restTool;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.Requests.toolCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolScopesTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .toolScopes(Map.of("read", Set.of("tool:read"), "write", Set.of("tool:write")))
          .openTools("echo")
          .build();

  private static String outcome(Validatabl layer, RequestContext request, String... scopes) {
    return Decided.outcome(layer, request.with(caller(scopes)));
  }

  @ParameterizedTest
  @CsvSource({
    "read, tool:read, allowed",
    "read, tool:write, INSUFFICIENT_SCOPE",
    "write, tool:write, allowed",
    "write, tool:read, INSUFFICIENT_SCOPE",
    "echo, anything, allowed",
    "delete, tool:write, UNKNOWN_TOOL"
  })
  void eachToolNeedsItsOwnScopes(String tool, String scope, String expected) {
    assertThat(outcome(LAYER, toolCall(tool), scope)).isEqualTo(expected);
    assertThat(outcome(LAYER, restTool(tool, "{}"), scope)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "READ",
        "read ",
        " read",
        "read/",
        "read/x",
        "../read",
        "read%00",
        "rеad"
      })
  void toolThatIsNotMappedDoesNotExist(String tool) {
    assertThat(outcome(LAYER, toolCall(tool), "tool:read", "tool:write")).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(LAYER, restTool(tool, "{}"), "tool:read")).isEqualTo("UNKNOWN_TOOL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pay/", "pay ", " pay", "x/pay/"})
  void aToolsPathThatAServerMayTakeForAnotherOneIsNoTool(String tool) {
    Validatabl layer =
        Validatabl.builder()
            .policy(
                Policy.of(
                    List.of(Rule.deny("no-pay").when("tool", Operator.EQUALS, "pay").build()),
                    Effect.ALLOW))
            .build();

    assertThat(outcome(layer, restTool(tool, "{}"))).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(layer, restTool("x/pay", "{}"))).isEqualTo("allowed");
  }

  @Test
  void answersUnknownToolsAsTheProtocolWantsWithoutRepeatingTheName() {
    Verdict verdict = LAYER.decide(toolCall("my-secret").with(caller()));

    Denial denial = verdict.denial().orElseThrow();
    assertThat(denial.status()).isEqualTo(404);
    assertThat(denial.error()).isEqualTo("unknown_tool");
    assertThat(denial.rpcCode()).isEqualTo(-32602);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.toString()).doesNotContain("my-secret");
    assertThat(verdict.authorization())
        .isEqualTo(new Authorization(false, "unknown_tool", Set.of(), Set.of(), null));
  }

  @Test
  void restRequestThatNamesNoToolIsUnknown() {
    assertThat(outcome(LAYER, restTool("", "{}"), "tool:read")).isEqualTo("UNKNOWN_TOOL");
  }

  @Test
  void emptyMapLeavesNoTool() {
    Validatabl none = Validatabl.builder().toolScopes(Map.of()).build();

    assertThat(outcome(none, toolCall("read"), "tool:read")).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(none, rpc("tools/list", "{}"))).isEqualTo("allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "read, tool:read, allowed",
    "read, tool:use, INSUFFICIENT_SCOPE",
    "delete, tool:use, allowed",
    "delete, tool:read, INSUFFICIENT_SCOPE",
    "echo, anything, allowed",
    "'read ', tool:use, UNKNOWN_TOOL",
    "rеad, tool:use, UNKNOWN_TOOL"
  })
  void toolsThatAreNotMappedThemselvesNeedTheScopesOfOthers(
      String tool, String scope, String expected) {
    Validatabl layer =
        Validatabl.builder()
            .toolScopes(Map.of("read", Set.of("tool:read")))
            .openTools("echo")
            .otherTools("tool:use")
            .build();

    assertThat(outcome(layer, toolCall(tool), scope)).isEqualTo(expected);
    assertThat(layer.scopesSupported()).containsExactlyInAnyOrder("tool:read", "tool:use");
  }

  @Test
  void otherToolsAreMappedOnceWithScopesAndNotHidden() {
    assertThatThrownBy(() -> Validatabl.builder().otherTools())
        .hasMessage("otherTools: no scope (expected: at least one)");
    assertThatThrownBy(() -> Validatabl.builder().otherTools("a").otherTools("b"))
        .hasMessage("otherTools: (expected: mapped once)");
    assertThatThrownBy(() -> Validatabl.builder().otherTools("a b"))
        .hasMessageStartingWith("otherTools: 'a b' (expected: a scope token");
    assertThatThrownBy(() -> Validatabl.builder().otherTools("a").hide().build())
        .hasMessageStartingWith("hide: (expected: with mapped tools");
  }

  @Test
  void scopesThatEverythingNeedsAreNeededByToolsToo() {
    Validatabl layer =
        Validatabl.builder()
            .requireScopes("mcp")
            .toolScopes(Map.of("read", Set.of("tool:read")))
            .openTools("echo")
            .build();

    assertThat(outcome(layer, toolCall("read"), "mcp", "tool:read")).isEqualTo("allowed");
    assertThat(outcome(layer, toolCall("read"), "tool:read")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(layer, toolCall("echo"), "mcp")).isEqualTo("allowed");
    assertThat(outcome(layer, toolCall("echo"), "tool:read")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(layer, toolCall("other"), "mcp")).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(layer, rpc("tools/list", "{}"), "mcp")).isEqualTo("allowed");
    assertThat(outcome(layer, rpc("tools/list", "{}"))).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "server/discover",
        "logging/setLevel",
        "subscriptions/listen",
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list"
      })
  void conversationStaysOpenToIdentifiedCallers(String method) {
    assertThat(outcome(LAYER, rpc(method, "{}"))).isEqualTo("allowed");
    assertThat(LAYER.decide(rpc(method, "{}")).denial().orElseThrow().status()).isEqualTo(401);
  }

  @Test
  void streamEndResponseAndNotificationBelongToTheConversation() {
    assertThat(outcome(LAYER, Requests.mcpWithoutBody("GET"))).isEqualTo("allowed");
    assertThat(outcome(LAYER, Requests.mcpWithoutBody("DELETE"))).isEqualTo("allowed");
    assertThat(outcome(LAYER, Requests.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")))
        .isEqualTo("allowed");
    assertThat(
            outcome(
                LAYER,
                Requests.mcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}")))
        .isEqualTo("allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources/read",
        "resources/subscribe",
        "prompts/get",
        "completion/complete",
        "tasks/get",
        "Tools/Call",
        "tools/call2",
        "tools/call ",
        "x/unknown"
      })
  void whatTheToolMapDoesNotSpeakAboutIsRefused(String method) {
    RequestContext request =
        rpc(
            method,
            "{\"name\":\"read\",\"uri\":\"file:///x\","
                + "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"read\"}}");
    Validatabl general =
        Validatabl.builder()
            .requireScopes("mcp")
            .toolScopes(Map.of("read", Set.of("tool:read")))
            .build();

    assertThat(outcome(LAYER, request, "tool:read")).isEqualTo("unmapped_operation");
    assertThat(outcome(general, request, "mcp")).isEqualTo("allowed");
    assertThat(outcome(general, request, "tool:read")).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void callWithoutAnIdIsNoNotification() {
    RequestContext smuggled =
        Requests.mcp(
            "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"write\"}}");
    Validatabl everything = Validatabl.builder().policy(Policy.of(List.of(), Effect.ALLOW)).build();

    assertThatThrownBy(() -> LAYER.decide(smuggled.with(caller("tool:write"))))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> everything.decide(smuggled.with(caller())))
        .isInstanceOf(Refused.class);
  }

  @Test
  void plainHttpIsRefusedWhereOnlyToolsAreMapped() {
    assertThat(outcome(LAYER, Requests.http("GET", "/admin"), "tool:read"))
        .isEqualTo("unmapped_operation");
    assertThat(outcome(LAYER, Requests.modelCall("{\"model\":\"m\"}"), "tool:read"))
        .isEqualTo("unmapped_operation");
  }

  @Test
  void toolsAreUnknownWhereOnlyRoutesAreMapped() {
    Validatabl routes = Validatabl.builder().openRoute("*", "/").build();

    assertThat(outcome(routes, toolCall("read"))).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(routes, restTool("read", "{}"))).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(routes, rpc("tools/list", "{}"))).isEqualTo("unmapped_operation");
    assertThat(
            outcome(routes, Requests.mcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}")))
        .isEqualTo("unmapped_operation");
  }

  @Test
  void toolsAreDecidedByThePolicyWhereNoneAreMapped() {
    Validatabl policy =
        Validatabl.builder()
            .policy(
                Policy.of(List.of(Rule.allow("r").when("tool", Operator.EQUALS, "read").build())))
            .build();

    assertThat(outcome(policy, toolCall("read"))).isEqualTo("allowed");
    assertThat(outcome(policy, toolCall("write"))).isEqualTo("policy_denied");
  }

  @Test
  void policyCannotBringBackAToolThatIsNotMapped() {
    Validatabl layer =
        Validatabl.builder().openTools("echo").policy(Policy.of(List.of(), Effect.ALLOW)).build();

    assertThat(outcome(layer, toolCall("echo"))).isEqualTo("allowed");
    assertThat(outcome(layer, toolCall("write"))).isEqualTo("UNKNOWN_TOOL");
  }

  @Test
  void operationThatNamesNoToolAtAllHasNone() {
    ScopeMap map =
        new ScopeMap(
            new Need("This operation", Set.of(), Set.of()),
            false,
            Optional.of(Map.of()),
            Optional.of(new Need("This tool", Set.of(), Set.of())),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(
            map.find(
                new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, null, null),
                toolCall("t").request()))
        .isEmpty();
  }
}
