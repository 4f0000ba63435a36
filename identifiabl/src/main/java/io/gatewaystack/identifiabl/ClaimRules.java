package io.gatewaystack.identifiabl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the claims of a signed token must be like, whenever it is shown and wherever. */
final class ClaimRules {
  private ClaimRules() {}

  /** Why a payload is refused, null when it is not. */
  static @Nullable Reason refuses(JsonNode payload, TrustedIssuer issuer) {
    if (!isPrincipalName(payload.path("sub"))) {
      return Reason.INVALID_SUBJECT;
    }
    if (audience(payload).isEmpty()) {
      return Reason.INVALID_AUDIENCE;
    }
    if (!payload.has("exp")
        || !issuer.requiredClaims().stream().allMatch(c -> isGiven(payload, c))) {
      return Reason.MISSING_CLAIM;
    }
    boolean unusable =
        TokenTimes.read(payload) == null || issuer.mapping().hasUnusableTenant(payload);
    return unusable ? Reason.INVALID_CLAIM : null;
  }

  /**
   * Whether a claim names someone: a string, not blank, without control characters. Anything else
   * is refused and never cleaned, because cleaning makes one of two principals.
   */
  static boolean isPrincipalName(JsonNode claim) {
    String name = claim.stringValue("");
    return name.codePoints().noneMatch(Character::isISOControl)
        && !name.codePoints().allMatch(ClaimRules::isInvisible);
  }

  /**
   * {@code aud}: a string or an array of strings (RFC 7519 section 4.1.3); empty when it is not.
   */
  static List<String> audience(JsonNode payload) {
    JsonNode audience = payload.path("aud");
    if (audience.isString()) {
      return List.of(audience.stringValue());
    }
    List<String> strings = PlainJson.strings(audience);
    return strings.size() == audience.size() ? strings : List.of();
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean isGiven(JsonNode payload, String claim) {
    JsonNode value = payload.path(claim);
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isString() && value.stringValue().isBlank());
  }
}
