package io.gatewaystack.transformabl.check;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.gatewaystack.transformabl.text.Marks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells telephone numbers by the numbering plans that libphonenumber knows. */
public final class PhoneNumbers {
  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final String HOME = "US";
  private static final int NORTH_AMERICAN_DIGITS = 11;
  private static final int MIN_DIGITS = 9;
  private static final int MAX_DIGITS = 15;
  private static final int LONGEST_CODE = 3; // digits of a country
  private static final int MAX_CODE = 999;
  private static final String EXIT_CODE = "011";
  private static final Marks PARTING = Marks.of(" -./()");

  /** Countries in which numbers start with 0, or with an area in brackets, when dialled at home. */
  public static final List<String> REGIONS =
      List.of("FR", "GB", "DE", "IT", "NL", "CH", "BE", "AT", "SE", "AU", "NZ", "BR", "JP", "ZA");

  private PhoneNumbers() {}

  /** Whether a number is in use in a region, as it is dialled there. */
  public static boolean isValid(String number, String region) {
    try {
      return PLANS.isValidNumberForRegion(PLANS.parse(number, region), region);
    } catch (NumberParseException e) {
      return false; // not even the shape of a number
    }
  }

  /**
   * Whether a number is in use by the plan of its country.
   *
   * @param number as written; without a plus sign it is one of the United States
   */
  public static boolean isValid(String number) {
    String digits = international(number);
    if (digits != null && !mayBeValid(digits)) {
      return false;
    }
    try {
      return PLANS.isValidNumber(PLANS.parse(digits == null ? number : digits, HOME));
    } catch (NumberParseException e) {
      return false; // not even the shape of a number
    }
  }

  /** Whether numbers of some country start with a code. */
  public static boolean isCallingCode(long code) {
    return code <= MAX_CODE && PLANS.getSupportedCallingCodes().contains((int) code);
  }

  /**
   * A plus sign and the digits behind it, which are read faster without marks; null when there are
   * marks that do not merely part digits.
   */
  private static @Nullable String international(String number) {
    if (!number.startsWith("+")) {
      return null;
    }
    StringBuilder digits = new StringBuilder(number.length()).append('+');
    for (int i = 1; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (!PARTING.have(c)) {
        return null;
      }
    }
    return digits.toString();
  }

  /**
   * Whether a plus sign and digits may be a number: a country has the code, and its numbers are not
   * all longer. Takes a twentieth of what reading the number takes.
   */
  private static boolean mayBeValid(String digits) {
    if (digits.startsWith(EXIT_CODE, 1)) {
      return true; // dialled in America instead of the plus sign, which is overlooked then
    }
    int code = 0;
    int end = 1;
    do {
      code = end < digits.length() ? code * 10 + digits.charAt(end) - '0' : 0;
      end++;
    } while (code > 0 && end <= LONGEST_CODE && !isCallingCode(code));
    boolean known = code > 0 && isCallingCode(code);
    boolean readable = digits.length() - end <= MAX_DIGITS && digits.length() > end;
    return known && (!readable || digits.charAt(end) == '0' || !isTooShort(code, digits, end));
  }

  private static boolean isTooShort(int code, String digits, int from) {
    long national = Long.parseLong(digits, from, digits.length(), 10);
    PhoneNumber number = new PhoneNumber().setCountryCode(code).setNationalNumber(national);
    return PLANS.isPossibleNumberWithReason(number) == ValidationResult.TOO_SHORT;
  }

  /**
   * Whether digits behind a plus sign could be a number: they start with the code of a country, and
   * as many as its plan asks for follow.
   *
   * @param number the digits, country code included
   * @param digits how many they are
   */
  public static boolean isPlausible(long number, int digits) {
    if (digits < MIN_DIGITS || digits > MAX_DIGITS) {
      return false;
    }
    long scale = 1;
    for (int i = 1; i < digits; i++) {
      scale *= 10;
    }
    if (number / scale == 1) {
      return digits == NORTH_AMERICAN_DIGITS && number / (scale / 10) % 10 > 1;
    }
    for (int length = 2; length <= LONGEST_CODE; length++) {
      scale /= 10;
      if (isCallingCode(number / scale)) {
        return true;
      }
    }
    return false;
  }
}
