package io.gatewaystack.identifiabl;

import io.gatewaystack.context.section.Identity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, issuer and type were verified. Whether it is meant for us and valid now
 * is asked on every request, of one object: what is known of a thousand callers is mostly not in
 * the core's cache.
 *
 * @param identity who it speaks for
 * @param issuer who issued it
 * @param keys the key set it was verified with: when the issuer has another one, verify again
 * @param from when it is valid from, in milliseconds since the epoch
 * @param until when it expires
 * @param elsewhere whom it is meant for, if not for us by the names its issuer's tokens may always
 *     address: lists of names, each of which must hold one of those of the place where it is shown
 * @param length of the token in characters
 */
record VerifiedToken(
    Identity identity,
    Issuer issuer,
    KeySet keys,
    long from,
    long until,
    List<List<String>> elsewhere,
    int length) {

  /** Why the token is of no use here and now, null when it is. */
  @Nullable Reason refuses(long now, long skew, Set<String> here) {
    for (List<String> addressed : elsewhere) { // mostly none
      if (addressed.stream().noneMatch(here::contains)) {
        return Reason.INVALID_AUDIENCE;
      }
    }
    if (now - skew >= until) { // RFC 7519 section 4.1.4: on or after
      return Reason.TOKEN_EXPIRED;
    }
    return now + skew < from ? Reason.TOKEN_NOT_YET_VALID : null;
  }
}
