package io.gatewaystack.identifiabl.apikey;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; neither the key nor its hash.
 *
 * @param id names the key in lists and records: at most 64 of {@code [A-Za-z0-9._-]}
 * @param terms what it stands for
 * @param createdAt when it was made
 * @param revokedAt when it was revoked; null when it was not
 */
public record ApiKey(String id, ApiKeyTerms terms, Instant createdAt, @Nullable Instant revokedAt) {

  /** The issuer of subjects whose key names no other; no token can have it. */
  public static final String ISSUER = "urn:gatewaystack:api-keys";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Refuses an id that could not be written anywhere. */
  public ApiKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
    }
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** Who is identified by the key. */
  public String subject() {
    return Objects.requireNonNullElse(terms.subject(), id);
  }

  /** Who vouches for the subject. */
  public String issuer() {
    return Objects.requireNonNullElse(terms.issuer(), ISSUER);
  }

  /** Whether the key works at a time: it is neither revoked nor expired. */
  public boolean isUsable(Instant now) {
    Instant end = terms.expiresAt();
    return revokedAt == null && (end == null || now.isBefore(end));
  }

  /** This key, revoked. */
  ApiKey revoked(Instant at) {
    return new ApiKey(id, terms, createdAt, at);
  }

  /** Names no person. */
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
