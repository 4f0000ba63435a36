package io.gatewaystack.validatabl.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that stand side by side: each of those that are enforced must allow a request, those
 * in the shadow are asked what they would have said and change nothing. Immutable and safe for use
 * by several threads; what the sources give may change, which is why each request asks once for
 * what is {@link #current}.
 */
public final class Policies {
  private final List<PolicySource> enforced;
  private final List<PolicySource> shadows;
  private volatile @Nullable PoliciesInForce latest;

  /**
   * Sources of policies.
   *
   * @param enforced each must allow
   * @param shadows only asked
   */
  public Policies(List<PolicySource> enforced, List<PolicySource> shadows) {
    this.enforced = List.copyOf(enforced);
    this.shadows = List.copyOf(shadows);
  }

  /** Whether some policy is enforced, so that every operation is judged by it. */
  public boolean enforcesAny() {
    return !enforced.isEmpty();
  }

  /** What is in force now, whole and unchanging: keep it for as long as the request lasts. */
  public PoliciesInForce current() {
    PoliciesInForce known = latest;
    if (known == null || !same(known.enforced(), enforced) || !same(known.shadows(), shadows)) {
      known = new PoliciesInForce(policies(enforced), policies(shadows));
      latest = known;
    }
    return known;
  }

  private static boolean same(List<Policy> known, List<PolicySource> sources) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) != sources.get(i).current()) {
        return false;
      }
    }
    return true;
  }

  private static List<Policy> policies(List<PolicySource> sources) {
    return sources.stream().map(PolicySource::current).toList();
  }
}
