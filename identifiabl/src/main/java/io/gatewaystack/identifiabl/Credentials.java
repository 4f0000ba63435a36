package io.gatewaystack.identifiabl;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.identifiabl.Verification.Verified;
import io.gatewaystack.identifiabl.apikey.ApiKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credentials a request brings: a token or an API key behind {@code Authorization: Bearer} (RFC
 * 6750 section 2.1), an API key in {@code X-API-Key}, and none in any other place.
 */
final class Credentials {
  private static final String AUTHORIZATION = "Authorization";
  private static final String API_KEY = "X-API-Key";
  private static final String SCHEME = "Bearer";

  private final JwtVerifier tokens;
  private final @Nullable ApiKeyVerifier apiKeys;

  /** What a request shows, each field in order of arrival. */
  record Shown(List<String> authorization, List<String> keys) {

    /** Names no credential. */
    @Override
    public String toString() {
      return "Shown";
    }
  }

  /**
   * Credentials of these kinds.
   *
   * @param apiKeys null when there are none: {@code X-API-Key} then belongs to the application
   */
  Credentials(JwtVerifier tokens, @Nullable ApiKeyVerifier apiKeys) {
    this.tokens = tokens;
    this.apiKeys = apiKeys;
  }

  /** The credentials of a request, to be kept for longer than its header fields. */
  Shown shown(Headers headers) {
    return new Shown(
        headers.all(AUTHORIZATION), apiKeys == null ? List.of() : headers.all(API_KEY));
  }

  /**
   * Judges all credentials of a request: every one must be good, and all must name the same
   * principal. The bearer's identity is the one that counts.
   *
   * @return null when the request brings none
   */
  @Nullable Verification verify(Shown shown) {
    List<String> keys = shown.keys();
    Verification bearer = shown.authorization().isEmpty() ? null : bearer(shown.authorization());
    if (apiKeys == null || keys.isEmpty() || bearer instanceof Verification.Rejected) {
      return bearer;
    }
    Verification key =
        keys.size() > 1 ? Reason.DUPLICATE_API_KEY.rejected() : apiKeys.verify(keys.get(0), 0);
    return bearer instanceof Verified first && key instanceof Verified second
        ? agreed(first, second.identity())
        : key;
  }

  /** Whether credentials that were good still say the same. */
  Standing.Verdict judgeAgain(Shown shown, Identity identity) {
    Verification now = verify(shown);
    if (now instanceof Verification.Rejected rejected && rejected.denial().status() != 401) {
      return Standing.Verdict.UNKNOWN; // nothing was found out about them
    }
    return now instanceof Verified verified && verified.identity().equals(identity)
        ? Standing.Verdict.GOOD
        : Standing.Verdict.ENDED;
  }

  private Verification bearer(List<String> values) {
    if (values.size() > 1) {
      return Reason.DUPLICATE_AUTHORIZATION.rejected();
    }
    String value = values.get(0);
    int start = start(value);
    if (start < 0) {
      return Reason.MISSING_BEARER.rejected();
    }
    return apiKeys != null && ApiKeys.isApiKey(value, start)
        ? apiKeys.verify(value, start)
        : tokens.verify(value, start);
  }

  private static Verification agreed(Verified bearer, Identity other) {
    String tenant = bearer.identity().tenantId();
    boolean sameTenant =
        tenant == null || other.tenantId() == null || tenant.equals(other.tenantId());
    return bearer.identity().samePrincipal(other) && sameTenant
        ? bearer
        : Reason.IDENTITY_CONFLICT.rejected();
  }

  /** Where the credential starts behind {@code Bearer} and spaces; -1 when there is none. */
  private static int start(String value) {
    int start = SCHEME.length();
    if (!value.regionMatches(true, 0, SCHEME, 0, start)) {
      return -1;
    }
    while (start < value.length() && value.charAt(start) == ' ') {
      start++;
    }
    return start < value.length() && start > SCHEME.length() ? start : -1;
  }
}
