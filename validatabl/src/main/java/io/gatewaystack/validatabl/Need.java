package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.PoliciesInForce.Judged;
import io.gatewaystack.validatabl.policy.PolicyDecision;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The scopes an operation needs, and the verdicts that state them as evidence. */
final class Need {
  private final String operation;
  private final List<String> scopes;
  private final List<String> challenge;
  private final Set<String> required;
  private final Verdict granted;

  /**
   * States a need.
   *
   * @param operation its name from the configuration, for people
   * @param scopes all scopes needed
   * @param challenge what a client should ask for: the base scopes and all scopes needed
   */
  Need(String operation, Set<String> scopes, Set<String> challenge) {
    this.operation = operation;
    this.scopes = List.copyOf(scopes);
    this.challenge = List.copyOf(challenge);
    this.required = new LinkedHashSet<>(scopes);
    this.granted =
        new Verdict(new Authorization(true, "granted", required, required, null), Optional.empty());
  }

  String operation() {
    return operation;
  }

  List<String> challenge() {
    return challenge;
  }

  /** The scopes the caller lacks. */
  List<String> missing(Identity identity) {
    if (identity.scopes().containsAll(scopes)) { // the usual case, without a stream
      return List.of();
    }
    return scopes.stream().filter(scope -> !identity.scopes().contains(scope)).toList();
  }

  /** Allowed, without a policy. */
  Verdict granted() {
    return granted;
  }

  /** Refused: the caller has none of the scopes, or is not known at all. */
  Verdict unauthorized() {
    return denied(Denials.unauthorized(challenge), Set.of());
  }

  /** Refused because scopes are missing. */
  Verdict insufficientScope(List<String> missing) {
    Set<String> held = new LinkedHashSet<>(required);
    missing.forEach(held::remove);
    return denied(Denials.insufficientScope(this, missing), held);
  }

  /** Refused although no scope is missing. */
  Verdict denied(Denial denial) {
    return denied(denial, required);
  }

  /** What policies decided when no scope was missing; without an enforced one it is granted. */
  Verdict judged(Judged judged) {
    boolean allowed = judged.decision().map(PolicyDecision::allowed).orElse(true);
    Authorization evidence =
        new Authorization(
            allowed,
            judged.decision().map(PolicyDecision::reason).orElse("granted"),
            required,
            required,
            judged.decision().flatMap(PolicyDecision::rule).map(Rule::id).orElse(null),
            judged.record());
    return new Verdict(evidence, allowed ? Optional.empty() : Optional.of(Denials.BY_POLICY));
  }

  private Verdict denied(Denial denial, Set<String> held) {
    return new Verdict(
        new Authorization(false, denial.error(), required, held, null), Optional.of(denial));
  }
}
