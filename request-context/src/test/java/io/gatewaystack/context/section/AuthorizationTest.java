package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
