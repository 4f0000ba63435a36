package io.gatewaystack.identifiabl;

import io.gatewaystack.identifiabl.Verification.Verified;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, issuer and type were verified. Whether it is meant for us and valid now
 * is asked on every request.
 *
 * @param result the identity in the form handed out, made once
 * @param issuer who issued it
 * @param keys the key set it was verified with: when the issuer has another one, verify again
 * @param times when it is valid
 * @param audience whom it is meant for
 * @param length of the token in characters
 */
record VerifiedToken(
    Verified result,
    TrustedIssuer issuer,
    KeySet keys,
    TokenTimes times,
    List<String> audience,
    int length) {

  /** Why the token is of no use here and now, null when it is. */
  @Nullable Reason refuses(long now, long skew) {
    return isMeantFor(issuer.audiences()) ? times.refuses(now, skew) : Reason.INVALID_AUDIENCE;
  }

  private boolean isMeantFor(Set<String> audiences) {
    for (String candidate : audience) {
      if (audiences.contains(candidate)) {
        return true;
      }
    }
    return false;
  }
}
