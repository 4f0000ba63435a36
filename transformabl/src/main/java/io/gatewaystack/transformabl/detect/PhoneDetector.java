package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.PhoneNumbers;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Telephone numbers: international ones ({@code +44 20 7946 0958}), those of the United States and
 * Canada in their usual groups, and any other beside a word such as {@code phone}.
 */
final class PhoneDetector extends Detector {
  private static final int MOST_SINGLE = 12; // digits that stand one by one
  private static final int AREA = 3; // digits of the shortest group that may be one in a row
  private static final int DECIMALS = 5; // that a group of a number rarely has

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return switch (row) {
      case FIRST -> length <= PhoneGroups.MAX_DIGITS;
      case MIDDLE -> length != 2 && length <= PhoneGroups.MAX_DIGITS;
      case ALONE, LAST -> length >= PhoneGroups.MIN_DIGITS && length <= PhoneGroups.MAX_DIGITS;
    };
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (!digits.isFront() || digits.size(0) > PhoneGroups.MAX_DIGITS || isWithin(digits, at)) {
      return false;
    }
    int plus = plus(reading.text(), at);
    if (plus >= 0) {
      return !isFraction(digits)
          && !isFactor(reading.text(), digits)
          && international(reading, digits, plus);
    }
    if (isBehindPlus(reading.text(), at) && spoken(reading, digits)) {
      return true;
    }
    if (BotTokenDetector.isToken(reading.text(), digits.to(0))) {
      return false;
    }
    if (digits.size(0) > 1 && digits.digit(at) == 0 && digits.digit(at + 1) <= 1) {
      return exitCode(reading, digits)
          || DomesticPhone.add(reading, digits)
          || !digits.isLenient() && beside(reading, digits);
    }
    if ((digits.digit(at) == 0 || DomesticPhone.isBracketed(reading.text(), digits))
        && DomesticPhone.add(reading, digits)) {
      return true;
    }
    int country = digits.size(0) == 1 && digits.digit(at) == 1 ? 1 : 0;
    if (NorthAmericanPhone.startsWith(digits, country)) {
      return NorthAmericanPhone.add(reading, digits, country);
    }
    boolean cell = digits.size(0) >= PhoneGroups.MIN_DIGITS && digits.isCell();
    return (!digits.follow() || cell || reading.listsAnother(at))
        && (!digits.isLenient() || isMostlyFigures(reading, digits))
        && beside(reading, digits);
  }

  /** Whether others of a row stand in front of a short group that starts no number of a country. */
  private static boolean isWithin(Digits digits, int at) {
    int size = digits.size(0);
    boolean shorter = size > AREA && size < PhoneGroups.MIN_DIGITS;
    return shorter && digits.follow() && digits.has(1) && digits.digit(at) > 0;
  }

  /** Where the plus sign in front of a number stands; -1 when there is none. */
  private static int plus(NormalText text, int at) {
    int from = text.at(at - 1) == '*' ? text.at(at - 2) == '*' ? at - 2 : at - 1 : at;
    char before = text.at(from - 1);
    int plus = before == '(' || before == ' ' ? from - 2 : from - 1;
    boolean sum = before == ' ' && text.at(plus - 1) == ' ' && isOperand(text, plus - 2);
    return text.at(plus) == '+' && !text.isAlphanumeric(plus - 1) && !sum ? plus : -1;
  }

  private static boolean isOperand(NormalText text, int at) {
    return text.isDigit(at) || text.at(at) == ')';
  }

  /** Whether the point is that of a number with a sign: {@code +37.7749295}. */
  private static boolean isFraction(Digits digits) {
    return digits.gap(0) == '.'
        && !digits.has(2)
        && digits.size(1) >= DECIMALS
        && !PhoneNumbers.isCallingCode(digits.value(0, 0));
  }

  /** Whether it is a factor of a sum: {@code + 12042977600*p}. */
  private static boolean isFactor(NormalText text, Digits digits) {
    int to = digits.to(digits.gap(0) == '.' ? 1 : 0);
    return text.at(to) == '*' && text.isAlphanumeric(to + 1);
  }

  private static boolean international(Reading reading, Digits digits, int plus) {
    NormalText text = reading.text();
    int from = text.at(plus - 1) == '(' && text.at(digits.to(0)) == ')' ? plus - 1 : plus;
    int groups =
        Math.max(
            PhoneGroups.joined(digits),
            Math.max(PhoneGroups.even(digits, '\n'), PhoneGroups.even(digits, '_')));
    while (groups > 1 && digits.total(0, groups - 1) > PhoneGroups.MAX_DIGITS) {
      groups--;
    }
    for (int size = groups;
        size > 0 && digits.total(0, size - 1) >= PhoneGroups.MIN_DIGITS;
        size--) {
      if (PhoneGroups.mayEnd(digits, size - 1)
          && NumberingPlan.has(reading, plus, digits.to(size - 1))) {
        return reading.add(from, digits.to(size - 1), Strength.STRONG, NumberingPlan.WHY);
      }
    }
    int total = digits.total(0, groups - 1);
    return total <= PhoneGroups.MAX_DIGITS
        && text.at(digits.from(0) - 1) != ' '
        && digits.digit(digits.from(0)) > 0
        && PhoneGroups.mayEnd(digits, groups - 1)
        && PhoneNumbers.isPlausible(digits.value(0, groups - 1), total)
        && reading.add(from, digits.to(groups - 1), Strength.FAIR, NumberingPlan.SHAPE);
  }

  /** Whether the word for a plus sign stands in front: {@code plus 44 7911 …}. */
  private static boolean isBehindPlus(NormalText text, int at) {
    int end = at - 1;
    char last = text.at(end - 1);
    return text.at(end) == ' '
        && (last == 's' || last == 'S' || last == ')')
        && (text.startsWith("plus", end - 4) || text.startsWith("(plus)", end - 6))
        && !text.isAlphanumeric(end - 5)
        && !text.isDigit(end - 6);
  }

  /** With the word for a plus sign. */
  private static boolean spoken(Reading reading, Digits digits) {
    NormalText text = reading.text();
    int from = digits.from(0);
    for (int size = PhoneGroups.joined(digits); size > 0; size--) {
      int total = digits.total(0, size - 1);
      int to = digits.to(size - 1);
      if (total >= PhoneGroups.MIN_DIGITS
          && total <= PhoneGroups.MAX_DIGITS
          && PhoneGroups.mayEnd(digits, size - 1)
          && NumberingPlan.may(reading, text.text(from, to))) {
        int plus = from - (text.at(from - 2) == ')' ? 7 : 5);
        return reading.add(plus, to, Strength.FAIR, NumberingPlan.WHY);
      }
    }
    return false;
  }

  /** International, with the digits that are dialled for the plus sign: 00, or 011 in America. */
  private static boolean exitCode(Reading reading, Digits digits) {
    int groups = PhoneGroups.joined(digits);
    int total = digits.total(0, groups - 1);
    int from = digits.from(0);
    int code = digits.digit(from + 1) == 0 ? 2 : digits.digit(from + 2) == 1 ? 3 : 0;
    int to = digits.to(groups - 1);
    return code > 0
        && total - code >= PhoneGroups.MIN_DIGITS
        && total - code <= PhoneGroups.MAX_DIGITS
        && digits.standAlone(groups)
        && (groups == 1 || digits.digit(digits.from(1)) > 0)
        && (digits.gap(0) == ' ' || reading.words().nearest(from, to) == Topic.PHONE)
        && NumberingPlan.may(reading, reading.text().text(from + code, to))
        && reading.add(from, to, Strength.FAIR, NumberingPlan.WHY);
  }

  /** Whether a number with letters for some digits stands right behind the word for it. */
  private static boolean isMostlyFigures(Reading reading, Digits digits) {
    int figures = 0;
    for (int at = digits.from(0); at < digits.to(0); at++) {
      figures += reading.text().isDigit(at) ? 1 : 0;
    }
    int letters = digits.size(0) - figures;
    return figures > 2 * letters && reading.words().label(digits.from(0)) == Topic.PHONE;
  }

  /** How many groups may be a number that is called one: in lines only right behind that word. */
  private static int called(Reading reading, Digits digits) {
    int lines = digits.gap(0) == '\n' && digits.size(0) > 1 ? PhoneGroups.even(digits, '\n') : 1;
    int total = digits.total(0, lines - 1);
    boolean number =
        lines > 2
            && total >= DomesticPhone.MIN_DIGITS
            && total <= DomesticPhone.MAX_DIGITS
            && !digits.has(lines)
            && reading.words().label(digits.from(0)) == Topic.PHONE;
    return number ? lines : PhoneGroups.joined(digits);
  }

  /** Any number of a fitting length that is called one. */
  private static boolean beside(Reading reading, Digits digits) {
    int groups = called(reading, digits);
    int total = digits.total(0, groups - 1);
    if (total < PhoneGroups.MIN_DIGITS
        || total > PhoneGroups.MAX_DIGITS
        || isPadded(digits)
        || isDecimal(digits, groups)
        || groups > 3 && digits.gapHas(2, '(') // a date behind a version
        || isOfSlug(reading, digits.from(0))
        || groups == PhoneGroups.MOST
        || digits.areSingle(groups) && total > MOST_SINGLE
        || !digits.standAlone(groups)
        || Dates.startsWith(digits)
        || Dates.startsWithYears(digits)) {
      return false;
    }
    NormalText text = reading.text();
    boolean bracket = text.at(digits.from(0) - 1) == '(' && text.at(digits.to(0)) == ')';
    int from = digits.from(0) - (bracket ? 1 : 0);
    int to = digits.to(groups - 1);
    boolean unusual = total > 12 || digits.digit(digits.from(0)) != 0 && !isUsual(digits, total);
    Topic word =
        digits.areSingle(groups)
            ? reading.words().personal(from)
            : unusual ? reading.words().label(from) : reading.words().nearest(from, to);
    Topic topic = word == Topic.NONE && reading.listsAnother(from) ? Topic.PHONE : word;
    return topic == Topic.PHONE
        && !Quantities.areMeant(text, from, to)
        && !Nouns.own(reading, from)
        && reading.add(from, to, Strength.FAIR, topic.why());
  }

  private static boolean isDecimal(Digits digits, int groups) {
    return groups == 2 && digits.gap(0) == '.' && digits.size(0) <= 2 && digits.size(1) >= DECIMALS;
  }

  /**
   * Whether a dash joins it to a word that is not for a telephone, or a point to the last of
   * several: {@code iam-user-1480540050}, {@code j.cell.2024.03.017}.
   */
  private static boolean isOfSlug(Reading reading, int from) {
    NormalText text = reading.text();
    int word = text.at(from - 1) == '.' ? text.wordStart(from - 1) : from;
    return word < from - 1 && text.at(word - 1) == '.' && text.isAlphanumeric(word - 2)
        || reading.text().at(from - 1) == '-'
            && reading.text().isLetter(from - 2)
            && reading.words().endingAt(from - 1) != Topic.PHONE;
  }

  /** More zeros in front than anybody dials are those of a counter: {@code 0004411200}. */
  private static boolean isPadded(Digits digits) {
    int from = digits.from(0);
    return digits.size(0) > 2
        && digits.digit(from) == 0
        && digits.digit(from + 1) == 0
        && digits.digit(from + 2) == 0;
  }

  /** Ten digits by the plan of North America, also with its 1, and any eleven or twelve. */
  private static boolean isUsual(Digits digits, int total) {
    int area = digits.digit(digits.from(0));
    return total > 10 || total == 10 && area > 1;
  }
}
