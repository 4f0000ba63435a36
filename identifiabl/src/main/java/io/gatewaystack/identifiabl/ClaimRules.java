package io.gatewaystack.identifiabl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the claims of an issuer's signed token must be like, whenever it is shown and wherever. */
final class ClaimRules {
  private static final String AUDIENCE = "aud";

  private record ClaimValue(ClaimReference claim, String value) {

    static List<ClaimValue> all(Map<String, String> values) {
      return values.entrySet().stream()
          .map(pair -> new ClaimValue(ClaimReference.of(pair.getKey()), pair.getValue()))
          .toList();
    }

    boolean isIn(JsonNode payload) {
      return claim.in(payload).stringValue("").equals(value);
    }
  }

  private final List<ClaimReference> required;
  private final List<ClaimValue> requiredValues;
  private final List<ClaimValue> refusedValues;
  private final ClaimReference audienceClaim;
  private final List<ClaimReference> tenants;

  ClaimRules(TrustedIssuer issuer) {
    required = ClaimReference.all(issuer.requiredClaims());
    requiredValues = ClaimValue.all(issuer.preset().requiredValues());
    refusedValues = ClaimValue.all(issuer.preset().refusedValues());
    audienceClaim = ClaimReference.of(issuer.preset().audienceClaim());
    tenants = ClaimReference.all(issuer.preset().claimNames().tenant());
  }

  /** Why a payload is refused, null when it is not. */
  @Nullable Reason refuses(JsonNode payload) {
    if (!isPrincipalName(payload.path("sub"))) {
      return Reason.INVALID_SUBJECT;
    }
    if (!requiredValues.stream().allMatch(value -> value.isIn(payload))
        || refusedValues.stream().anyMatch(value -> value.isIn(payload))) {
      return Reason.TYPE_NOT_ALLOWED;
    }
    if (audiences(payload).stream().anyMatch(List::isEmpty)) {
      return Reason.INVALID_AUDIENCE;
    }
    if (!payload.has("exp") || !required.stream().allMatch(claim -> isGiven(claim.in(payload)))) {
      return Reason.MISSING_CLAIM;
    }
    boolean unusable = TokenTimes.read(payload) == null || hasUnusableTenant(payload);
    return unusable ? Reason.INVALID_CLAIM : null;
  }

  /**
   * Whom a token is meant for: lists of names, each of which must hold one of ours. There is a
   * second list when the audience stands in another claim than {@code aud} and {@code aud} is there
   * too: it must not be ignored (RFC 7519 section 4.1.3).
   */
  List<List<String>> audiences(JsonNode payload) {
    List<String> named = names(audienceClaim.in(payload));
    boolean alone = audienceClaim.name().equals(AUDIENCE) || !payload.has(AUDIENCE);
    return alone ? List.of(named) : List.of(named, names(payload.path(AUDIENCE)));
  }

  /**
   * Whether a claim names someone: a string, not blank, without control characters. Anything else
   * is refused and never cleaned, because cleaning makes one of two principals.
   */
  static boolean isPrincipalName(JsonNode claim) {
    return isPrincipalName(claim.stringValue(""));
  }

  static boolean isPrincipalName(String name) {
    return name.codePoints().noneMatch(Character::isISOControl)
        && !name.codePoints().allMatch(ClaimRules::isInvisible);
  }

  /** A string or an array of strings (RFC 7519 section 4.1.3); none when it is neither. */
  private static List<String> names(JsonNode audience) {
    if (audience.isString()) {
      return List.of(audience.stringValue());
    }
    List<String> strings = PlainJson.strings(audience);
    return strings.size() == audience.size() ? strings : List.of();
  }

  /** Whether the tenant is named in a form that could be taken for another one or for none. */
  private boolean hasUnusableTenant(JsonNode payload) {
    return tenants.stream()
        .map(claim -> claim.in(payload))
        .filter(claim -> !claim.isMissingNode() && !claim.isNull())
        .findFirst()
        .filter(claim -> !isPrincipalName(claim))
        .isPresent();
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean isGiven(JsonNode claim) {
    return !claim.isMissingNode()
        && !claim.isNull()
        && !(claim.isString() && claim.stringValue().isBlank());
  }
}
