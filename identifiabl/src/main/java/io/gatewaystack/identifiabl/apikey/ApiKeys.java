package io.gatewaystack.identifiabl.apikey;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

/** How API keys look and how they are made: {@code mcp_} and 32 random bytes in base64url. */
public final class ApiKeys {

  /** What every key starts with, so that people and scanners for leaked secrets know it. */
  public static final String PREFIX = "mcp_";

  private static final int RANDOM_BYTES = 32;
  private static final int LEAST_CHARACTERS = 32;
  private static final int MOST_CHARACTERS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeys() {}

  /**
   * Makes a key and tells nobody; whoever checks keys must be given {@link IssuedApiKey#hash}.
   *
   * @param clock says when it was made
   * @throws IllegalArgumentException when the terms say that it expired already
   */
  public static IssuedApiKey create(ApiKeyTerms terms, InstantSource clock) {
    Instant now = clock.instant();
    if (terms.expiresAt() != null && !terms.expiresAt().isAfter(now)) {
      throw new IllegalArgumentException("expires: (expected: a time to come)");
    }
    byte[] secret = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(secret);
    String plaintext = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String id = UUID.randomUUID().toString();
    return new IssuedApiKey(plaintext, new ApiKey(id, terms, now, null));
  }

  /** Whether a credential means to be an API key: whether it starts with the prefix. */
  public static boolean isApiKey(String text, int from) {
    return text.startsWith(PREFIX, from);
  }

  /**
   * Whether the end of a text could be a key: the prefix and 32 to 256 of {@code [A-Za-z0-9_-]}.
   *
   * @param from index of the key's first character
   */
  public static boolean isWellFormed(String text, int from) {
    int start = from + PREFIX.length();
    int length = text.length() - start;
    if (!isApiKey(text, from) || length < LEAST_CHARACTERS || length > MOST_CHARACTERS) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (!isKeyCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKeyCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }
}
