package io.gatewaystack.validatabl.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers.
 *
 * @param low where it begins; null when it has no beginning
 * @param high where it ends; null when it has no end
 * @param step what all are multiples of; null for any number
 * @param among the only ones, as a set ordered by value; null for any number
 * @param except none of these, ordered by value
 */
public record Numbers(
    @Nullable Limit low,
    @Nullable Limit high,
    @Nullable BigDecimal step,
    @Nullable Set<BigDecimal> among,
    Set<BigDecimal> except) {

  /** Every number. */
  public static final Numbers ANY = new Numbers(null, null, null, null, Set.of());

  /** A decimal with more digits or zeros takes more time to reckon with than a request may. */
  private static final int MOST_DIGITS = 1_000;

  private static final int MOST_ZEROS = 400;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /**
   * An end.
   *
   * @param value the last number
   * @param open whether it is out itself
   */
  public record Limit(BigDecimal value, boolean open) {

    /** Whether nothing can stand between this beginning and an end. */
    private boolean isBehind(Limit end) {
      int order = value.compareTo(end.value);
      return order > 0 || order == 0 && (open || end.open);
    }
  }

  /** From a number on. */
  public static Numbers from(Limit low) {
    return new Numbers(low, null, null, null, Set.of());
  }

  /** Up to a number. */
  public static Numbers upTo(Limit high) {
    return new Numbers(null, high, null, null, Set.of());
  }

  /** The multiples of a number greater than zero. */
  public static Numbers multiplesOf(BigDecimal step) {
    return new Numbers(null, null, step, null, Set.of());
  }

  /** Some numbers. */
  public static Numbers of(Set<BigDecimal> among) {
    return new Numbers(null, null, null, new TreeSet<>(among), Set.of());
  }

  private static Numbers allBut(Set<BigDecimal> except) {
    return new Numbers(null, null, null, null, new TreeSet<>(except));
  }

  /** Whether arguments that are judged may hold a number: some hundred zeros, not more. */
  public static boolean isWritable(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    long digits = shortest.precision();
    return shortest.scale() <= 0
        ? digits - shortest.scale() <= MOST_DIGITS
        : shortest.scale() <= MOST_ZEROS + digits && digits < MOST_DIGITS;
  }

  /** Whether a number is in. */
  public boolean accept(BigDecimal number) {
    return (low == null || number.compareTo(low.value) > (low.open ? 0 : -1))
        && (high == null || number.compareTo(high.value) < (high.open ? 0 : 1))
        && isWritable(number)
        && (among == null || among.contains(number))
        && !contains(except, number)
        && (step == null || number.remainder(step).signum() == 0);
  }

  private static boolean contains(Set<BigDecimal> numbers, BigDecimal number) {
    return !numbers.isEmpty() && numbers.contains(number);
  }

  /** The numbers at which being in may begin or end. */
  public Set<BigDecimal> turns() {
    Set<BigDecimal> turns = new TreeSet<>(except);
    turns.add(BigDecimal.ZERO);
    if (low != null) {
      turns.add(low.value);
    }
    if (high != null) {
      turns.add(high.value);
    }
    return turns;
  }

  /**
   * A number that is in and lies between two others, where between these is no {@linkplain #turns
   * turn}; empty when there is none.
   *
   * @param above null for one below all
   * @param below null for one above all
   */
  public Optional<BigDecimal> between(@Nullable BigDecimal above, @Nullable BigDecimal below) {
    BigDecimal after = above == null ? null : clipped(above);
    BigDecimal before = below == null ? null : clipped(below);
    BigDecimal one = step == null ? middle(after, before) : multiple(step, after, before);
    boolean fits =
        (above == null || one.compareTo(above) > 0)
            && (below == null || one.compareTo(below) < 0)
            && accept(one);
    return fits ? Optional.of(one) : Optional.empty();
  }

  private static BigDecimal middle(@Nullable BigDecimal after, @Nullable BigDecimal before) {
    if (after == null) {
      return before == null ? BigDecimal.ZERO : before.subtract(BigDecimal.ONE);
    }
    return before == null ? after.add(BigDecimal.ONE) : after.add(before).multiply(HALF);
  }

  /** The multiple that is nearest to one of the two. */
  private static BigDecimal multiple(
      BigDecimal step, @Nullable BigDecimal after, @Nullable BigDecimal before) {
    if (after != null) {
      return after.divide(step, 0, RoundingMode.FLOOR).add(BigDecimal.ONE).multiply(step);
    }
    return before == null
        ? BigDecimal.ZERO
        : before.divide(step, 0, RoundingMode.CEILING).subtract(BigDecimal.ONE).multiply(step);
  }

  /** A number that can be reckoned with, as near as any that is writable. */
  private static BigDecimal clipped(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    if (shortest.scale() > 2L * MOST_DIGITS) {
      return BigDecimal.ZERO;
    }
    return (long) shortest.precision() - shortest.scale() > MOST_DIGITS + 1
        ? BigDecimal.ONE
            .scaleByPowerOfTen(MOST_DIGITS + 1)
            .multiply(BigDecimal.valueOf(number.signum()))
        : number;
  }

  /** What is in both; empty when that is seen to be nothing. */
  Optional<Numbers> and(Numbers other) {
    Set<BigDecimal> not = new TreeSet<>(except);
    not.addAll(other.except);
    Numbers both =
        new Numbers(
            later(low, other.low),
            earlier(high, other.high),
            step == null || other.step == null ? or(step, other.step) : common(step, other.step),
            or(among, other.among),
            not);
    Set<BigDecimal> only = both.among;
    if (only == null) {
      return both.low != null && both.high != null && both.low.isBehind(both.high)
          ? Optional.empty()
          : Optional.of(both);
    }
    Set<BigDecimal> left = new TreeSet<>(only);
    left.removeIf(number -> !accept(number) || !other.accept(number));
    return left.isEmpty() ? Optional.empty() : Optional.of(of(left));
  }

  private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  private static @Nullable Limit later(@Nullable Limit one, @Nullable Limit other) {
    if (one == null || other == null) {
      return or(one, other);
    }
    int order = one.value.compareTo(other.value);
    return order > 0 || order == 0 && one.open ? one : other;
  }

  private static @Nullable Limit earlier(@Nullable Limit one, @Nullable Limit other) {
    if (one == null || other == null) {
      return or(one, other);
    }
    int order = one.value.compareTo(other.value);
    return order < 0 || order == 0 && one.open ? one : other;
  }

  /** The least common multiple. */
  private static BigDecimal common(BigDecimal one, BigDecimal other) {
    int scale = Math.max(one.scale(), other.scale());
    BigInteger a = one.setScale(scale).unscaledValue();
    BigInteger b = other.setScale(scale).unscaledValue();
    return new BigDecimal(a.divide(a.gcd(b)).multiply(b), scale);
  }

  /** What is not in; empty when it cannot be told so. */
  Optional<List<Numbers>> not() {
    if (step != null) {
      return Optional.empty();
    }
    List<Numbers> others = new ArrayList<>();
    if (low != null) {
      others.add(upTo(new Limit(low.value, !low.open)));
    }
    if (high != null) {
      others.add(from(new Limit(high.value, !high.open)));
    }
    if (among != null) {
      others.add(allBut(among));
    }
    if (!except.isEmpty()) {
      others.add(of(except));
    }
    return Optional.of(others);
  }
}
