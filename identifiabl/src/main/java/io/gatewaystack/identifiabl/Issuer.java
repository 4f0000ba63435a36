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
   * What of the lists of names a token addresses holds none of ours.
   *
   * @param addressed each list must hold one
   */
  List<List<String>> elsewhere(List<List<String>> addressed) {
    return addressed.stream()
        .filter(names -> names.stream().noneMatch(audiences::contains))
        .toList();
  }
}
