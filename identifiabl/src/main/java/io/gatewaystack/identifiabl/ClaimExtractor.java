package io.gatewaystack.identifiabl;

import io.gatewaystack.context.section.Identity;
import java.util.Map;

/**
 * Reads from the claims of a verified token what {@link ClaimNames} cannot express.
 *
 * <p>It runs once per verified token, on the request's thread, after the named claims were read: it
 * must be quick and safe for use by several threads. When it throws anything, errors included, the
 * token is refused with 401 {@code invalid_claim}.
 */
@FunctionalInterface
public interface ClaimExtractor {

  /** Reads nothing. */
  ClaimExtractor NONE = (claims, identity) -> {};

  /**
   * Adds to an identity or replaces what was read by name; subject and issuer stay.
   *
   * @param claims all claims of the token as maps, lists, strings, numbers and booleans that cannot
   *     be changed
   * @param identity the identity as read so far
   */
  void extract(Map<String, Object> claims, Identity.Builder identity);
}
