package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

class AuthorizationTest {
  private static final Authorization ALLOW =
      new Authorization(true, "allowed", Set.of("a"), Set.of("a"), "allow-rule");
  private static final Authorization DENY =
      new Authorization(false, "missing", Set.of("b"), Set.of(), "deny-rule");

  @Test
  void denyWinsInEitherOrder() {
    for (Authorization merged : new Authorization[] {ALLOW.merge(DENY), DENY.merge(ALLOW)}) {
      assertThat(merged.allowed()).isFalse();
      assertThat(merged.reason()).isEqualTo("missing");
      assertThat(merged.policyId()).isEqualTo("deny-rule");
    }
  }

  @Test
  void theFirstOfTwoDenialsStands() {
    Authorization other = new Authorization(false, "other", Set.of(), Set.of(), "other-rule");

    assertThat(DENY.merge(other)).isEqualTo(DENY);
  }

  @Test
  void neverBlamesAnAllowingRuleForADenialWithoutRule() {
    Authorization noRule = new Authorization(false, "scope", Set.of(), Set.of(), null);

    assertThat(ALLOW.merge(noRule).policyId()).isNull();
    assertThat(noRule.merge(ALLOW).policyId()).isNull();
  }

  @Test
  void theLaterOfTwoRulesThatAllowDecidedButNoneIsForgotten() {
    Authorization later = new Authorization(true, "later", Set.of(), Set.of(), "later-rule");
    Authorization noRule = new Authorization(true, "scopes", Set.of(), Set.of(), null);

    assertThat(ALLOW.merge(later).policyId()).isEqualTo("later-rule");
    assertThat(ALLOW.merge(noRule).policyId()).isEqualTo("allow-rule");
  }

  @Test
  void keepsTheScopesOfBothInOrder() {
    Authorization merged = ALLOW.merge(DENY);

    assertThat(merged.requiredScopes()).containsExactly("a", "b");
    assertThat(merged.grantedScopes()).containsExactly("a");
  }

  @Test
  void copiesItsSets() {
    Set<String> scopes = new LinkedHashSet<>(Set.of("a"));
    Authorization authorization = new Authorization(true, "r", scopes, scopes, null);
    scopes.add("b");

    assertThat(authorization.requiredScopes()).containsExactly("a");
    assertThatThrownBy(() -> authorization.grantedScopes().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Judgement judgement(String policy, @Nullable Content content, String argument) {
    return new Judgement(
        List.of(new Ruling(policy, "v", true, Answer.ALLOW, "rule")),
        content,
        Map.of("arguments." + argument, StringNode.valueOf("secret value")));
  }

  private static Authorization judged(@Nullable Judgement judgement) {
    return new Authorization(true, "allowed", Set.of(), Set.of(), "rule", judgement);
  }

  @Test
  void rulingsOfBothAreKept() {
    Content content = new Content(Set.of("pci"), 10, new TreeMap<>(), false, null);

    Judgement merged =
        judged(judgement("one", null, "a"))
            .merge(judged(judgement("two", content, "b")))
            .judgement();

    assertThat(merged).isNotNull();
    assertThat(merged.rulings()).extracting(Ruling::policy).containsExactly("one", "two");
    assertThat(merged.arguments()).containsOnlyKeys("arguments.a", "arguments.b");
    assertThat(merged.content()).isEqualTo(content);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "ALLOW, DENY, DENY",
    "DENY, ALLOW, DENY",
    "ALLOW, UNDECIDED, UNDECIDED",
    "UNDECIDED, ALLOW, UNDECIDED",
    "UNDECIDED, DENY, DENY",
    "DENY, UNDECIDED, DENY",
    "ALLOW, ALLOW, ALLOW"
  })
  void ofTwoJudgementsTheStrictestWordOfEachPolicyCounts(Answer one, Answer other, Answer both) {
    Ruling second = new Ruling("second", "v", false, Answer.DENY, "rule");
    Judgement judgement =
        saying(new Ruling("first", "v", true, one, "rule"))
            .strictest(saying(new Ruling("first", "v", true, other, "rule"), second));

    assertThat(judgement.rulings())
        .containsExactly(new Ruling("first", "v", true, both, "rule"), second);
  }

  private static Judgement saying(Ruling... rulings) {
    return new Judgement(List.of(rulings), null, Map.of());
  }

  @Test
  void rulingsSurviveALayerThatAsksNoPolicy() {
    Judgement judgement = judgement("one", null, "a");

    assertThat(judged(judgement).merge(ALLOW).judgement()).isEqualTo(judgement);
    assertThat(DENY.merge(judged(judgement)).judgement()).isEqualTo(judgement);
    assertThat(ALLOW.merge(DENY).judgement()).isNull();
  }

  @Test
  void judgementIsImmutableAndShowsNoArguments() {
    Map<String, JsonNode> arguments = new HashMap<>(Map.of("arguments.a", NullNode.getInstance()));
    Judgement judgement = new Judgement(List.of(), null, arguments);
    arguments.clear();

    assertThat(judgement.arguments()).containsOnlyKeys("arguments.a");
    assertThatThrownBy(() -> judgement.arguments().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(judged(judgement("one", null, "a")).toString())
        .contains("one")
        .doesNotContain("secret value");
  }
}
