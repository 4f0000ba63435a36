package io.gatewaystack.validatabl.policy;

/**
 * A number by the digits it is written with, whatever its size: compared without rounding and
 * without reckoning. Immutable.
 */
final class ExactNumber {
  /** Larger exponents count as this one; no decimal comes near it. */
  private static final long MOST_EXPONENT = 1L << 60;

  private final String text;
  private final int sign;

  /** Where the first and the last digit stand that are not zero. */
  private final int first;

  private final int last;

  /** How many digits from the first stand before the point, were there no exponent. */
  private final long point;

  private ExactNumber(String text, int sign, int first, int last, long point) {
    this.text = text;
    this.sign = sign;
    this.first = first;
    this.last = last;
    this.point = point;
  }

  /**
   * Reads a number.
   *
   * @param text as JSON writes it, or {@link java.math.BigDecimal#toString}
   */
  static ExactNumber of(String text) {
    boolean negative = text.charAt(0) == '-';
    int start = negative ? 1 : 0;
    int end = end(text);
    int last = end - 1;
    while (last >= start && isSilent(text.charAt(last))) {
      last--;
    }
    if (last < start) {
      return new ExactNumber(text, 0, 0, -1, 0);
    }
    int first = start;
    while (isSilent(text.charAt(first))) {
      first++;
    }
    int dot = text.indexOf('.');
    int units = dot < 0 ? end : dot;
    long point = units > first ? units - first : units - first + 1;
    return new ExactNumber(text, negative ? -1 : 1, first, last, point + exponent(text, end));
  }

  /** Whether a character before the first digit, or behind the last, says nothing. */
  private static boolean isSilent(char c) {
    return c == '0' || c == '.';
  }

  /** Where the digits end: at the exponent, if there is one. */
  private static int end(String text) {
    int letter = text.indexOf('e');
    letter = letter < 0 ? text.indexOf('E') : letter;
    return letter < 0 ? text.length() : letter;
  }

  private static long exponent(String text, int letter) {
    int at = letter + 1;
    if (at > text.length()) {
      return 0;
    }
    boolean negative = text.charAt(at) == '-';
    long exponent = 0;
    for (at += negative || text.charAt(at) == '+' ? 1 : 0; at < text.length(); at++) {
      exponent = Math.min(exponent * 10 + text.charAt(at) - '0', MOST_EXPONENT);
    }
    return negative ? -exponent : exponent;
  }

  /** The order relative to another: negative, 0 or positive. */
  int compareTo(ExactNumber other) {
    if (sign != other.sign || sign == 0) {
      return Integer.compare(sign, other.sign);
    }
    int size = point == other.point ? digits(other) : Long.compare(point, other.point);
    return sign * size;
  }

  private int digits(ExactNumber other) {
    int here = first;
    int there = other.first;
    while (here <= last && there <= other.last) {
      here += text.charAt(here) == '.' ? 1 : 0;
      there += other.text.charAt(there) == '.' ? 1 : 0;
      int order = Character.compare(text.charAt(here++), other.text.charAt(there++));
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return Boolean.compare(here <= last, there <= other.last);
  }

  /**
   * The order of another number relative to this one, where both have the same nearest double,
   * which is normal: then they are of one size, so exponents need not be read.
   *
   * @param other as JSON writes it
   * @return negative, 0 or positive
   */
  int orderOfNeighbour(String other) {
    int place = 0;
    while (other.charAt(place) < '1') { // a sign, zeros and a point
      place++;
    }
    char start = text.charAt(first);
    if (start + other.charAt(place) == '1' + '9' && (start == '1' || start == '9')) {
      return start == '9' ? sign : -sign; // on either side of a power of ten
    }
    for (int here = first; here <= last; here++) {
      char digit = text.charAt(here);
      if (digit != '.') {
        place += place < other.length() && other.charAt(place) == '.' ? 1 : 0;
        char otherDigit = isEnd(other, place) ? '0' : other.charAt(place++);
        if (digit != otherDigit) {
          return digit < otherDigit ? sign : -sign;
        }
      }
    }
    while (!isEnd(other, place) && isSilent(other.charAt(place))) {
      place++;
    }
    return isEnd(other, place) ? 0 : sign;
  }

  private static boolean isEnd(String number, int place) {
    return place >= number.length() || (number.charAt(place) | 0x20) == 'e';
  }
}
