package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usable keys of an issuer at one time. Sets with the same keys are equal, whatever their
 * order.
 *
 * @param keys the keys, without repetitions
 */
record KeySet(Set<VerificationKey> keys) {
  /** Two keys under one name are a mistake that must not cost a signature check each. */
  private static final int MOST_CANDIDATES = 4;

  static KeySet of(Collection<VerificationKey> keys) {
    return new KeySet(new LinkedHashSet<>(keys));
  }

  /**
   * The keys a token may have been signed with; those of another name or algorithm are not. A token
   * that names no key is tried with the only key there is, if there is only one: any other choice
   * would be a guess, and several tries a way to make us work.
   */
  List<VerificationKey> candidates(JWSAlgorithm algorithm, @Nullable String kid) {
    List<VerificationKey> candidates =
        keys.stream()
            .filter(key -> kid == null || kid.equals(key.kid()))
            .filter(key -> key.algorithms().contains(algorithm))
            .limit(MOST_CANDIDATES)
            .toList();
    return kid == null && candidates.size() > 1 ? List.of() : candidates;
  }
}
