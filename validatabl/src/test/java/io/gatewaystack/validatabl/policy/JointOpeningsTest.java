package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GTE;
import static io.gatewaystack.validatabl.policy.Operator.LT;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.policy.JointOpenings.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the search can see through that asks about several lists of rules at once. */
class JointOpeningsTest {
  private static final PossibleCall CALL =
      new PossibleCall(
          Requests.rpc("tools/list", "{}").with(Requests.caller()),
          new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, "a", null),
          false);

  private static Finding find(Policy... policies) {
    List<List<OpenRule>> left = new ArrayList<>();
    for (Policy policy : policies) {
      left.add(policy.left(CALL));
    }
    return new JointOpenings("p").open(left);
  }

  @Test
  void manyAllowancesThatAllFailForOneReasonAreNotTriedTwoByTwo() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rules.add(
          Rule.allow("a" + i)
              .when("arguments.amount", LT, i)
              .when("arguments.k" + i, EXISTS, true)
              .build());
    }
    Policy many = Policy.of(rules);
    Policy large = Policy.of(List.of(Rule.allow("l").when("arguments.amount", GTE, 299).build()));
    Policy enough = Policy.of(List.of(Rule.allow("l").when("arguments.amount", GTE, 298).build()));

    assertThat(find(many, many, many, large)).isEqualTo(Finding.CLOSED);
    assertThat(find(many, many, many, enough)).isEqualTo(Finding.OPEN);
  }

  /** Denials of both sides of many choices, each together with something else. */
  private static Map<Integer, OpenPart> choices(Object... values) {
    Map<Integer, OpenPart> denials = new HashMap<>();
    for (int i = 0; i < 24; i++) {
      denials.put(2 * i, choice(i, true, values));
      denials.put(2 * i + 1, choice(i, false, values));
    }
    return denials;
  }

  private static OpenPart choice(int number, boolean there, Object... values) {
    Rule.Builder rule = Rule.deny("d").when("arguments.x" + number, EXISTS, there);
    for (Object value : values) {
      rule.when(there ? "arguments.y" : "arguments.z", NOT_EQUALS, value);
    }
    return OpenPart.of(PolicyCompiler.checked(rule.build(), TextPatterns.none()));
  }

  private static ArgumentSpace space(Map<Integer, OpenPart> denials) {
    return space(OpenPart.NOTHING, denials);
  }

  private static ArgumentSpace space(OpenPart demand, Map<Integer, OpenPart> denials) {
    return new ArgumentSpace(
        demand, denials, Form.ANY, new TextGraphs(new Effort(1_000_000), new RuleGraphs()));
  }

  @Test
  void whatDenialsHaveInCommonIsLookedAtFirst() {
    Rule.Builder rule = Rule.allow("choices-first");
    for (int i = 0; i < 24; i++) {
      rule.when("arguments.x" + i, NOT_EQUALS, "x");
    }
    OpenPart demand = OpenPart.of(PolicyCompiler.checked(rule.build(), TextPatterns.none()));

    assertThat(space(demand, choices(1)).isOpen()).isTrue();
    assertThatThrownBy(() -> space(demand, choices(1)).unavoidable())
        .as("all that is left for each choice, not only whether nothing is")
        .isInstanceOf(Effort.Exhausted.class);
  }

  @Test
  void whatCannotBeAvoidedAnyMoreEndsTheSearch() {
    assertThat(space(choices()).isOpen()).isFalse();
    assertThatThrownBy(() -> space(choices()).unavoidable()).isInstanceOf(Effort.Exhausted.class);
  }

  @Test
  void bothWaysOfLookingAgreeOnSmallQuestions() {
    Random random = new Random(20261121);
    int open = 0;
    for (int i = 0; i < 200; i++) {
      Map<Integer, OpenPart> denials = new HashMap<>();
      for (int d = 0; d < 2 + random.nextInt(14); d++) {
        Rule.Builder rule = Rule.deny("d" + d);
        for (int c = 0; c < 1 + random.nextInt(3); c++) {
          String field =
              List.of(
                      "arguments.a",
                      "arguments.b",
                      "arguments.c.d",
                      "arguments.c",
                      "content.labels")
                  .get(random.nextInt(5));
          rule.when(field, EXISTS, random.nextBoolean());
        }
        denials.put(d, OpenPart.of(PolicyCompiler.checked(rule.build(), TextPatterns.none())));
      }
      boolean expected = space(denials).unavoidable().stream().anyMatch(met -> met.isEmpty());
      assertThat(space(denials).isOpen()).isEqualTo(expected);
      open += expected ? 1 : 0;
    }
    assertThat(open).isBetween(40, 160);
  }
}
