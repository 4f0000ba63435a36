package io.gatewaystack.transformabl.safety;

import static io.gatewaystack.transformabl.safety.SafetyCategory.CODE_INJECTION;
import static io.gatewaystack.transformabl.safety.SafetyCategory.PROMPT_INJECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SafetyRulesTest {
  private static final SafetyLabel LIKELY =
      new SafetyLabel("prompt_injection", Certainty.LIKELY, Set.of("new_orders"));
  private static final SafetyLabel CLEAR =
      new SafetyLabel("code_injection", Certainty.CLEAR, Set.of("sql_injection"));

  @Test
  void giveWhatIsSureEnoughAndWanted() {
    SafetyLabels found = new SafetyLabels(List.of(LIKELY, CLEAR), true);
    assertThat(SafetyRules.standard().given(found)).isSameAs(found);
    assertThat(SafetyRules.builder().atLeast(Certainty.CLEAR).build().given(found))
        .isEqualTo(new SafetyLabels(List.of(CLEAR), true));
    assertThat(SafetyRules.builder().without(CODE_INJECTION).build().given(found))
        .isEqualTo(new SafetyLabels(List.of(LIKELY), true));
  }

  @Test
  void blockTheCategoriesThatAreNamed() {
    SafetyRules rules = SafetyRules.builder().block(PROMPT_INJECTION).build();
    assertThat(rules.blocks(Set.of("gdpr", "prompt_injection"))).isTrue();
    assertThat(rules.blocks(Set.of("gdpr", "code_injection"))).isFalse();
    assertThat(rules.enforces()).isTrue();
    assertThat(SafetyRules.standard().enforces()).isFalse();
    assertThat(SafetyRules.off().looks()).isFalse();
  }

  @Test
  void aClassifierThatFailsClosedEnforces() {
    BoundedClassifier.Builder judge = BoundedClassifier.builder(text -> List.of(), Runnable::run);
    assertThat(SafetyRules.builder().classifier(judge.build()).build().enforces()).isTrue();
    BoundedClassifier open = judge.failMode(FailMode.OPEN).build();
    assertThat(SafetyRules.builder().classifier(open).build().enforces()).isFalse();
  }

  @Test
  void refuseWhatContradictsItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SafetyRules.builder().without(CODE_INJECTION).block(CODE_INJECTION).build())
        .withMessage("block: code_injection (expected: a category that is looked for)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafetyRules.builder().block("hate").build())
        .withMessageStartingWith("block: hate (expected: of [prompt_injection, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafetyRules.builder().without(SafetyCategory.values()).build())
        .withMessage("without: all (expected: SafetyRules.off())");
  }
}
