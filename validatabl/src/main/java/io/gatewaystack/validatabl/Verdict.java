package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Judgement;
import java.util.Objects;
import java.util.Optional;

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

  /** This verdict, reached after policies had been asked. */
  Verdict after(Judgement judgement) {
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
