package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.PiiType.CREDIT_CARD;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static io.gatewaystack.transformabl.PiiType.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RedactionRulesTest {
  private static final Redaction MASK = Redaction.mask();
  private static final Redaction REMOVE = Redaction.remove();
  private static final Redaction PLACEHOLDER = Redaction.placeholder();

  private static RedactionRules.Builder rules() {
    return RedactionRules.builder();
  }

  @Test
  void oneRedactionForAll() {
    RedactionRules rules = RedactionRules.all(MASK);
    assertThat(rules.find(EMAIL, "")).isSameAs(MASK);
    assertThat(rules.find(SSN, "/a/b")).isSameAs(MASK);
    assertThat(rules.redactsKeys()).isFalse();
  }

  @Test
  void aTypeComesBeforeTheRest() {
    RedactionRules rules = rules().otherwise(MASK).type(EMAIL, REMOVE).build();
    assertThat(rules.find(EMAIL, "/a")).isSameAs(REMOVE);
    assertThat(rules.find(SSN, "/a")).isSameAs(MASK);
  }

  @Test
  void whatNoRuleCoversStays() {
    assertThat(rules().type(EMAIL, MASK).build().find(SSN, "/a")).isNull();
    RedactionRules field = rules().field("/a", MASK).build();
    assertThat(field.find(SSN, "/a/0")).isSameAs(MASK);
    assertThat(field.find(SSN, "/b")).isNull();
  }

  @Test
  void theFirstFieldComesBeforeTypesAndLaterFields() {
    RedactionRules rules =
        rules().field("/a/b", REMOVE).field("/a", PLACEHOLDER).type(EMAIL, MASK).build();
    assertThat(rules.find(EMAIL, "/a/b")).isSameAs(REMOVE);
    assertThat(rules.find(EMAIL, "/a/c")).isSameAs(PLACEHOLDER);
    assertThat(rules.find(EMAIL, "/c")).isSameAs(MASK);
  }

  @Test
  void whatIsKeptIsKept() {
    RedactionRules rules =
        rules().otherwise(MASK).field("/a", REMOVE).keep("/a/to", EMAIL, SSN).keep("/b/*").build();
    assertThat(rules.find(EMAIL, "/a/to")).isNull();
    assertThat(rules.find(EMAIL, "/a/to/0")).isNull();
    assertThat(rules.find(CREDIT_CARD, "/a/to")).isSameAs(REMOVE);
    assertThat(rules.find(EMAIL, "/a/cc")).isSameAs(REMOVE);
    assertThat(rules.find(CREDIT_CARD, "/b/x")).isNull();
    assertThat(rules.find(CREDIT_CARD, "/b")).isSameAs(MASK);
  }

  @Test
  void outsideTheOnlyPlacesAllStays() {
    RedactionRules rules = rules().otherwise(MASK).only("/a", "/b/*/c").build();
    assertThat(rules.find(EMAIL, "/a/x")).isSameAs(MASK);
    assertThat(rules.find(EMAIL, "/b/0/c")).isSameAs(MASK);
    assertThat(rules.find(EMAIL, "/b/0/d")).isNull();
    assertThat(rules.find(EMAIL, "")).isNull();
  }

  @Test
  void knowsWhetherPseudonymsAreNeeded() {
    assertThat(RedactionRules.all(Redaction.pseudonym()).pseudonymise()).isTrue();
    assertThat(rules().type(EMAIL, Redaction.pseudonym()).build().pseudonymise()).isTrue();
    assertThat(rules().field("/a", Redaction.pseudonym()).build().pseudonymise()).isTrue();
    assertThat(rules().otherwise(MASK).build().pseudonymise()).isFalse();
  }

  @Test
  void refusesRulesThatRedactNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().keep("/a").build())
        .withMessage("rules: none (expected: at least one redaction)");
  }

  @Test
  void refusesTwoRulesForTheSame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().type(EMAIL, MASK).type(EMAIL, REMOVE))
        .withMessage("type: email (expected: once)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().field("/a", MASK).field("/a", REMOVE))
        .withMessage("field: /a (expected: once)");
  }

  @Test
  void refusesToKeepWhatIsToBeRedacted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().field("/a", MASK).keep("/a").build())
        .withMessage("keep: /a (expected: not also redacted)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().otherwise(MASK).only("/a").keep("/a").build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().field("/a/b", MASK).keep("/*").build())
        .withMessage("keep: /* (expected: not also redacted)");
    assertThat(rules().field("/a", MASK).keep("/a", EMAIL).build()).isNotNull();
    assertThat(rules().field("/a/*", MASK).keep("/a/b").build()).isNotNull();
  }

  @Test
  void refusesFieldsThatNeverApply() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().field("/a/*", MASK).field("/a/b/c", REMOVE).build())
        .withMessage("field: /a/b/c (expected: before /a/*)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules().field("/a", MASK).only("/b", "/c/*").build())
        .withMessage("field: /a (expected: a place of only)");
    assertThat(rules().field("/a/b", MASK).field("/a/*", REMOVE).build()).isNotNull();
    assertThat(rules().field("/a/b", MASK).only("/x", "/a/*/c").build()).isNotNull();
    assertThat(rules().field("/a/b", MASK).only("/a").build()).isNotNull();
  }

  @Test
  void refusesPatternsThatAreNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> rules().field("a", MASK));
    assertThatIllegalArgumentException().isThrownBy(() -> rules().keep("$.a"));
    assertThatIllegalArgumentException().isThrownBy(() -> rules().only("/a", ""));
  }
}
