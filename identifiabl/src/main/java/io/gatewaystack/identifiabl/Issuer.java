package io.gatewaystack.identifiabl;

import java.util.List;
import java.util.Set;

/**
 * A trusted issuer at work: what its tokens are judged by.
 *
 * @param audiences the names under which its tokens may address us
 * @param keys its published keys
 * @param rules what its claims must be like
 * @param mapping how its claims become an identity
 */
record Issuer(Set<String> audiences, JwksKeys keys, ClaimRules rules, ClaimMapping mapping) {

  /** Whether one of the names a token addresses is ours. */
  boolean isMeant(List<String> addressed) {
    for (String name : addressed) {
      if (audiences.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
