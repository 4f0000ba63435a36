package io.gatewaystack.explicabl;

import java.util.Locale;

/** Recognises the credentials this library handles: JWTs, API keys, servlet session ids. */
final class Secret {
  /** Base64url of {@code {"}, which every JWT and JWE begins with. */
  private static final String JWT = "eyJ";

  private static final String API_KEY = "mcp_";
  private static final String SESSION = ";jsessionid=";
  private static final int JWT_TAIL = 16;
  private static final int API_KEY_TAIL = 32;

  private Secret() {}

  static boolean mayStartIn(String text) {
    return text.contains(JWT) || text.contains(API_KEY);
  }

  static boolean isIn(String text) {
    return hasJwt(text) || hasApiKey(text) || text.toLowerCase(Locale.ROOT).contains(SESSION);
  }

  private static boolean hasJwt(String text) {
    int start = text.indexOf(JWT);
    while (start >= 0) {
      int end = endOfToken(text, start);
      if (end - start >= JWT.length() + JWT_TAIL) {
        return true;
      }
      start = text.indexOf(JWT, end);
    }
    return false;
  }

  private static boolean hasApiKey(String text) {
    int start = text.indexOf(API_KEY);
    while (start >= 0) {
      int end = endOfToken(text, start);
      int tail = start + API_KEY.length();
      if (end - tail >= API_KEY_TAIL && looksRandom(text, tail, end)) {
        return true;
      }
      start = text.indexOf(API_KEY, end);
    }
    return false;
  }

  /** Base64url or hexadecimal, not {@code mcp__server__a_long_tool_name_in_snake_case}. */
  private static boolean looksRandom(String text, int from, int to) {
    boolean hex = true;
    boolean upper = false;
    boolean lower = false;
    boolean digit = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      hex &= Character.digit(c, 16) >= 0;
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      digit |= c >= '0' && c <= '9';
    }
    return hex || upper && lower && digit;
  }

  private static int endOfToken(String text, int from) {
    int end = from;
    while (end < text.length() && isTokenChar(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isTokenChar(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }
}
