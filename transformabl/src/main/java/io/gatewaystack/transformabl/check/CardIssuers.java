package io.gatewaystack.transformabl.check;

/**
 * Which numbers are payment card numbers: issuer identification range, length and check digit
 * (ISO/IEC 7812-1). Maestro is limited to its common ranges: its full one is a third of all
 * numbers.
 */
public final class CardIssuers {
  private static final Range[] RANGES = {
    range(400000, 499999, 13, 16, 19), // Visa
    range(510000, 559999, 16), // Mastercard
    range(222100, 272099, 16),
    range(340000, 349999, 15), // American Express
    range(370000, 379999, 15),
    range(601100, 601199, 16, 17, 18, 19), // Discover
    range(644000, 659999, 16, 17, 18, 19),
    range(300000, 305999, 14, 16), // Diners Club
    range(309500, 309599, 14, 16),
    range(360000, 369999, 14, 16),
    range(380000, 399999, 14, 16),
    range(352800, 358999, 16, 17, 18, 19), // JCB
    range(620000, 629999, 16, 17, 18, 19), // UnionPay
    range(220000, 220499, 16), // Mir
    range(501800, 501899, 16, 17, 18, 19), // Maestro
    range(501900, 501999, 16), // Dankort
    range(502000, 502099, 16, 17, 18, 19),
    range(503800, 503899, 16, 17, 18, 19),
    range(589300, 589399, 16, 17, 18, 19),
    range(630400, 630499, 16, 17, 18, 19),
    range(675900, 675999, 16, 17, 18, 19),
    range(676100, 676399, 16, 17, 18, 19),
  };

  private CardIssuers() {}

  private record Range(int low, int high, int lengths) {}

  private static Range range(int low, int high, int... lengths) {
    int set = 0;
    for (int length : lengths) {
      set |= 1 << length;
    }
    return new Range(low, high, set);
  }

  /**
   * Whether a number is one a card could carry.
   *
   * @param number its value, at most 19 digits
   * @param length its digits, leading zeros included
   */
  public static boolean issue(long number, int length) {
    long prefix = number;
    for (int i = length; i > 6; i--) {
      prefix /= 10;
    }
    for (Range range : RANGES) {
      if (prefix >= range.low && prefix <= range.high) {
        return (range.lengths & 1 << length) != 0
            && Luhn.isValid(number)
            && !(length == 13 && isArticleNumber(number));
      }
    }
    return false;
  }

  /** Visa's rare 13 digits are as many as those of a GTIN-13, whose check digit weighs by three. */
  private static boolean isArticleNumber(long number) {
    long sum = 0;
    boolean thrice = false;
    for (long rest = number; rest > 0; rest /= 10) {
      sum += rest % 10 * (thrice ? 3 : 1);
      thrice = !thrice;
    }
    return sum % 10 == 0;
  }
}
