package io.gatewaystack.transformabl.check;

/** The check digit of ISO/IEC 7812-1 annex B. */
final class Luhn {
  private Luhn() {}

  /** Whether the last digit of a number is its check digit. */
  static boolean isValid(long number) {
    long sum = 0;
    boolean twice = false;
    for (long rest = number; rest > 0; rest /= 10) {
      long digit = twice ? rest % 10 * 2 : rest % 10;
      sum += digit > 9 ? digit - 9 : digit;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
