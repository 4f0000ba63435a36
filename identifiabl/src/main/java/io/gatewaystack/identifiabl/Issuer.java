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

  /**
   * Whether one of the names a token addresses is ours.
   *
   * @param here names that are ours besides, where the token was shown
   */
  boolean isMeant(List<String> addressed, Set<String> here) {
    for (String name : addressed) {
      if (audiences.contains(name) || here.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
