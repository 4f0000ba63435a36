package io.gatewaystack.transformabl.text;

/**
 * The marks of an address in the encoding of mails (RFC 2045 section 6.7): {@code
 * joe=40example=2Ecom}. An equals sign stands before too many other things, so it counts only where
 * the sign and a dot of an address are both written so.
 */
final class QuotedPrintable {
  private static final int LONGEST = 40;

  private QuotedPrintable() {}

  /** Whether two characters behind an equals sign are the code of a mark in addresses. */
  static boolean mayStart(char second, char third) {
    return switch (second) {
      case '2' -> third == 'B' || third == 'D' || third == 'E';
      case '4' -> third == '0';
      case '5' -> third == 'F';
      default -> false;
    };
  }

  /** Whether the code at a position stands within an address. */
  static boolean isAddress(char[] chars, int at, int size) {
    boolean inside = at > 0 && isPart(chars[at - 1]) && at + 3 < size && isPart(chars[at + 3]);
    return inside && has(chars, at, size, '4', '0') && has(chars, at, size, '2', 'E');
  }

  /** Whether a code stands at a position, or near it in the same word. */
  private static boolean has(char[] chars, int at, int size, char second, char third) {
    int from = at;
    while (from > 0 && at - from < LONGEST && isPart(chars[from - 1])) {
      from--;
    }
    int to = Math.min(size - 2, at + LONGEST);
    for (int i = from; i < to && isPart(chars[i]); i++) {
      if (chars[i] == '=' && chars[i + 1] == second && chars[i + 2] == third) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(char c) {
    boolean word = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return word || c == '=' || c == '.' || c == '-' || c == '_' || c == '@' || c == '+';
  }
}
