package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.PoliciesInForce.Judged;
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

  /** Both needs, for people by the name of this one. */
  Need and(Need other) {
    return new Need(operation, union(scopes, other.scopes), union(challenge, other.challenge));
  }

  private static Set<String> union(List<String> some, List<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  List<String> challenge() {
    return challenge;
  }

  /** Whether the caller has every scope. */
  boolean isHeldBy(Identity identity) {
    return scopes.isEmpty() || identity.scopes().containsAll(scopes);
  }

  /** Whether the caller needs any scope. */
  boolean isAny() {
    return !scopes.isEmpty();
  }

  /** Allowed, without a policy. */
  Verdict granted() {
    return granted;
  }

  /** Refused: the caller is not known at all. */
  Verdict unauthorized() {
    return denied(Denials.unauthorized(challenge), Set.of());
  }

  /**
   * Refused because scopes are missing; what is needed together is refused as too much when they
   * cannot be told at once.
   */
  Verdict insufficientScope(Identity identity) {
    if (!Challenge.fits(challenge)) {
      return denied(Denials.TOO_MANY_SCOPES, heldBy(identity));
    }
    List<String> missing =
        scopes.stream().filter(scope -> !identity.scopes().contains(scope)).toList();
    return denied(Denials.insufficientScope(this, missing), heldBy(identity));
  }

  /** Refused for another reason. */
  Verdict denied(Denial denial, Identity identity) {
    return denied(denial, heldBy(identity));
  }

  /** What policies decided when no scope was missing. */
  Verdict judged(Judged judged) {
    Authorization evidence =
        new Authorization(
            judged.allowed(),
            judged.reason(),
            required,
            required,
            judged.rule().map(Rule::id).orElse(null),
            judged.record());
    return new Verdict(
        evidence, judged.allowed() ? Optional.empty() : Optional.of(Denials.BY_POLICY));
  }

  /** Refused: no list shows the operation, since no arguments are known that may pass. */
  Verdict unproven() {
    return new Verdict(
        new Authorization(false, "unproven_schema", required, required, null),
        Optional.of(Denials.BY_POLICY));
  }

  private Set<String> heldBy(Identity identity) {
    Set<String> held = new LinkedHashSet<>(required);
    held.retainAll(identity.scopes());
    return held;
  }

  private Verdict denied(Denial denial, Set<String> held) {
    return new Verdict(
        new Authorization(false, denial.error(), required, held, null), Optional.of(denial));
  }
}
