package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.restTool;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.Requests.toolCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a caller may not use looks to it as if it did not exist. */
class HideTest {

  private static ValidatablBuilder mapped() {
    return Validatabl.builder()
        .toolScopes(Map.of("post", Set.of("w")))
        .openTools("read", "reset", "pay")
        .promptScopes(Map.of("audit", Set.of("w")))
        .resourceScopes(Map.of("x://secret/{id}", Set.of("w")))
        .openResources("x://open/{id}")
        .policy(
            Policy.of(
                List.of(
                    Rule.deny("never").when("tool", Operator.EQUALS, "reset").build(),
                    Rule.deny("dear")
                        .when("tool", Operator.EQUALS, "pay")
                        .when("arguments.amount", Operator.GT, 10)
                        .build()),
                Effect.ALLOW))
        .openTools("closed")
        .argumentSchemas(
            ArgumentSchemas.builder()
                .tool("read", "{\"required\":[\"id\"]}")
                .tool("closed", "false")
                .build());
  }

  private static final Validatabl HIDING = mapped().hide().build();
  private static final Validatabl OPEN = mapped().build();

  private static Denial denial(Validatabl layer, RequestContext request) {
    return layer.decide(request.with(caller("r"))).denial().orElseThrow();
  }

  @Test
  void hiddenToolsAreAnsweredExactlyLikeUnknownOnes() {
    for (String hidden : List.of("post", "reset", "closed")) {
      assertThat(denial(HIDING, toolCall(hidden)))
          .isEqualTo(denial(HIDING, toolCall("no-such-tool")));
      assertThat(denial(HIDING, restTool(hidden, "{}")))
          .isEqualTo(denial(HIDING, restTool("no-such-tool", "{}")));
    }
    assertThat(denial(HIDING, toolCall("post")).rpcCode()).isEqualTo(-32602);
    assertThat(denial(HIDING, toolCall("post")).challenge()).isNull();
  }

  @Test
  void withoutHidingTheyAreRefusedForWhatTheyNeed() {
    assertThat(denial(OPEN, toolCall("post")).error()).isEqualTo("insufficient_scope");
    assertThat(denial(OPEN, toolCall("reset")).error()).isEqualTo("policy_denied");
    assertThat(denial(OPEN, toolCall("no-such-tool")).error()).isEqualTo("unknown_tool");
  }

  @Test
  void hiddenPromptsAndResourcesAreAnsweredLikeUnknownOnes() {
    assertThat(denial(HIDING, rpc("prompts/get", "{\"name\":\"audit\"}")))
        .isEqualTo(denial(HIDING, rpc("prompts/get", "{\"name\":\"none\"}")));
    assertThat(denial(HIDING, rpc("resources/read", "{\"uri\":\"x://secret/1\"}")))
        .isEqualTo(denial(HIDING, rpc("resources/read", "{\"uri\":\"x://none/1\"}")));
    assertThat(denial(OPEN, rpc("prompts/get", "{\"name\":\"audit\"}")).error())
        .isEqualTo("insufficient_scope");
  }

  @Test
  void completingWhatIsHiddenIsAnsweredLikeCompletingWhatIsUnknown() {
    String complete =
        "{\"ref\":{\"type\":\"ref/%s\",\"%s\":\"%s\"},\"argument\":{\"name\":\"id\"}}";

    assertThat(
            denial(
                HIDING, rpc("completion/complete", complete.formatted("prompt", "name", "audit"))))
        .isEqualTo(
            denial(HIDING, rpc("completion/complete", complete.formatted("prompt", "name", "no"))));
    assertThat(
            denial(
                HIDING,
                rpc(
                    "completion/complete",
                    complete.formatted("resource", "uri", "x://secret/{id}"))))
        .isEqualTo(
            denial(
                HIDING,
                rpc("completion/complete", complete.formatted("resource", "uri", "x://no/{id}"))));
  }

  @Test
  void whatOnlyTheArgumentsForbidIsNotHidden() {
    assertThat(HIDING.decide(toolCall("pay", "{\"amount\":1}").with(caller())).allowed()).isTrue();
    assertThat(denial(HIDING, toolCall("pay", "{\"amount\":11}")).error())
        .isEqualTo("policy_denied");
    assertThat(denial(HIDING, toolCall("read")).error()).isEqualTo("invalid_arguments");
  }

  @Test
  void theOwnerIsStillToldWhy() {
    assertThat(HIDING.decide(toolCall("post").with(caller("r"))).authorization().reason())
        .isEqualTo("insufficient_scope");
    assertThat(HIDING.decide(toolCall("reset").with(caller("r"))).authorization().policyId())
        .isEqualTo("never");
  }

  @Test
  void whoMayUseItSeesIt() {
    assertThat(HIDING.decide(toolCall("post").with(caller("w"))).allowed()).isTrue();
    assertThat(
            HIDING.decide(rpc("prompts/get", "{\"name\":\"audit\"}").with(caller("w"))).allowed())
        .isTrue();
  }

  @Test
  void strangersAreToldToIdentifyThemselvesWhateverTheyAskFor() {
    assertThat(HIDING.decide(toolCall("post")).denial().orElseThrow().status()).isEqualTo(401);
    assertThat(HIDING.decide(toolCall("none")).denial().orElseThrow().status()).isEqualTo(401);
  }

  @Test
  void kindsThatAreNotMappedAreRefusedOpenlyBecauseNobodyHereKnowsWhatExists() {
    Validatabl tools =
        Validatabl.builder()
            .openTools("t")
            .policy(
                Policy.of(List.of(Rule.allow("tools").when("tool", Operator.EXISTS, true).build())))
            .hide()
            .build();

    assertThat(denial(tools, rpc("prompts/get", "{\"name\":\"p\"}")).error())
        .isEqualTo("policy_denied");
  }

  @Test
  void refusesToHideWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Validatabl.builder().requireScopes("s").hide().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hide: ");
  }
}
