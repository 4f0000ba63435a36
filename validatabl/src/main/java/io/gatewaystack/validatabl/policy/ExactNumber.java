package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as it is written in JSON, whatever its size, without rounding.
 *
 * @param exact the number; null when its exponent is one that no decimal can hold
 * @param sign its sign
 * @param tiny of such a number, whether it is nearer to zero than any decimal, else it is farther
 */
record ExactNumber(@Nullable BigDecimal exact, int sign, boolean tiny) {
  private static final Pattern ZERO = Pattern.compile("-?[0.]+([eE].*)?");

  /**
   * Reads a number.
   *
   * @param json a JSON number, or nothing for a place where none stands
   */
  static ExactNumber of(String json) {
    if (json.isEmpty() || ZERO.matcher(json).matches()) {
      return new ExactNumber(BigDecimal.ZERO, 0, false);
    }
    int sign = json.startsWith("-") ? -1 : 1;
    try {
      return new ExactNumber(new BigDecimal(json), sign, false);
    } catch (NumberFormatException e) { // valid JSON all the same
      return new ExactNumber(null, sign, json.toLowerCase(Locale.ROOT).contains("e-"));
    }
  }

  /** The order relative to a decimal: negative, 0 or positive. */
  int compareTo(BigDecimal other) {
    if (exact != null) {
      return exact.compareTo(other);
    }
    return tiny && other.signum() != 0 ? -other.signum() : sign;
  }

  /** The number as a decimal; empty when there is none. */
  Optional<BigDecimal> decimal() {
    return Optional.ofNullable(exact);
  }
}
