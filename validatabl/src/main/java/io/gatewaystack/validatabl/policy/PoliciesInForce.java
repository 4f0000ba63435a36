package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import java.util.List;
import java.util.Optional;

/**
 * The policies one request is judged by, from its arrival to the last item of a list in its answer.
 *
 * @param enforced each must allow
 * @param shadows only asked
 */
public record PoliciesInForce(List<Policy> enforced, List<Policy> shadows) {

  /** Copies the lists. */
  public PoliciesInForce {
    enforced = List.copyOf(enforced);
    shadows = List.copyOf(shadows);
  }

  /**
   * Decides as the enforced policies say together: the first that denies, else the first of all.
   *
   * @return empty when no policy is enforced
   * @throws Refused as {@link Policy#decide}
   */
  public Optional<PolicyDecision> decide(RequestContext context) {
    PolicyDecision first = null;
    for (Policy policy : enforced) {
      PolicyDecision decision = policy.decide(context);
      if (!decision.allowed()) {
        return Optional.of(decision);
      }
      first = first == null ? decision : first;
    }
    return Optional.ofNullable(first);
  }

  /** Whether every enforced policy may allow a call, as {@link Policy#mayAllow}. */
  public boolean mayAllow(RequestContext context, Operation call) {
    for (Policy policy : enforced) {
      if (!policy.mayAllow(context, call)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every enforced policy may allow one of many calls, as {@link Policy#mayAllowSome}. */
  public boolean mayAllowSome(RequestContext context, Operation family) {
    for (Policy policy : enforced) {
      if (!policy.mayAllowSome(context, family)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every enforced policy lets a message pass, as {@link Policy#mayConverse}. */
  public boolean mayConverse(RequestContext message) {
    for (Policy policy : enforced) {
      if (!policy.mayConverse(message)) {
        return false;
      }
    }
    return true;
  }
}
