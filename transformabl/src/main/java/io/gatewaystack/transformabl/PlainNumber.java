package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.Eight;
import java.math.BigDecimal;

/**
 * What a reader of a JSON number sees: {@code 4.111111111111111e15} and {@code 4111111111111111.0}
 * are both sixteen digits to whoever parses them.
 */
final class PlainNumber {
  private static final int LONGEST = 40;
  private static final int MOST_DIGITS = 19;

  private PlainNumber() {}

  /**
   * Whether a JSON number is read as it is written: it has no exponent and no fraction of zeros.
   */
  static boolean isPlain(byte[] json, int from, int to) {
    int size = to - from;
    if (size <= Long.BYTES && Eight.areDigits(Eight.at(json, from), size)) {
      return true;
    }
    boolean zeros = false; // since the point there were no other digits
    for (int i = from; i < to; i++) {
      byte b = json[i];
      if ((b | 0x20) == 'e') {
        return false;
      }
      zeros = b == '.' || zeros && b == '0';
    }
    return !zeros;
  }

  /** The digits of a whole number of at most 19 digits, else the number as written. */
  static String of(String number) {
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
    boolean whole = exponent < 0 && number.indexOf('.') < 0;
    if (whole || number.length() > LONGEST || exponent >= 0 && number.length() - exponent > 5) {
      return number;
    }
    BigDecimal value = new BigDecimal(number).stripTrailingZeros();
    boolean plain = value.scale() <= 0 && value.precision() - value.scale() <= MOST_DIGITS;
    return plain ? value.toPlainString() : number;
  }
}
