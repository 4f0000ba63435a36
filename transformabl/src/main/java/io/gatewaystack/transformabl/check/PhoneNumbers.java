package io.gatewaystack.transformabl.check;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/** Tells telephone numbers by the numbering plans that libphonenumber knows. */
public final class PhoneNumbers {
  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final String HOME = "US";
  private static final int NORTH_AMERICAN_DIGITS = 11;
  private static final int MIN_DIGITS = 9;
  private static final int MAX_DIGITS = 15;

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
    try {
      return PLANS.isValidNumber(PLANS.parse(number, HOME));
    } catch (NumberParseException e) {
      return false; // not even the shape of a number
    }
  }

  /** Whether numbers of some country start with a code. */
  public static boolean isCallingCode(long code) {
    return PLANS.getSupportedCallingCodes().contains((int) code);
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
    for (int length = 2; length <= 3; length++) {
      scale /= 10;
      if (isCallingCode(number / scale)) {
        return true;
      }
    }
    return false;
  }
}
