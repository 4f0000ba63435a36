package io.gatewaystack.transformabl.safety;

/**
 * Decodes one escape of the kinds that documents are full of: HTML character references, percent
 * encoding, and the backslash escapes of JSON and most languages.
 */
final class Escapes {
  /** No escape starts here. */
  static final long NONE = -1;

  private static final int LONGEST = 10;
  private static final String[] NAMES = {"lt", "gt", "amp", "quot", "apos", "nbsp", "num", "excl"};
  private static final String NAMED = "<>&\"' #!";

  private Escapes() {}

  /** The code point of a decoded escape. */
  static int codePoint(long decoded) {
    return (int) (decoded >>> 32);
  }

  /** Where the text goes on behind a decoded escape. */
  static int end(long decoded) {
    return (int) decoded;
  }

  /** The escape that starts at a position, or {@link #NONE}. */
  static long at(String text, int at) {
    return switch (text.charAt(at)) {
      case '&' -> reference(text, at + 1);
      case '%' -> hex(text, at + 1, 2);
      default -> backslash(text, at + 1);
    };
  }

  private static long found(int codePoint, int end) {
    boolean real = Character.isValidCodePoint(codePoint) && codePoint != 0;
    return real ? (long) codePoint << 32 | end : NONE;
  }

  private static long reference(String text, int at) {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST || end == at) {
      return NONE;
    }
    if (text.charAt(at) != '#') {
      for (int i = 0; i < NAMES.length; i++) {
        if (NAMES[i].length() == end - at && text.startsWith(NAMES[i], at)) {
          return found(NAMED.charAt(i), end + 1);
        }
      }
      return NONE;
    }
    boolean hex = at + 1 < end && (text.charAt(at + 1) | 0x20) == 'x';
    int value = digits(text, hex ? at + 2 : at + 1, end, hex ? 16 : 10);
    return value < 0 ? NONE : found(value, end + 1);
  }

  private static long backslash(String text, int at) {
    if (at >= text.length()) {
      return NONE;
    }
    return switch (text.charAt(at)) {
      case 'n', 'r', 't' -> found('\n', at + 1);
      case 'x' -> hex(text, at + 1, 2);
      case 'u' -> hex(text, at + 1, 4);
      default -> NONE;
    };
  }

  private static long hex(String text, int at, int count) {
    int value = digits(text, at, at + count, 16);
    boolean shows = value >= ' ' || value == '\n' || value == '\t';
    return shows && !Character.isSurrogate((char) value) ? found(value, at + count) : NONE;
  }

  /** The number in a stretch of text; -1 when something else stands there. */
  private static int digits(String text, int from, int to, int radix) {
    if (to > text.length() || to <= from || to - from > 7) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
