package io.gatewaystack.identifiabl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of a signed token (RFC 7515 section 7.1) in their one spelling: nothing outside
 * the base64url alphabet, no padding, no stray bits in the last character of a part. Only the
 * signature may be empty here: what an unsigned token lacks is told by its header.
 *
 * @param text the whole token
 * @param headerEnd index of the first dot
 * @param payloadEnd index of the second dot
 */
record CompactToken(String text, int headerEnd, int payloadEnd) {
  private static final int DOTS_OF_SIGNED = 2;
  private static final int DOTS_OF_ENCRYPTED = 4; // RFC 7516 section 7.1
  private static final byte[] VALUES = values();

  /** The parts of a token; null when it has not the form. */
  static @Nullable CompactToken read(String text) {
    int headerEnd = text.indexOf('.');
    int payloadEnd = text.indexOf('.', headerEnd + 1);
    boolean canonical =
        headerEnd > 0
            && payloadEnd > headerEnd + 1
            && isCanonical(text, 0, headerEnd)
            && isCanonical(text, headerEnd + 1, payloadEnd)
            && isCanonical(text, payloadEnd + 1, text.length());
    return canonical ? new CompactToken(text, headerEnd, payloadEnd) : null;
  }

  /** Why a text that {@link #read} does not accept is refused. */
  static Reason diagnose(String text) {
    long dots = text.chars().filter(c -> c == '.').count();
    if (dots == DOTS_OF_ENCRYPTED) {
      return Reason.ENCRYPTED_TOKEN;
    }
    return dots == DOTS_OF_SIGNED ? Reason.MALFORMED_TOKEN : Reason.OPAQUE_TOKEN;
  }

  byte[] header() {
    return Base64.getUrlDecoder().decode(text.substring(0, headerEnd));
  }

  byte[] payload() {
    return Base64.getUrlDecoder().decode(text.substring(headerEnd + 1, payloadEnd));
  }

  /** What the signature covers. */
  byte[] signingInput() {
    return text.substring(0, payloadEnd).getBytes(US_ASCII);
  }

  /** The signature as written, perhaps empty. */
  String signature() {
    return text.substring(payloadEnd + 1);
  }

  /** Shows nothing of the token. */
  @Override
  public String toString() {
    return "CompactToken[" + text.length() + " characters]";
  }

  private static boolean isCanonical(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value(text.charAt(i)) < 0) {
        return false;
      }
    }
    return switch ((to - from) % 4) {
      case 0 -> true;
      case 2 -> (value(text.charAt(to - 1)) & 0b1111) == 0;
      case 3 -> (value(text.charAt(to - 1)) & 0b11) == 0;
      default -> false;
    };
  }

  private static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  private static byte[] values() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
