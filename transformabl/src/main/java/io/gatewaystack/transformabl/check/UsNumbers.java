package io.gatewaystack.transformabl.check;

/** Ranges and check digits of numbers that authorities of the United States assign. */
public final class UsNumbers {
  private static final long NPI_PREFIX = 80840L;

  private UsNumbers() {}

  /**
   * Whether nine digits can be a social security number. Areas 000, 666 and 900–999, group 00 and
   * serial 0000 are never assigned (SSA, "Social Security Number Randomization").
   */
  public static boolean isSsn(long number) {
    long area = number / 1_000_000;
    return area > 0
        && area < 900
        && area != 666
        && number / 10_000 % 100 > 0
        && number % 10_000 > 0;
  }

  /**
   * Whether nine digits can be an individual taxpayer identification number: area 900–999, groups
   * 50–65, 70–88, 90–92 and 94–99 (IRS, Internal Revenue Manual 3.21.263).
   */
  public static boolean isItin(long number) {
    long group = number / 10_000 % 100;
    return number / 1_000_000 >= 900
        && number < 999_999_999 // which forms show where one is to be written
        && group >= 50
        && (group <= 65 || group >= 70)
        && group != 89
        && group != 93;
  }

  /**
   * Whether ten digits are a national provider identifier: they start with 1 or 2, and the check
   * digit is that of Luhn with 80840 in front (45 CFR 162.406).
   */
  public static boolean isNpi(long number) {
    long first = number / 1_000_000_000;
    return (first == 1 || first == 2) && Luhn.isValid(NPI_PREFIX * 10_000_000_000L + number);
  }

  /**
   * Whether nine digits are a routing number: the first two name a Federal Reserve district or a
   * use, and weights 3, 7 and 1 add up to a multiple of ten (ABA routing number policy).
   */
  public static boolean isRouting(long number) {
    long district = number / 10_000_000;
    boolean assigned =
        district >= 1 && district <= 12
            || district >= 21 && district <= 32
            || district >= 61 && district <= 72
            || district == 80;
    long sum = 0;
    long rest = number;
    for (int i = 0; i < 9; i++) {
      int weight = i % 3 == 0 ? 1 : i % 3 == 1 ? 7 : 3;
      sum += rest % 10 * weight;
      rest /= 10;
    }
    return assigned && sum % 10 == 0;
  }
}
