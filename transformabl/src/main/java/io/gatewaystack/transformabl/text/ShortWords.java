package io.gatewaystack.transformabl.text;

import java.util.List;

/** Short words that are none, or that say something by what stands behind them. */
final class ShortWords {
  /** Those that are special in small letters. */
  static final List<String> SMALL = List.of("v", "d", "b", "sig");

  private ShortWords() {}

  /** Whether a short word is none, or says something by what stands behind it. */
  static boolean areSpecial(char[] chars, int from, int to, int length) {
    return switch (chars[to]) {
      case '|', '*', '1', '2' -> Segments.start(chars, from, to, length);
      case '"' -> to - from == 1 && (chars[from] | 0x20) == 'v'; // the name of a value
      case 'L' -> to - from == 1 && chars[from] == 'd'; // a unit
      case '.' -> isBornNote(chars, from, to, length);
      case ' ' -> isFlag(chars, from, to);
      case '=' -> isSignature(chars, from, to);
      default -> false;
    };
  }

  /** The parameter that signs a link, so that whoever has it may follow it. */
  private static boolean isSignature(char[] chars, int from, int to) {
    return to - from == 3
        && from > 0
        && (chars[from - 1] == '&' || chars[from - 1] == '?')
        && chars[from] == 's'
        && chars[from + 1] == 'i'
        && chars[from + 2] == 'g';
  }

  /** Letters of flags, {@code nmap -sV}, are not for a version. */
  private static boolean isFlag(char[] chars, int from, int to) {
    return to - from == 1
        && (chars[from] | 0x20) == 'v'
        && from > 0
        && (chars[from - 1] == '-' || from > 1 && chars[from - 2] == '-');
  }

  /** As in lists of persons: {@code Jane Roe, b. 01/15/1968}. */
  private static boolean isBornNote(char[] chars, int from, int to, int length) {
    return to - from == 1
        && chars[from] == 'b'
        && to + 2 < length
        && chars[to] == '.'
        && chars[to + 1] == ' '
        && isDigit(chars[to + 2])
        && !isNumbered(chars, from);
  }

  /** Whether the word in front of a letter is a title, so that the letter is a number: Annex b. */
  private static boolean isNumbered(char[] chars, int letter) {
    int start = letter - 1;
    while (start > 0 && Character.isLetter(chars[start - 1])) {
      start--;
    }
    return start >= 0 && start < letter - 1 && isCapital(chars[start]);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isCapital(char c) {
    return c < 0x80 ? c >= 'A' && c <= 'Z' : Character.isUpperCase(c);
  }
}
