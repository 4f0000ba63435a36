package io.gatewaystack.context.section;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the authorization layer decided.
 *
 * @param allowed whether the operation may go on
 * @param reason a stable machine string
 * @param requiredScopes what the operation needs
 * @param grantedScopes those of the required scopes that the caller holds
 * @param policyId the rule that decided, if one did
 * @param judgement what policies said, if they were asked
 */
public record Authorization(
    boolean allowed,
    String reason,
    Set<String> requiredScopes,
    Set<String> grantedScopes,
    @Nullable String policyId,
    @Nullable Judgement judgement)
    implements Mergeable<Authorization> {

  /** Copies the sets. */
  public Authorization {
    requiredScopes = Collections.unmodifiableSet(new LinkedHashSet<>(requiredScopes));
    grantedScopes = Collections.unmodifiableSet(new LinkedHashSet<>(grantedScopes));
  }

  /** What was decided without asking a policy. */
  public Authorization(
      boolean allowed,
      String reason,
      Set<String> requiredScopes,
      Set<String> grantedScopes,
      @Nullable String policyId) {
    this(allowed, reason, requiredScopes, grantedScopes, policyId, null);
  }

  /** Deny wins; the scopes and the rulings of both. */
  @Override
  public Authorization merge(Authorization later) {
    Authorization decisive = allowed ? later : this;
    Set<String> required = new LinkedHashSet<>(requiredScopes);
    required.addAll(later.requiredScopes);
    Set<String> granted = new LinkedHashSet<>(grantedScopes);
    granted.addAll(later.grantedScopes);
    boolean named =
        decisive.policyId != null || !decisive.allowed; // an allowing rule denied nothing
    String rule = named ? decisive.policyId : policyId;
    return new Authorization(
        decisive.allowed, decisive.reason, required, granted, rule, judgement(later));
  }

  private @Nullable Judgement judgement(Authorization later) {
    if (judgement == null || later.judgement == null) {
      return judgement == null ? later.judgement : judgement;
    }
    return judgement.merge(later.judgement);
  }
}
