package io.gatewaystack.identifiabl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When a token is valid, in milliseconds since the epoch.
 *
 * @param expiresAt {@code exp}
 * @param notBefore {@code nbf}; {@code Long.MIN_VALUE} when the token does not say
 * @param issuedAt {@code iat}; {@code Long.MIN_VALUE} when the token does not say
 */
record TokenTimes(long expiresAt, long notBefore, long issuedAt) {
  private static final long NOT_SAID = Long.MIN_VALUE;
  private static final long UNUSABLE = -1;

  /** The end of the year 9999: what is later was never a date in seconds. */
  private static final double LATEST_SECOND = 253_402_300_799.0;

  /** The times of a token that has {@code exp}; null when one of them is no NumericDate. */
  static @Nullable TokenTimes read(JsonNode payload) {
    long expiresAt = millis(payload.get("exp"));
    long notBefore = millis(payload.get("nbf"));
    long issuedAt = millis(payload.get("iat"));
    boolean usable = expiresAt >= 0 && notBefore != UNUSABLE && issuedAt != UNUSABLE;
    return usable ? new TokenTimes(expiresAt, notBefore, issuedAt) : null;
  }

  /** When the token is valid from: what both say. */
  long from() {
    return Math.max(notBefore, issuedAt);
  }

  /** When the token is refused from. */
  Instant end(long skew) {
    return Instant.ofEpochMilli(expiresAt + skew);
  }

  /** A NumericDate may have fractions (RFC 7519 section 2), but it is a number and a date. */
  private static long millis(@Nullable JsonNode date) {
    if (date == null) {
      return NOT_SAID;
    }
    double seconds = date.isNumber() ? date.doubleValue(Double.NaN) : Double.NaN;
    return seconds >= 0 && seconds <= LATEST_SECOND ? (long) (seconds * 1000) : UNUSABLE;
  }
}
