package io.gatewaystack.explicabl;

/**
 * Recognises payment card numbers: 13 to 19 digits, in one run or in groups, with an issuer's
 * prefix and length (ISO/IEC 7812) and a right check digit. Numbers that are only long, such as
 * snowflake ids and timestamps, are none.
 */
final class CardNumber {
  static final int MIN_DIGITS = 13;

  private static final int MAX_DIGITS = 19;

  /** Cards are printed in groups of three to seven; UUIDs have groups of eight and twelve. */
  private static final int MAX_GROUP = 7;

  /** A hexadecimal word of this many digits is an identifier, whatever its digits add up to. */
  private static final int HEX_ID = 24;

  /** Hexadecimal digits in a UUID. */
  private static final int UUID = 32;

  private CardNumber() {}

  static boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean startsGroup = isDigit(text, i) && !isDigit(text, i - 1);
      if (startsGroup && startsAt(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** What may stand, once, between two groups of digits. */
  static boolean isSeparator(char c) {
    return c == '-' || c == ' ' || c == '.' || c == '_' || c == '+';
  }

  private static boolean startsAt(String text, int from) {
    char[] digits = new char[MAX_DIGITS];
    int count = 0;
    int groups = 0;
    int at = from;
    while (isDigit(text, at)) {
      int start = at;
      while (isDigit(text, at)) {
        if (count == MAX_DIGITS) {
          return false;
        }
        digits[count++] = text.charAt(at++);
      }
      groups++;
      if (groups > 1 && at - start > MAX_GROUP) {
        return false;
      }
      if (isCard(digits, count) && !isInHexId(text, from, at, count)) {
        return true;
      }
      if (at - start > MAX_GROUP) {
        return false;
      }
      at += at < text.length() && isSeparator(text.charAt(at)) ? 1 : 0;
    }
    return false;
  }

  private static boolean isCard(char[] digits, int count) {
    return count >= MIN_DIGITS && isIssued(digits, count) && hasCheckDigit(digits, count);
  }

  private static boolean isIssued(char[] digits, int count) {
    int two = (digits[0] - '0') * 10 + digits[1] - '0';
    return switch (digits[0]) {
      case '2' -> count == 16 && two >= 22 && two <= 27;
      case '3' -> count == cardLengthOfThree(two);
      case '4' -> count == 13 || count == 16 || count == 19;
      case '5' -> count == 16 && two <= 58;
      case '6' -> count >= 16;
      default -> false;
    };
  }

  private static int cardLengthOfThree(int two) {
    return switch (two) {
      case 30, 36, 38, 39 -> 14;
      case 34, 37 -> 15;
      case 35 -> 16;
      default -> -1;
    };
  }

  /** Luhn, ISO/IEC 7812-1 annex B. */
  private static boolean hasCheckDigit(char[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i] - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /** Whether the digits are part of a hexadecimal id: in one word, or with dashes as in a UUID. */
  private static boolean isInHexId(String text, int from, int to, int digits) {
    boolean word = digits == to - from;
    int around = hexDigits(text, to, 1, !word) + hexDigits(text, from - 1, -1, !word);
    return digits + around >= (word ? HEX_ID : UUID);
  }

  private static int hexDigits(String text, int from, int step, boolean dashes) {
    int found = 0;
    int at = from;
    while (Math.abs(at - from) <= UUID && (isHex(text, at) || dashes && isDash(text, at))) {
      found += isHex(text, at) ? 1 : 0;
      at += step;
    }
    return found;
  }

  private static boolean isDash(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) == '-';
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isHex(String text, int at) {
    return at >= 0 && at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
  }
}
