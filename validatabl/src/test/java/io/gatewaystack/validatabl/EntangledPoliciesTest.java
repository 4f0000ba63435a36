package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that are understood one by one, and together by nobody. */
class EntangledPoliciesTest {
  /** Allows texts whose length is a multiple of some numbers. */
  private static Policy multiplesOf(String field, int... lengths) {
    Rule.Builder rule = Rule.allow("lengths");
    for (int length : lengths) {
      rule.when(field, Operator.MATCHES, "(.{" + length + "})+");
    }
    return Policy.of(List.of(rule.build())).named(field.replace("arguments.", "by-"));
  }

  private static Validatabl layer(Policy... policies) {
    ValidatablBuilder builder = Validatabl.builder();
    List.of(policies).forEach(builder::policy);
    return builder.build();
  }

  private static Verdict use(Validatabl layer, String method, String key, int length) {
    String params =
        "{\"%s\":\"x://a\",\"arguments\":{\"v\":\"%s\"}}".formatted(key, "x".repeat(length));
    return layer.decide(Requests.rpc(method, params).with(Requests.caller()));
  }

  private static boolean lists(Validatabl layer, String method, String member, String key) {
    RequestContext list = Requests.rpc(method, "{}").with(Requests.caller());
    String answer = "{\"id\":7,\"result\":{\"%s\":[{\"%s\":\"x://a\"}]}}".formatted(member, key);
    return Decided.text(layer, list, answer).contains("x://a");
  }

  @ParameterizedTest
  @CsvSource({
    "tools/call, name, tools/list, tools",
    "prompts/get, name, prompts/list, prompts",
    "resources/read, uri, resources/list, resources"
  })
  void whatNobodyCanTellIsNeitherListedNorUsable(
      String use, String key, String list, String member) {
    Validatabl hard =
        layer(multiplesOf("arguments.v", 2, 3, 5), multiplesOf("arguments.v", 11, 13, 17));
    Validatabl easy = layer(multiplesOf("arguments.v", 2, 3), multiplesOf("arguments.v", 5));

    assertThat(lists(hard, list, member, key)).isFalse();
    assertThat(use(hard, use, key, 72_930).allowed()).isFalse();
    assertThat(lists(easy, list, member, key)).isTrue();
    assertThat(use(easy, use, key, 30).allowed()).isTrue();
    assertThat(use(easy, use, key, 31).allowed()).isFalse();
  }

  @Test
  void theRefusalSaysWhyAndNamesThePolicies() {
    Validatabl hard =
        layer(
            multiplesOf("arguments.v", 2, 3, 5).named("even"),
            multiplesOf("arguments.v", 11, 13, 17).named("odd"));

    Verdict verdict = use(hard, "tools/call", "name", 72_930);

    assertThat(verdict.authorization().reason()).isEqualTo("entangled_policies");
    assertThat(verdict.authorization().policyId()).isNull();
    assertThat(verdict.authorization().judgement().rulings())
        .extracting(Ruling::policy, Ruling::answer)
        .containsExactly(tuple("even", Answer.ALLOW), tuple("odd", Answer.ALLOW));
    assertThat(verdict.denial()).contains(Denials.BY_POLICY);
    assertThat(use(hard, "tools/call", "name", 30).authorization().reason())
        .isEqualTo("denied_by_default");
  }

  @Test
  void whatIsUnderstoodOneByOneIsUnderstoodTogetherWhereItsFieldsDiffer() {
    Validatabl apart =
        layer(multiplesOf("arguments.v", 2, 3, 5, 7), multiplesOf("arguments.w", 11, 13, 17));
    String params =
        "{\"name\":\"t\",\"arguments\":{\"v\":\"%s\",\"w\":\"%s\"}}"
            .formatted("x".repeat(210), "x".repeat(2431));

    assertThat(lists(apart, "tools/list", "tools", "name")).isTrue();
    assertThat(
            layer(multiplesOf("arguments.v", 2, 3, 5, 7), multiplesOf("arguments.w", 11, 13, 17))
                .decide(Requests.rpc("tools/call", params).with(Requests.caller()))
                .allowed())
        .isTrue();
  }

  @Test
  void whatNoListShowsIsNotConcerned() {
    Validatabl hard =
        layer(multiplesOf("arguments.v", 2, 3, 5), multiplesOf("arguments.v", 11, 13, 17));
    String body = "{\"v\":\"" + "x".repeat(72_930) + "\"}";

    assertThat(hard.decide(Requests.restTool("t", body).with(Requests.caller())).allowed())
        .isTrue();
  }

  @Test
  void theShadowChangesNothing() {
    Validatabl layer =
        Validatabl.builder()
            .policy(multiplesOf("arguments.v", 2, 3, 5))
            .shadowPolicy(multiplesOf("arguments.v", 11, 13, 17))
            .build();

    assertThat(use(layer, "tools/call", "name", 30).allowed()).isTrue();
    assertThat(lists(layer, "tools/list", "tools", "name")).isTrue();
  }

  @Test
  void hideAnswersThatTheToolDoesNotExist() {
    Validatabl hidden =
        Validatabl.builder()
            .openTools("a")
            .hide()
            .policy(multiplesOf("arguments.v", 2, 3, 5))
            .policy(multiplesOf("arguments.v", 11, 13, 17))
            .build();
    String params = "{\"name\":\"a\",\"arguments\":{\"v\":\"%s\"}}".formatted("x".repeat(72_930));

    assertThat(hidden.decide(Requests.rpc("tools/call", params).with(Requests.caller())).denial())
        .hasValueSatisfying(denial -> assertThat(denial.error()).isEqualTo("unknown_tool"));
  }

  @Test
  void manyRulesAreNoReasonToGiveUp() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rules.add(
          Rule.deny("d" + i)
              .priority(1)
              .when("arguments.iban", Operator.EQUALS, "DE" + i)
              .when("arguments.kind", Operator.NOT_EQUALS, "k" + i % 7)
              .build());
      rules.add(
          Rule.allow("a" + i)
              .when("arguments.iban", Operator.STARTS_WITH, "DE")
              .when("arguments.amount", Operator.LT, i)
              .build());
    }
    Policy many = Policy.of(rules);
    Policy other =
        Policy.of(
            List.of(
                Rule.deny("none").when("arguments.kind", Operator.EXISTS, false).build(),
                Rule.deny("large").when("arguments.amount", Operator.GT, 100).build()),
            Effect.ALLOW);
    String params =
        "{\"name\":\"x://a\",\"arguments\":{\"iban\":\"DE9\",\"kind\":\"k2\",\"amount\":5}}";
    Validatabl layer = layer(many, many.named("again"), other);

    assertThat(lists(layer, "tools/list", "tools", "name")).isTrue();
    assertThat(layer.decide(Requests.rpc("tools/call", params).with(Requests.caller())).allowed())
        .isTrue();
  }
}
