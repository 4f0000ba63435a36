package io.gatewaystack.proxyabl;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8 (RFC 3986 section 2.1). */
final class Percent {
  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  /** Everything encoded that is not unreserved (RFC 3986 section 2.3). */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() * 2);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isAlphanumeric(b) || "-._~".indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        append(encoded, b);
      }
    }
    return encoded.toString();
  }

  static void append(StringBuilder target, byte b) {
    target.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
  }

  static boolean isAlphanumeric(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean isHex(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }
}
