package io.gatewaystack.validatabl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An expression of a URI template (RFC 6570, section 3.2), for variables that are texts.
 *
 * @param text without its braces
 * @param kind how its operator expands
 * @param variables with their modifiers
 */
record UriExpression(String text, Kind kind, List<String> variables) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  /** Stands for any text, or none. */
  private static final String ANYTHING = "{?}";

  /** Operators, as in appendix A of the RFC. */
  private enum Kind {
    SIMPLE("", "", ",", false, "", false),
    RESERVED("+", "", ",", false, "", true),
    FRAGMENT("#", "#", ",", false, "", true),
    LABEL(".", ".", ".", false, "", false),
    SEGMENT("/", "/", "/", false, "", false),
    PARAMETER(";", ";", ";", true, "", false),
    QUERY("?", "?", "&", true, "=", false),
    CONTINUATION("&", "&", "&", true, "=", false);

    final String operator;
    final String first;
    final String separator;
    final boolean named;
    final String ifEmpty;
    final boolean keepsReserved;

    Kind(
        String operator,
        String first,
        String separator,
        boolean named,
        String ifEmpty,
        boolean keepsReserved) {
      this.operator = operator;
      this.first = first;
      this.separator = separator;
      this.named = named;
      this.ifEmpty = ifEmpty;
      this.keepsReserved = keepsReserved;
    }

    static Kind of(String text) {
      return Arrays.stream(values())
          .filter(kind -> kind != SIMPLE && text.startsWith(kind.operator))
          .findFirst()
          .orElse(SIMPLE);
    }
  }

  static UriExpression of(String text) {
    Kind kind = Kind.of(text);
    String list = text.substring(kind.operator.length());
    return new UriExpression(text, kind, List.of(list.split(",", -1)));
  }

  /** What is left when some variables are known: a template; itself when none of them is. */
  String expand(Map<String, String> values) {
    if (variables.stream().noneMatch(v -> values.containsKey(name(v)))) {
      return "{" + text + "}";
    }
    StringBuilder left = new StringBuilder();
    boolean open = false;
    for (String variable : variables) {
      String value = values.get(name(variable));
      if (value == null) {
        left.append(open ? "" : ANYTHING); // with what separates it from its neighbours
      } else if (!open) {
        left.append(left.isEmpty() ? kind.first : kind.separator);
      }
      open = value == null;
      left.append(value == null ? "" : expansion(variable, value));
    }
    return left.toString();
  }

  private static String name(String variable) {
    int end = variable.indexOf(':');
    String name = end < 0 ? variable : variable.substring(0, end);
    return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
  }

  private String expansion(String variable, String value) {
    String encoded = encode(prefix(variable, value), kind.keepsReserved);
    if (!kind.named) {
      return encoded;
    }
    return name(variable) + (encoded.isEmpty() ? kind.ifEmpty : "=" + encoded);
  }

  /** The first characters, where {@code :n} asks for no more. */
  private static String prefix(String variable, String value) {
    String most = variable.substring(variable.indexOf(':') + 1);
    boolean limited =
        most.length() < Math.min(variable.length(), 5) // fewer than 10 000, says the RFC
            && !most.isEmpty()
            && most.chars().allMatch(c -> c >= '0' && c <= '9');
    int length = value.codePointCount(0, value.length());
    return limited && Integer.parseInt(most) < length
        ? value.substring(0, value.offsetByCodePoints(0, Integer.parseInt(most)))
        : value;
  }

  private static String encode(String value, boolean keepReserved) {
    StringBuilder encoded = new StringBuilder(value.length());
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean kept =
          isUnreserved(c)
              || keepReserved && (RESERVED.indexOf(c) >= 0 || c == '%' && isCode(bytes, i));
      if (kept) {
        encoded.append(c);
      } else {
        HEX.toHexDigits(encoded.append('%'), bytes[i]);
      }
    }
    return encoded.toString();
  }

  private static boolean isCode(byte[] bytes, int percent) {
    return percent + 2 < bytes.length
        && Character.digit(bytes[percent + 1], 16) >= 0
        && Character.digit(bytes[percent + 2], 16) >= 0;
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~".indexOf(c) >= 0;
  }
}
