package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;

/** Reads what a verifier answered. */
final class Verdict {
  static final String VERIFIED = "verified";
  static final String AUDIENCE = "https://api.example";

  private Verdict() {}

  /** {@code verified}, or the code of the refusal. */
  static String of(Verification verification) {
    return verification instanceof Verification.Verified ? VERIFIED : denial(verification).reason();
  }

  static Identity identity(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return ((Verification.Verified) verification).identity();
  }

  static Denial denial(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Rejected.class);
    return ((Verification.Rejected) verification).denial();
  }
}
