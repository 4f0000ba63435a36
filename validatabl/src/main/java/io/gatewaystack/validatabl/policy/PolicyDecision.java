package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.section.Judgement.Answer;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy says about one request. For the owner of the policy: nothing of it is for clients.
 *
 * @param effect allow or deny
 * @param rule the rule that matched; empty when the default effect applied
 * @param evaluated how many rules stand in the order of trial up to this decision, the matching one
 *     included, whether they had to be tried or an index knew that they do not match
 */
public record PolicyDecision(Effect effect, Optional<Rule> rule, int evaluated) {

  /** Refuses null. */
  public PolicyDecision {
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(rule, "rule");
  }

  /** Whether the request may go on. */
  public boolean allowed() {
    return switch (effect) {
      case ALLOW -> true;
      case DENY -> false;
    };
  }

  Answer answer() {
    return allowed() ? Answer.ALLOW : Answer.DENY;
  }

  /**
   * One of {@code allowed_by_rule}, {@code allowed_by_default}, {@code denied_by_rule}, {@code
   * denied_by_default}.
   */
  public String reason() {
    return (allowed() ? "allowed_by_" : "denied_by_") + (rule.isPresent() ? "rule" : "default");
  }
}
