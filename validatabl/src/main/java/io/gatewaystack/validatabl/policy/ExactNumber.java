package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares numbers as they are written in JSON, whatever their size, without rounding. */
final class ExactNumber {
  private static final Pattern ZERO = Pattern.compile("-?[0.]+([eE].*)?");

  private ExactNumber() {}

  /**
   * The order of a number relative to another.
   *
   * @param json a JSON number
   * @return negative, 0 or positive
   */
  static int compare(String json, BigDecimal other) {
    return decimal(json).map(d -> d.compareTo(other)).orElseGet(() -> compareExtreme(json, other));
  }

  /** The number; empty when its exponent is one that no decimal can hold. */
  static Optional<BigDecimal> decimal(String json) {
    try {
      return Optional.of(new BigDecimal(json));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Farther from zero than any decimal, or nearer to it without being zero. */
  private static int compareExtreme(String json, BigDecimal other) {
    if (ZERO.matcher(json).matches()) {
      return -other.signum();
    }
    int sign = json.startsWith("-") ? -1 : 1;
    boolean tiny = json.toLowerCase(Locale.ROOT).contains("e-");
    return tiny && other.signum() != 0 ? -other.signum() : sign;
  }
}
