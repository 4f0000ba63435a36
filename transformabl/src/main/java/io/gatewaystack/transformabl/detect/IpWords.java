package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** What addresses in unusual spellings have in common: their bytes, and the word IP. */
final class IpWords {
  static final int LONGEST_BYTE = 4; // characters: 0x7f, 0377

  private static final int REACH = 24;
  private static final int MANY = 1 << 20;

  private IpWords() {}

  /** The value of up to four digits; far too much when something else stands there. */
  static int value(NormalText text, int from, int to, int radix) {
    int value = to > from && to - from <= LONGEST_BYTE ? 0 : MANY;
    for (int at = from; at < to && value < MANY; at++) {
      int digit = text.at(at) < 0x80 ? Character.digit(text.at(at), radix) : -1;
      value = digit < 0 ? MANY : value * radix + digit;
    }
    return value;
  }

  /**
   * Whether a word with IP in it, or the one for its bytes, stands in front, without a number
   * between.
   */
  static boolean callAddress(Reading reading, int from) {
    NormalText text = reading.text();
    for (int at = from - 2; at >= 0 && from - at < REACH && !text.isDigit(at); at--) {
      if (isWord(text, at) || text.startsWith("octet", at)) {
        return true;
      }
    }
    return from < REACH && hasWord(reading.name().words());
  }

  /** Whether a note in brackets right behind it says that it is an address. */
  static boolean explain(NormalText text, int to) {
    int open = text.at(to) == ' ' ? to + 1 : to;
    if (text.at(open) != '(') {
      return false;
    }
    for (int at = open + 1; at < to + REACH && text.at(at) != ')' && !text.isDigit(at); at++) {
      if (isWord(text, at)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the letters at a place are the word IP, or a part of a name: {@code clientIp}. What was
   * put in the place of another address says nothing about its neighbours.
   */
  private static boolean isWord(NormalText text, int at) {
    boolean first = !text.isLetter(at - 1) || text.at(at) == 'I' && text.at(at - 1) >= 'a';
    boolean last = !text.isLetter(at + 2) || text.startsWith("addr", at + 2);
    return text.startsWith("ip", at) && first && last && !isPlaceholder(text, at);
  }

  private static boolean isPlaceholder(NormalText text, int at) {
    char before = text.at(at - 1);
    return (before == '[' || before == '<') && text.startsWith("_address", at + 2);
  }

  /** Whether the word IP is among others. */
  private static boolean hasWord(CharSequence words) {
    for (int at = 0; at + 1 < words.length(); at++) {
      char first = words.charAt(at);
      boolean ip = (first | 0x20) == 'i' && (words.charAt(at + 1) | 0x20) == 'p';
      boolean starts =
          at == 0 || !isLetter(words, at - 1) || first == 'I' && isSmall(words, at - 1);
      if (ip && starts && (!isLetter(words, at + 2) || isAddress(words, at + 2))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(CharSequence words, int at) {
    return (words.charAt(at) | 0x20) == 'a'
        && at + 1 < words.length()
        && (words.charAt(at + 1) | 0x20) == 'd';
  }

  private static boolean isLetter(CharSequence words, int at) {
    return at < words.length() && Character.isLetter(words.charAt(at));
  }

  private static boolean isSmall(CharSequence words, int at) {
    return Character.isLowerCase(words.charAt(at));
  }
}
