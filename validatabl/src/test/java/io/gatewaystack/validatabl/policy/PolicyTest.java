package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.modelCall;
import static io.gatewaystack.validatabl.Requests.toolCall;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.IN;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static String deciding(Policy policy, RequestContext request) {
    return policy.decide(request).rule().map(Rule::id).orElse("default");
  }

  private static Rule allowTool(String id, String tool) {
    return Rule.allow(id).when("tool", EQUALS, tool).build();
  }

  private static Rule denyTool(String id, String tool) {
    return Rule.deny(id).when("tool", EQUALS, tool).build();
  }

  @Test
  void deniesByDefaultAndSaysSo() {
    PolicyDecision decision = Policy.of(List.of()).decide(toolCall("a"));

    assertThat(decision.allowed()).isFalse();
    assertThat(decision.reason()).isEqualTo("denied_by_default");
    assertThat(decision.rule()).isEmpty();
    assertThat(decision.evaluated()).isZero();
  }

  @Test
  void allowsByDefaultOnlyWhenItsOwnerSaysSo() {
    PolicyDecision decision = Policy.of(List.of(), Effect.ALLOW).decide(toolCall("a"));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.reason()).isEqualTo("allowed_by_default");
  }

  @Test
  void namesTheRuleThatMatchedAndHowManyWereTried() {
    Rule second = allowTool("second", "b");
    Policy policy = Policy.of(List.of(denyTool("first", "a"), second, denyTool("third", "c")));

    PolicyDecision decision = policy.decide(toolCall("b"));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.reason()).isEqualTo("allowed_by_rule");
    assertThat(decision.rule()).contains(second);
    assertThat(decision.evaluated()).isEqualTo(3); // both denials of that priority come first
  }

  @Test
  void keepsTheReasonOfARuleForItsOwner() {
    Rule rule = Rule.deny("x").when("tool", EQUALS, "a").reason("incident 12").build();

    PolicyDecision decision = Policy.of(List.of(rule)).decide(toolCall("a"));

    assertThat(decision.reason()).isEqualTo("denied_by_rule");
    assertThat(decision.rule().flatMap(Rule::reason)).contains("incident 12");
  }

  @Test
  void triesRulesInAscendingOrderOfPriority() {
    Rule late = Rule.allow("late").priority(20).when("tool", EQUALS, "a").build();
    Rule early = Rule.deny("early").priority(10).when("tool", EQUALS, "a").build();
    Rule earlier = Rule.allow("earlier").priority(-5).when("tool", EQUALS, "a").build();

    assertThat(deciding(Policy.of(List.of(late, early)), toolCall("a"))).isEqualTo("early");
    assertThat(deciding(Policy.of(List.of(late, early, earlier)), toolCall("a")))
        .isEqualTo("earlier");
  }

  @Test
  void lowerPriorityNumberLetsAnAllowOverruleALaterDeny() {
    Rule deny = Rule.deny("deny").priority(20).when("tool", EQUALS, "a").build();
    Rule allow = Rule.allow("allow").priority(10).when("tool", EQUALS, "a").build();

    assertThat(deciding(Policy.of(List.of(deny, allow)), toolCall("a"))).isEqualTo("allow");
  }

  @Test
  void denyWinsOverAllowOfTheSamePriorityWhateverTheOrder() {
    Rule allow = allowTool("allow", "a");
    Rule deny = denyTool("deny", "a");

    assertThat(deciding(Policy.of(List.of(allow, deny)), toolCall("a"))).isEqualTo("deny");
    assertThat(deciding(Policy.of(List.of(deny, allow)), toolCall("a"))).isEqualTo("deny");
  }

  @Test
  void keepsTheOrderOfDeclarationAmongEquals() {
    Policy policy =
        Policy.of(List.of(allowTool("z", "a"), allowTool("a", "a"), allowTool("m", "a")));

    assertThat(deciding(policy, toolCall("a"))).isEqualTo("z");
  }

  @Test
  void rulesWithoutPriorityHaveOneHundred() {
    Rule unset = denyTool("unset", "a");
    Rule before = Rule.allow("before").priority(99).when("tool", EQUALS, "a").build();

    assertThat(unset.priority()).isEqualTo(100);
    assertThat(deciding(Policy.of(List.of(unset, before)), toolCall("a"))).isEqualTo("before");
  }

  @Test
  void matchesOnlyWhenEveryConditionHolds() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.allow("both")
                    .when("tool", EQUALS, "a")
                    .when("scope", CONTAINS, "tool:a")
                    .build()));

    assertThat(policy.decide(toolCall("a").with(caller("tool:a"))).allowed()).isTrue();
    assertThat(policy.decide(toolCall("b").with(caller("tool:a"))).allowed()).isFalse();
    assertThat(policy.decide(toolCall("a").with(caller("tool:b"))).allowed()).isFalse();
  }

  @Test
  void decidesOnTheModelByAnAnchoredPrefix() {
    Policy policy = Policy.of(List.of(Rule.allow("gpt").when("model", MATCHES, "^gpt-4").build()));

    assertThat(policy.decide(modelCall("{\"model\":\"gpt-4-turbo\"}")).allowed()).isTrue();
    assertThat(policy.decide(modelCall("{\"model\":\"claude-3\"}")).allowed()).isFalse();
    assertThat(policy.decide(modelCall("{\"model\":\"my-gpt-4\"}")).allowed()).isFalse();
  }

  @Test
  void toolThatOnlyContainsAnAllowedNameIsNotAllowed() {
    for (Operator operator : List.of(CONTAINS, MATCHES)) {
      Policy policy = Policy.of(List.of(Rule.allow("s").when("tool", operator, "search").build()));

      assertThat(policy.decide(toolCall("search")).allowed()).isTrue();
      assertThat(policy.decide(toolCall("unsafe-search-exec")).allowed()).isFalse();
    }
  }

  @Test
  void decidesWithoutAnyIdentityToo() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.deny("anonymous").when("sub", EXISTS, false).build(),
                Rule.allow("known").when("tool", IN, List.of("a")).build()));

    assertThat(deciding(policy, toolCall("a"))).isEqualTo("anonymous");
    assertThat(deciding(policy, toolCall("a").with(caller()))).isEqualTo("known");
  }

  @Test
  void laterChangesOfTheListsGivenDoNotChangeThePolicy() {
    List<Object> tools = new ArrayList<>(List.of("a"));
    List<Rule> rules = new ArrayList<>();
    rules.add(Rule.allow("x").when("tool", IN, tools).build());
    Policy policy = Policy.of(rules);

    tools.add("b");
    rules.clear();

    assertThat(policy.decide(toolCall("a")).allowed()).isTrue();
    assertThat(policy.decide(toolCall("b")).allowed()).isFalse();
    assertThat(policy.decide(toolCall("a")).rule().orElseThrow().conditions().get(0).value())
        .isEqualTo(List.of("a"));
  }
}
