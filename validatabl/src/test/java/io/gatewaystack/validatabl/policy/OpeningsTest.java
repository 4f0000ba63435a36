package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static io.gatewaystack.validatabl.policy.Operator.IN;
import static io.gatewaystack.validatabl.policy.Operator.LTE;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.NOT_IN;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a list shows when rules share arguments; and policies that are hard to see through. */
@Timeout(30)
class OpeningsTest {
  private static final RequestContext LIST =
      Requests.rpc("tools/list", "{}")
          .with(Identity.builder("ada", "https://issuer.example").roles(List.of("staff")).build());

  private static boolean shows(Policy policy, String tool) {
    return policy.mayAllow(LIST, new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, tool, null));
  }

  private static boolean shows(Rule... rules) {
    return shows(Policy.of(List.of(rules)), "a");
  }

  private static Rule.Builder deny(String id) {
    return Rule.deny(id).priority(1);
  }

  @Test
  void hidesWhatIsDeniedForTheOnlyArgumentsThatAreAllowed() {
    Rule allow = Rule.allow("allow").when("arguments.a", EQUALS, 1).build();

    assertThat(shows(deny("deny").when("arguments.a", EQUALS, 1.0).build(), allow)).isFalse();
    assertThat(shows(deny("deny").when("arguments.a", EQUALS, 2).build(), allow)).isTrue();
    assertThat(shows(Rule.deny("late").priority(200).when("arguments.a", EQUALS, 1).build(), allow))
        .isTrue();
  }

  @Test
  void hidesWhatSeveralDenialsCloseTogether() {
    Rule low = deny("low").when("arguments.a", LTE, 5).build();
    Rule high = deny("high").when("arguments.a", GT, 5).build();
    Rule higher = deny("higher").when("arguments.a", GT, 5.1).build();

    assertThat(shows(low, high, Rule.allow("n").when("arguments.a", GT, 0).build())).isFalse();
    assertThat(shows(low, higher, Rule.allow("n").when("arguments.a", GT, 0).build())).isTrue();
    assertThat(shows(low, high, Rule.allow("n").when("arguments.b", GT, 0).build())).isTrue();
  }

  @Test
  void looksForTextsThatNobodyNames() {
    Rule allow = Rule.allow("allow").when("arguments.a", MATCHES, "[ab]{2}").build();
    Rule starts = deny("starts").when("arguments.a", STARTS_WITH, "a").build();
    Rule ends = deny("ends").when("arguments.a", MATCHES, ".*b").build();
    Rule last = deny("last").when("arguments.a", EQUALS, "ba").build();

    assertThat(shows(starts, ends, allow)).isTrue();
    assertThat(shows(starts, ends, last, allow)).isFalse();
    assertThat(shows(Rule.allow("never").when("arguments.a", MATCHES, "a\\bb").build())).isFalse();
  }

  @Test
  void knowsThatOnlyObjectsHaveMembers() {
    Rule inside = Rule.allow("inside").when("arguments.a.b", EQUALS, 1).build();

    assertThat(shows(deny("object").when("arguments.a", NOT_EQUALS, "x").build(), inside))
        .isFalse();
    assertThat(shows(deny("text").when("arguments.a", EQUALS, "x").build(), inside)).isTrue();
    assertThat(
            shows(
                Rule.allow("both")
                    .when("arguments.a", GT, 1)
                    .when("arguments.a.b.c", EXISTS, true)
                    .build()))
        .isFalse();
    assertThat(
            shows(
                deny("there").when("arguments.a", EXISTS, true).build(),
                Rule.allow("inside").when("arguments.a.b.c", EXISTS, true).build()))
        .isFalse();
  }

  @Test
  void knowsThatContentHasAScoreOrNothingWasFound() {
    Rule scored = deny("scored").when("content.riskScore", EXISTS, true).build();
    Rule labelled = Rule.allow("l").when("content.labels", EXISTS, true).build();

    assertThat(shows(scored, labelled)).isFalse();
    assertThat(shows(scored, Rule.allow("n").when("content.labels", EXISTS, false).build()))
        .isTrue();
  }

  @Test
  void countsOnlyDenialsOfThisCallerAndThisTool() {
    Rule allow = Rule.allow("allow").when("arguments.a", EQUALS, 1).build();
    Rule other = deny("o").when("tool", EQUALS, "b").when("arguments.a", EQUALS, 1).build();
    Rule guests = deny("g").when("plan", EQUALS, "free").when("arguments.a", EQUALS, 1).build();
    Policy policy = Policy.of(List.of(other, guests, allow));

    assertThat(shows(policy, "a")).isTrue();
    assertThat(shows(policy, "b")).isFalse();
    assertThat(shows(policy, "c")).isTrue();
  }

  @Test
  void defaultEffectLetsThroughWhatNoDenialMeets() {
    Rule same = Rule.deny("same").when("arguments.a", EQUALS, "x").build();
    Rule different = Rule.deny("different").when("arguments.a", NOT_EQUALS, "x").build();

    assertThat(shows(Policy.of(List.of(same), Effect.ALLOW), "a")).isTrue();
    assertThat(shows(Policy.of(List.of(same, different), Effect.ALLOW), "a")).isFalse();
  }

  /** Each denial excludes one choice of three booleans; only a search can tell what is left. */
  private static List<Rule> clauses(int count, int arguments) {
    Random random = new Random(7);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Rule.Builder rule = Rule.deny("clause-" + i);
              random
                  .ints(0, arguments)
                  .distinct()
                  .limit(3)
                  .forEach(a -> rule.when("arguments.x" + a, EXISTS, random.nextBoolean()));
              return rule.build();
            })
        .toList();
  }

  @Test
  void refusesRulesThatNobodyCanSeeThrough() {
    assertThatThrownBy(() -> Policy.of(clauses(100, 40), Effect.ALLOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "defaultEffect: nobody can tell which arguments it lets through between the denials"
                + " clause-0, clause-1, clause-2, clause-3, clause-4 and 95 more"
                + " (expected: fewer conditions on arguments together, or about tools by name)");
    assertThat(shows(Policy.of(clauses(20, 6), Effect.ALLOW), "a")).isTrue();
    assertThat(shows(Policy.of(clauses(120, 4), Effect.ALLOW), "a")).isFalse();
  }

  @Test
  void refusesExpressionsThatNobodyCanSeeThrough() {
    Rule.Builder open = Rule.allow("open");
    for (int length : new int[] {2, 3, 5, 7, 11, 13, 17, 19}) {
      open.when("arguments.a", MATCHES, "(.{" + length + "})+"); // 9 699 690 characters
    }
    List<Rule> rules = List.of(open.build());
    assertThatThrownBy(() -> Policy.of(rules)).hasMessageStartingWith("rule open: nobody can tell");
  }

  @Test
  void fileIsRefusedWithTheLineOfTheRule() {
    StringBuilder yaml = new StringBuilder("rules:\n");
    for (Rule rule : clauses(100, 40)) {
      yaml.append("  - id: %s\n    effect: deny\n    conditions:\n".formatted(rule.id()));
      rule.conditions()
          .forEach(
              c ->
                  yaml.append(
                      "      - {field: %s, operator: exists, value: %s}\n"
                          .formatted(c.field(), c.value())));
    }
    yaml.append("  - id: rest\n    effect: allow\n    priority: 200\n    conditions:\n");
    yaml.append("      - {field: role, operator: contains, value: staff}\n");
    int line = (int) yaml.toString().lines().count() - 4;

    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", yaml.toString().getBytes(UTF_8)))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageContaining("p.yaml:" + line + ": rule rest: nobody can tell");
  }

  @Test
  void seesThroughLargePoliciesOfTheOrdinaryKind() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rules.add(deny("iban-" + i).when("arguments.iban", EQUALS, "DE" + i).build());
      rules.add(
          deny("tool-" + i)
              .when("tool", EQUALS, "tool-" + i)
              .when("arguments.path", NOT_EQUALS, "/p" + i)
              .when("arguments.mode", NOT_IN, List.of("r", "m" + i))
              .build());
      rules.add(
          Rule.allow("allow-" + i)
              .when("tool", EQUALS, "tool-" + i)
              .when("arguments.iban", STARTS_WITH, "DE")
              .build());
      rules.add(
          deny("expression-" + i)
              .when("tool", IN, List.of("tool-" + i, "tool-" + (i + 1)))
              .when("arguments.iban", MATCHES, "DE" + i + "[0-9]+")
              .build());
    }
    Policy policy = Policy.of(rules);

    assertThat(shows(policy, "tool-7")).isTrue();
    assertThat(shows(policy, "tool-x")).isFalse();
  }
}
