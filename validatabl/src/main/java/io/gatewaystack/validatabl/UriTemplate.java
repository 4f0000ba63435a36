package io.gatewaystack.validatabl;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A URI template (RFC 6570), as far as its expansions can be foreseen: how they begin, how they
 * end, and which one it is when every variable is known.
 *
 * @param text the template
 * @param beginning what stands before the first expression: the whole text when there is none
 * @param ending what stands behind the last expression
 */
record UriTemplate(String text, String beginning, String ending) {
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  static UriTemplate of(String text) {
    int first = text.indexOf('{');
    if (first < 0) {
      return new UriTemplate(text, text, text);
    }
    return new UriTemplate(text, text.substring(0, first), text.substring(endOfLast(text)));
  }

  private static int endOfLast(String text) {
    int close = text.lastIndexOf('}');
    return close < text.lastIndexOf('{')
        ? text.length()
        : close + 1; // not closed: anything ends it
  }

  /** Whether it has exactly one expansion, itself. */
  boolean isLiteral() {
    return beginning.equals(text);
  }

  /** False when no URI can be an expansion of both. */
  boolean mayMeet(UriTemplate other) {
    if (isLiteral()) {
      return other.mayExpandTo(text);
    }
    return other.isLiteral()
        ? mayExpandTo(other.text)
        : (beginning.startsWith(other.beginning) || other.beginning.startsWith(beginning))
            && (ending.endsWith(other.ending) || other.ending.endsWith(ending));
  }

  private boolean mayExpandTo(String uri) {
    return isLiteral()
        ? text.equals(uri)
        : uri.length() >= beginning.length() + ending.length()
            && uri.startsWith(beginning)
            && uri.endsWith(ending);
  }

  /**
   * The one expansion for some values; empty when a variable has none, or when an expression is
   * neither of the form {@code {name}} nor {@code {+name}}.
   */
  Optional<String> expand(Map<String, String> values) {
    StringBuilder uri = new StringBuilder(text.length() + 32);
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      String expansion = close < 0 ? null : expand(text.substring(open + 1, close), values);
      if (expansion == null) {
        return Optional.empty();
      }
      uri.append(text, at, open).append(expansion);
      at = close + 1;
    }
    return Optional.of(uri.append(text.substring(at)).toString());
  }

  private static @Nullable String expand(String expression, Map<String, String> values) {
    boolean reserved = expression.startsWith("+");
    String value = values.get(reserved ? expression.substring(1) : expression);
    return value == null ? null : encode(value, reserved);
  }

  private static String encode(String value, boolean keepReserved) {
    StringBuilder encoded = new StringBuilder(value.length());
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean kept = isUnreserved(c) || keepReserved && (RESERVED.indexOf(c) >= 0 || c == '%');
      encoded.append(kept ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~".indexOf(c) >= 0;
  }
}
