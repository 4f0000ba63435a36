package io.gatewaystack.transformabl.text;

/**
 * The marks of an address in the encoding of mails (RFC 2045 section 6.7): {@code
 * joe=40example=2Ecom}. An equals sign stands before too many other things, so it counts only where
 * the sign and a dot of an address are both written so, or within an encoded word (RFC 2047 section
 * 4.2): {@code =?utf-8?q?joe=40example.com?=}.
 *
 * <p>Each word is read once, however many of its codes are asked for. Not safe for use by several
 * threads.
 */
final class QuotedPrintable {
  private static final int LONGEST = 40;
  private static final int NONE = -1;

  private int start; // where the word starts that was read last, as far as it matters
  private int end; // up to where it was read
  private int sign; // its last codes of a sign and of a dot up to there
  private int dot;
  private boolean encoded; // the word is an encoded one of a head

  /** Another text is read. */
  void restart() {
    end = 0;
  }

  /** Whether two characters behind an equals sign are the code of a mark in addresses. */
  static boolean mayStart(char second, char third) {
    return switch (second) {
      case '2' -> third == 'B' || third == 'D' || third == 'E';
      case '4' -> third == '0';
      case '5' -> third == 'F';
      default -> false;
    };
  }

  /** Whether the code at a position, behind those asked for before, stands within an address. */
  boolean isAddress(char[] chars, int at, int size) {
    if (at == 0 || !isPart(chars[at - 1]) || at + 3 >= size || !isPart(chars[at + 3])) {
      return false;
    }
    if (at >= end) {
      enter(chars, at);
    }
    int to = Math.min(size - 2, at + LONGEST);
    for (; end < to && isPart(chars[end]); end++) {
      if (chars[end] == '=') {
        note(chars[end + 1], chars[end + 2]);
      }
    }
    int from = Math.max(start, at - LONGEST);
    return sign >= from && (dot >= from || encoded);
  }

  /** Starts to read a word in which a code stands, or goes on far behind what was read of it. */
  private void enter(char[] chars, int at) {
    start = at;
    while (start > 0 && at - start < LONGEST && isPart(chars[start - 1])) {
      start--;
    }
    end = start;
    encoded =
        start > 2
            && chars[start - 1] == '?'
            && (chars[start - 2] | 0x20) == 'q'
            && chars[start - 3] == '?';
    sign = NONE;
    dot = NONE;
  }

  private void note(char second, char third) {
    if (second == '4' && third == '0') {
      sign = end;
    } else if (second == '2' && third == 'E') {
      dot = end;
    }
  }

  private static boolean isPart(char c) {
    boolean word = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return word || c == '=' || c == '.' || c == '-' || c == '_' || c == '@' || c == '+';
  }
}
