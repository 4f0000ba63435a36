package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Judgement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Validatabl} decides about one request.
 *
 * @param authorization the evidence, for the owner
 * @param denial what a refused caller is told; empty when the request may go on
 */
public record Verdict(Authorization authorization, Optional<Denial> denial) {

  /** Refuses null and a denial that does not fit the evidence. */
  public Verdict {
    Objects.requireNonNull(denial, "denial");
    if (authorization.allowed() == denial.isPresent()) {
      throw new IllegalArgumentException("denial: (expected: exactly when not allowed)");
    }
  }

  /** Whether the request may go on. */
  public boolean allowed() {
    return denial.isEmpty();
  }

  /** Whether the caller is asked for a token of more scopes. */
  boolean lacksScope() {
    return denial.filter(told -> told.error().equals(Denials.INSUFFICIENT_SCOPE)).isPresent();
  }

  /**
   * The verdict about a request that asks for something else as well: the first refusal decides.
   */
  Verdict and(Verdict other) {
    Verdict decisive = allowed() && !other.allowed() ? other : this;
    Judgement said = authorization.judgement();
    Judgement also = other.authorization.judgement();
    if (said == null || also == null) {
      return decisive.after(said == null ? also : said);
    }
    return decisive.after(said.strictest(also));
  }

  /** Another verdict, after what policies said before this one. */
  Verdict instead(Verdict other) {
    return other.after(authorization.judgement());
  }

  /** This verdict, reached after policies had been asked. */
  Verdict after(@Nullable Judgement judgement) {
    Authorization known = authorization;
    return new Verdict(
        new Authorization(
            known.allowed(),
            known.reason(),
            known.requiredScopes(),
            known.grantedScopes(),
            known.policyId(),
            judgement),
        denial);
  }
}
