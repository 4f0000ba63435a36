package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.PhoneNumbers;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;

/** Telephone numbers as they are dialled within a country that is not named. */
final class DomesticPhone {
  /** Digits that they have at least. */
  static final int MIN_DIGITS = 9;

  /** Digits that they have at most. */
  static final int MAX_DIGITS = MIN_DIGITS + 2;

  private static final int MOST_GROUPS = 5;

  private DomesticPhone() {}

  /**
   * As it is dialled within a country, in groups: {@code 0161 496 0330}, {@code (21) 5550-1234}.
   */
  static boolean add(Reading reading, Digits digits) {
    if (digits.isLenient() || digits.size(0) < 2 || digits.size(0) > 5) {
      return false;
    }
    int groups = PhoneGroups.joined(digits);
    int total = digits.total(0, groups - 1);
    boolean bracket = isBracketed(reading.text(), digits);
    boolean mobile = isMobile(digits);
    if (groups < 2
        || groups > MOST_GROUPS
        || total < MIN_DIGITS
        || total > MAX_DIGITS && !mobile
        || !digits.standAlone(groups)
        || Dates.startsWith(digits)) {
      return false;
    }
    int from = digits.from(0) - (bracket ? 1 : 0);
    int to = digits.to(groups - 1);
    Topic topic = reading.words().nearest(from, to);
    return (bracket || mobile || groups > 2 && areSpaced(digits, groups))
        && topic != Topic.REFERENCE
        && (topic != Topic.VERSION || bracket) // para, before numbers in Spanish and Portuguese
        && topic != Topic.ID
        && (topic != Topic.OTHER || bracket)
        && (topic == Topic.PHONE || !Nouns.areCompounds(reading.text(), from))
        && isDomestic(reading, reading.text().text(from, to))
        && reading.add(from, to, Strength.FAIR, NumberingPlan.WHY);
  }

  /** In two groups, as in Great Britain and in Germany: {@code 07700 900123}. */
  private static boolean isMobile(Digits digits) {
    int from = digits.from(0);
    boolean british = digits.areSized(5, 6) && digits.digit(from + 1) == 7;
    boolean german =
        (digits.areSized(4, 7) || digits.areSized(4, 8))
            && digits.digit(from) == 0
            && digits.digit(from + 1) == 1
            && digits.digit(from + 2) >= 5
            && digits.digit(from + 2) <= 7;
    return british && digits.gap(0) == ' '
        || german && (digits.gap(0) == ' ' || digits.gap(0) == '/');
  }

  /** Ids are joined by dashes; behind the area numbers may be, too. */
  private static boolean areSpaced(Digits digits, int groups) {
    char last = digits.gap(groups - 2);
    for (int group = 1; group < groups - 1; group++) {
      if (digits.gap(group) != last) {
        return false;
      }
    }
    return !areAscending(digits, groups) && (last == ' ' || last == '.' && digits.gap(0) == '.');
  }

  /** Numbers that were drawn or counted. */
  private static boolean areAscending(Digits digits, int groups) {
    for (int group = 1; group < groups; group++) {
      boolean more = digits.value(group, group) > digits.value(group - 1, group - 1);
      if (!more || digits.size(group) > 2) {
        return false;
      }
    }
    return true;
  }

  /** Whether brackets stand around the area. */
  static boolean isBracketed(NormalText text, Digits digits) {
    boolean area = digits.size(0) == 2 || digits.size(0) < 5 && digits.digit(digits.from(0)) == 0;
    return area && text.at(digits.from(0) - 1) == '(' && text.at(digits.to(0)) == ')';
  }

  private static boolean isDomestic(Reading reading, String number) {
    for (String region : PhoneNumbers.REGIONS) {
      if (!reading.mayCheckPhone()) {
        return true; // by its shape
      }
      if (PhoneNumbers.isValid(number, region)) {
        return true;
      }
    }
    return false;
  }
}
