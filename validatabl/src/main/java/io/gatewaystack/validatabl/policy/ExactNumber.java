package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number as it is written in JSON, whatever its size, without rounding.
 *
 * @param exact the number; null when its exponent is one that no decimal can hold
 * @param sign its sign
 * @param tiny of such a number, whether it is nearer to zero than any decimal, else it is farther
 */
record ExactNumber(@Nullable BigDecimal exact, int sign, boolean tiny) {
  private static final ExactNumber ZERO = new ExactNumber(BigDecimal.ZERO, 0, false);

  /**
   * Reads a number.
   *
   * @param json a JSON number, or nothing for a place where none stands
   */
  static ExactNumber of(String json) {
    if (json.isEmpty()) {
      return ZERO;
    }
    try {
      BigDecimal exact = new BigDecimal(json);
      return new ExactNumber(exact, exact.signum(), false);
    } catch (NumberFormatException e) { // valid JSON all the same
      return isZero(json) ? ZERO : beyond(json);
    }
  }

  private static boolean isZero(String json) {
    return json.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
  }

  private static ExactNumber beyond(String json) {
    int sign = json.startsWith("-") ? -1 : 1;
    return new ExactNumber(null, sign, json.toLowerCase(Locale.ROOT).contains("e-"));
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
