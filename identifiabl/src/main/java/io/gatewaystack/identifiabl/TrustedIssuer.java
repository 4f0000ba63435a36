package io.gatewaystack.identifiabl;

import java.util.Set;

/**
 * An issuer whose tokens are believed, with all that is particular to it.
 *
 * @param name its {@code iss} without trailing slashes
 * @param audiences the names under which its tokens may address us; at least one
 * @param keys its published keys
 * @param mapping how its claims become an identity
 * @param requiredClaims claims without which a token is refused
 */
record TrustedIssuer(
    String name,
    Set<String> audiences,
    JwksKeys keys,
    ClaimMapping mapping,
    Set<String> requiredClaims) {

  TrustedIssuer {
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("audience: none (expected: at least one)");
    }
    audiences.forEach(audience -> Expect.notBlank("audience", audience));
    requiredClaims.forEach(claim -> Expect.notBlank("requiredClaims", claim));
    audiences = Set.copyOf(audiences);
    requiredClaims = Set.copyOf(requiredClaims);
  }

  /** Issuers are written with and without a slash at the end; that never tells two apart. */
  static String trimmed(String issuer) {
    int end = issuer.length();
    while (end > 0 && issuer.charAt(end - 1) == '/') {
      end--;
    }
    return issuer.substring(0, end);
  }
}
