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

  /**
   * The keys of which one fits the signature of a token. May wait for one fetch.
   *
   * @param header of the token
   */
  KeyLookup signer(CompactToken token, TokenHeader header) {
    KeyLookup first = keys.find(header.algorithm(), header.kid());
    if (!(first instanceof KeyLookup.Found found)
        || !(found.fitting(token, header.algorithm()) instanceof KeyLookup.Misfit misfit)) {
      return first;
    }
    KeyLookup newer = keys.findNewer(found, header.algorithm(), header.kid());
    if (newer.equals(found)) {
      return misfit;
    }
    return newer instanceof KeyLookup.Found other
        ? other.fitting(token, header.algorithm())
        : newer;
  }
}
