package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A number that a policy names, made ready to be compared with those of requests. Immutable. */
final class NamedNumber {
  /** No integer of a document has as many digits. */
  private static final long MOST_DIGITS = 10_000;

  private final BigDecimal decimal;
  private final double nearest;
  private final ExactNumber exact;

  /** The next integer that is not greater; null when the number is far from all in documents. */
  private final @Nullable BigInteger floor;

  private final boolean whole;

  NamedNumber(BigDecimal decimal) {
    this.decimal = decimal;
    this.nearest = decimal.doubleValue();
    this.exact = ExactNumber.of(decimal.toString());
    this.floor = floor(decimal);
    this.whole = floor != null && decimal.compareTo(new BigDecimal(floor)) == 0;
  }

  private static @Nullable BigInteger floor(BigDecimal decimal) {
    long digits = (long) decimal.precision() - decimal.scale(); // before the point
    if (digits <= 0) { // between -1 and 1, perhaps with more zeros than there is memory
      return decimal.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO;
    }
    return digits > MOST_DIGITS ? null : decimal.setScale(0, RoundingMode.FLOOR).toBigInteger();
  }

  BigDecimal decimal() {
    return decimal;
  }

  /** The double that is nearest to it. */
  double nearest() {
    return nearest;
  }

  ExactNumber exact() {
    return exact;
  }

  /** The order of an integer relative to it: negative, 0 or positive. */
  int orderOf(BigInteger integer) {
    if (floor == null) {
      return -decimal.signum();
    }
    int order = integer.compareTo(floor);
    return order == 0 && !whole ? -1 : order;
  }

  @Override
  public String toString() {
    return decimal.toString();
  }
}
