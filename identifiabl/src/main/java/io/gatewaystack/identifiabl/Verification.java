package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;

/** What a {@link JwtVerifier} found out about a token. */
public sealed interface Verification {

  /**
   * The token is genuine, meant for us and valid now.
   *
   * @param identity who the token speaks for, with its claims
   */
  record Verified(Identity identity) implements Verification {}

  /**
   * The token is refused: 401 {@code invalid_token} with a code, or 503 {@code jwks_unavailable}
   * when no key is at hand to judge it.
   *
   * @param denial what to answer; its texts are fixed sentences of ours
   */
  record Rejected(Denial denial) implements Verification {}
}
