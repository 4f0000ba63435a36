package io.gatewaystack.proxyabl;

import java.util.Locale;
import java.util.Optional;

/**
 * What the gateway itself shows an upstream; never anything the caller sent. Values are trimmed and
 * never appear in {@code toString}. Immutable.
 */
public sealed interface UpstreamCredential {

  /** The header line to send; empty when the upstream wants none. */
  Optional<HeaderField> header();

  /** The upstream asks for no credential. */
  static UpstreamCredential none() {
    return new None();
  }

  /**
   * {@code Authorization: Bearer <token>} (RFC 6750 section 2.1).
   *
   * @throws IllegalArgumentException when the token is empty or no header could hold it
   */
  static UpstreamCredential bearer(String token) {
    return new Bearer(token);
  }

  /**
   * A key in a header of its own.
   *
   * @param field the header's name, e.g. {@code X-API-Key}
   * @throws IllegalArgumentException when the name means something else or the key is empty
   */
  static UpstreamCredential apiKey(String field, String key) {
    return new ApiKey(field, key);
  }

  /** No credential. */
  record None() implements UpstreamCredential {
    @Override
    public Optional<HeaderField> header() {
      return Optional.empty();
    }
  }

  /**
   * A bearer token.
   *
   * @param token without the scheme
   */
  record Bearer(String token) implements UpstreamCredential {
    /** Trims the token; refuses what no header could hold. */
    public Bearer {
      token = token.strip();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
        throw new IllegalArgumentException(
            "bearer: (expected: visible ASCII without spaces, not empty)");
      }
    }

    @Override
    public Optional<HeaderField> header() {
      return Optional.of(new HeaderField("Authorization", "Bearer " + token));
    }

    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /**
   * An API key.
   *
   * @param field the header's name
   * @param key the header's value
   */
  record ApiKey(String field, String key) implements UpstreamCredential {
    /** Trims both; refuses a name with another meaning and what no header could hold. */
    public ApiKey {
      field = field.strip();
      key = key.strip();
      if (!isUsable(field)) {
        throw new IllegalArgumentException(
            "apiKey: " + field + " (expected: a field without another meaning)");
      }
      if (key.isEmpty() || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
        throw new IllegalArgumentException("apiKey: key (expected: printable ASCII, not empty)");
      }
    }

    private static boolean isUsable(String field) {
      String name = field.toLowerCase(Locale.ROOT);
      boolean token =
          !name.isEmpty() && name.chars().allMatch(c -> Percent.isAlphanumeric(c) || c == '-');
      boolean taken = HeaderRule.describesMessage(name);
      return token && !taken && (name.equals("authorization") || !HeaderRule.isReserved(name));
    }

    @Override
    public Optional<HeaderField> header() {
      return Optional.of(new HeaderField(field, key));
    }

    @Override
    public String toString() {
      return "ApiKey[" + field + "]";
    }
  }
}
