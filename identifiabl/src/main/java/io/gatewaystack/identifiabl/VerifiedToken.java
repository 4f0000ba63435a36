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
 * @param elsewhere whom it is meant for, if not for us by the names its issuer's tokens may always
 *     address: lists of names, each of which must hold one of those of the place where it is shown
 * @param length of the token in characters
 */
record VerifiedToken(
    Verified result,
    Issuer issuer,
    KeySet keys,
    TokenTimes times,
    List<List<String>> elsewhere,
    int length) {

  /** Why the token is of no use here and now, null when it is. */
  @Nullable Reason refuses(long now, long skew, Set<String> here) {
    for (List<String> addressed : elsewhere) { // mostly none
      if (addressed.stream().noneMatch(here::contains)) {
        return Reason.INVALID_AUDIENCE;
      }
    }
    return times.refuses(now, skew);
  }
}
