package io.gatewaystack.context.section;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The W3C trace context of a request.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param parentId 16 lower-case hexadecimal digits, not all zero
 * @param flags the trace flags, 0..255
 */
public record Trace(String traceId, String parentId, int flags) implements Section {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads a {@code traceparent} header of version 00; empty when it is malformed. */
  public static Optional<Trace> parse(String traceparent) {
    if (traceparent.length() != 55) {
      return Optional.empty();
    }
    var match = TRACEPARENT.matcher(traceparent);
    if (!match.matches() || isZero(match.group(1)) || isZero(match.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(match.group(1), match.group(2), HexFormat.fromHexDigits(match.group(3))));
  }

  /** A new, unsampled trace with random ids. */
  public static Trace start() {
    byte[] ids = new byte[24];
    RANDOM.nextBytes(ids);
    ids[0] |= 1; // never all zero
    ids[16] |= 1;
    String hex = HexFormat.of().formatHex(ids);
    return new Trace(hex.substring(0, 32), hex.substring(32), 0);
  }

  /** The header's value. */
  public String traceparent() {
    return "00-" + traceId + "-" + parentId + "-" + HexFormat.of().toHexDigits((byte) flags);
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(c -> c == '0');
  }
}
