package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;

/** What is known about the key of a token. */
sealed interface KeyLookup {

  /**
   * Keys the token may have been signed with.
   *
   * @param keys the set they belong to
   * @param candidates one, or a few that share a name
   */
  record Found(KeySet keys, List<VerificationKey> candidates) implements KeyLookup {

    /** These keys where one of them fits the signature of a token. */
    KeyLookup fitting(CompactToken token, JWSAlgorithm algorithm) {
      return candidates.stream().anyMatch(key -> key.verifies(token, algorithm))
          ? this
          : new Misfit(this);
    }
  }

  /**
   * The issuer has such keys, of which none fits the signature.
   *
   * @param tried the keys
   */
  record Misfit(Found tried) implements KeyLookup {}

  /** The issuer has no such key. */
  record Unknown() implements KeyLookup {}

  /**
   * The issuer's keys cannot be had.
   *
   * @param retryAfterSeconds until they are asked for again, at least 1
   */
  record Unavailable(long retryAfterSeconds) implements KeyLookup {}
}
