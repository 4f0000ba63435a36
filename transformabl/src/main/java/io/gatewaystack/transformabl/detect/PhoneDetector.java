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
  private static final int MIN_DIGITS = 8;
  private static final int MAX_DIGITS = 15;
  private static final int MOST_GROUPS = 15;
  private static final int MOST_SINGLE = 12; // digits that stand one by one
  private static final int MOST_DOMESTIC = 5; // groups
  private static final int DOMESTIC_DIGITS = 9; // at least, and up to two more
  private static final int DECIMALS = 5; // that a group of a number rarely has
  private static final String SHAPE = "shape";
  private static final String PLAN = "numbering_plan";

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return switch (row) {
      case FIRST -> length <= MAX_DIGITS;
      case MIDDLE -> length == 1 || length == 3 || length >= MIN_DIGITS && length <= MAX_DIGITS;
      case ALONE, LAST -> length >= MIN_DIGITS && length <= MAX_DIGITS;
    };
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (!digits.isFront() || digits.size(0) > MAX_DIGITS) {
      return false;
    }
    int plus = plus(reading.text(), at);
    if (plus >= 0) {
      return !isFraction(digits) && international(reading, digits, plus);
    }
    if (isBehindPlus(reading.text(), at) && spoken(reading, digits)) {
      return true;
    }
    if (BotTokenDetector.isToken(reading.text(), digits.to(0))) {
      return false;
    }
    if (digits.size(0) > 1 && digits.digit(at) == 0 && digits.digit(at + 1) <= 1) {
      return exitCode(reading, digits)
          || domestic(reading, digits)
          || !digits.isLenient() && beside(reading, digits);
    }
    if ((digits.digit(at) == 0 || isBracketed(reading.text(), digits))
        && domestic(reading, digits)) {
      return true;
    }
    int country = digits.size(0) == 1 && digits.digit(at) == 1 ? 1 : 0;
    if (isNorthAmerican(digits, country)) {
      return northAmerican(reading, digits, country);
    }
    boolean cell = digits.size(0) >= MIN_DIGITS && digits.isCell();
    return (!digits.follow() || cell || reading.listsAnother(at))
        && (!digits.isLenient() || isMostlyFigures(reading, digits))
        && beside(reading, digits);
  }

  /** Where the plus sign in front of a number stands; -1 when there is none. */
  private static int plus(NormalText text, int at) {
    int from = text.at(at - 1) == '*' ? text.at(at - 2) == '*' ? at - 2 : at - 1 : at;
    char before = text.at(from - 1);
    int plus = before == '(' || before == ' ' ? from - 2 : from - 1;
    return text.at(plus) == '+' && !text.isAlphanumeric(plus - 1) ? plus : -1;
  }

  /** Whether the point is that of a number with a sign: {@code +37.7749295}. */
  private static boolean isFraction(Digits digits) {
    return digits.gap(0) == '.'
        && !digits.has(2)
        && digits.size(1) >= DECIMALS
        && !PhoneNumbers.isCallingCode(digits.value(0, 0));
  }

  private static boolean international(Reading reading, Digits digits, int plus) {
    NormalText text = reading.text();
    int from = text.at(plus - 1) == '(' && text.at(digits.to(0)) == ')' ? plus - 1 : plus;
    int groups = Math.max(joined(digits), Math.max(even(digits, '\n'), even(digits, '_')));
    while (groups > 1 && digits.total(0, groups - 1) > MAX_DIGITS) {
      groups--;
    }
    for (int size = groups; size > 0 && digits.total(0, size - 1) >= MIN_DIGITS; size--) {
      if (mayEnd(digits, size - 1) && isRegistered(reading, plus, digits.to(size - 1))) {
        return reading.add(from, digits.to(size - 1), Strength.STRONG, PLAN);
      }
    }
    int total = digits.total(0, groups - 1);
    return total <= MAX_DIGITS
        && text.at(digits.from(0) - 1) != ' '
        && digits.digit(digits.from(0)) > 0
        && mayEnd(digits, groups - 1)
        && PhoneNumbers.isPlausible(digits.value(0, groups - 1), total)
        && reading.add(from, digits.to(groups - 1), Strength.FAIR, SHAPE);
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
    for (int size = joined(digits); size > 0; size--) {
      int total = digits.total(0, size - 1);
      int to = digits.to(size - 1);
      if (total >= MIN_DIGITS
          && total <= MAX_DIGITS
          && mayEnd(digits, size - 1)
          && reading.mayCheckPhone()
          && PhoneNumbers.isValid('+' + text.text(from, to))) {
        int plus = from - (text.at(from - 2) == ')' ? 7 : 5);
        return reading.add(plus, to, Strength.FAIR, PLAN);
      }
    }
    return false;
  }

  /** A single digit behind a point is a fraction. */
  private static boolean mayEnd(Digits digits, int group) {
    boolean fraction = group > 0 && digits.size(group) == 1 && digits.gap(group - 1) == '.';
    return digits.endsNumber(group) && !fraction;
  }

  /** International, with the digits that are dialled for the plus sign: 00, or 011 in America. */
  private static boolean exitCode(Reading reading, Digits digits) {
    int groups = joined(digits);
    int total = digits.total(0, groups - 1);
    int from = digits.from(0);
    int code = digits.digit(from + 1) == 0 ? 2 : digits.digit(from + 2) == 1 ? 3 : 0;
    int to = digits.to(groups - 1);
    return code > 0
        && total - code >= MIN_DIGITS
        && total - code <= MAX_DIGITS
        && digits.standAlone(groups)
        && (groups == 1 || digits.digit(digits.from(1)) > 0)
        && (digits.gap(0) == ' ' || reading.words().nearest(from, to) == Topic.PHONE)
        && reading.mayCheckPhone()
        && PhoneNumbers.isValid("+" + reading.text().text(from + code, to))
        && reading.add(from, to, Strength.FAIR, PLAN);
  }

  /**
   * As it is dialled within a country, in groups: {@code 0161 496 0330}, {@code (21) 5550-1234}.
   */
  private static boolean domestic(Reading reading, Digits digits) {
    if (digits.isLenient() || digits.size(0) < 2 || digits.size(0) > 5) {
      return false;
    }
    int groups = joined(digits);
    int total = digits.total(0, groups - 1);
    boolean bracket = isBracketed(reading.text(), digits);
    if (groups < 2
        || groups > MOST_DOMESTIC
        || total < DOMESTIC_DIGITS
        || total > DOMESTIC_DIGITS + 2
        || !digits.standAlone(groups)
        || Dates.startsWith(digits)) {
      return false;
    }
    int from = digits.from(0) - (bracket ? 1 : 0);
    int to = digits.to(groups - 1);
    Topic topic = reading.words().nearest(from, to);
    boolean mobile = digits.areSized(5, 6) && digits.digit(from + 1) == 7 && digits.gap(0) == ' ';
    return (bracket || mobile || groups > 2 && areSpaced(digits, groups))
        && topic != Topic.REFERENCE
        && (topic != Topic.VERSION || bracket) // para, before numbers in Spanish and Portuguese
        && topic != Topic.ID
        && (topic != Topic.OTHER || bracket)
        && isDomestic(reading, reading.text().text(from, to))
        && reading.add(from, to, Strength.FAIR, PLAN);
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

  private static boolean isBracketed(NormalText text, Digits digits) {
    boolean area = digits.size(0) == 2 || digits.size(0) < 5 && digits.digit(digits.from(0)) == 0;
    return area && text.at(digits.from(0) - 1) == '(' && text.at(digits.to(0)) == ')';
  }

  private static boolean isDomestic(Reading reading, String number) {
    for (String region : PhoneNumbers.REGIONS) {
      if (!reading.mayCheckPhone()) {
        return false;
      }
      if (PhoneNumbers.isValid(number, region)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRegistered(Reading reading, int from, int to) {
    return reading.mayCheckPhone()
        && PhoneNumbers.isValid(reading.text().text(from, to).replace('_', ' '));
  }

  /** How many groups stand together as those of one telephone number may. */
  private static int joined(Digits digits) {
    int groups = 1;
    while (groups < MOST_GROUPS && digits.has(groups) && isJoint(digits, groups - 1)) {
      groups++;
    }
    return groups == 1 && digits.size(0) == 1 ? spread(digits) : groups;
  }

  /** How many groups stand with one and the same mark between them. */
  private static int even(Digits digits, char gap) {
    int groups = 1;
    while (groups < MOST_GROUPS && digits.has(groups) && digits.gap(groups - 1) == gap) {
      groups++;
    }
    return groups;
  }

  /** How many digits stand one by one, as the elements of a list. */
  private static int spread(Digits digits) {
    int groups = 1;
    while (groups < MOST_GROUPS && digits.size(groups) == 1 && digits.evenlySpaced(groups + 1)) {
      groups++;
    }
    return groups < MIN_DIGITS || digits.has(groups) ? 1 : groups;
  }

  private static boolean isJoint(Digits digits, int group) {
    char gap = digits.gap(group);
    return gap == 0
        ? digits.gapHas(group, '(')
            || digits.gapHas(group, ')')
            || digits.gapHas(group, '-')
            || digits.gapHas(group, '/')
            || digits.gapHas(group, '*')
        : gap != ',' && gap != '_' && gap != '\n';
  }

  /** Area, exchange and line, or all in one: {@code (555) 123-4567}. */
  private static boolean isNorthAmerican(Digits digits, int first) {
    return digits.size(first) == 3
        && digits.size(first + 1) == 3
        && digits.size(first + 2) == 4
        && digits.digit(digits.from(first)) > 0
        && (first == 0 || isJoint(digits, 0))
        && (isJoint(digits, first) || isLoose(digits.gap(first)))
        && (isJoint(digits, first + 1) || isLoose(digits.gap(first + 1)))
        && (digits.gap(first) != '.' || digits.gap(first + 1) == '.');
  }

  /** Low lines join the parts of names, and numbers on lines of their own are those of a list. */
  private static boolean isLoose(char gap) {
    return gap == '_' || gap == '\n';
  }

  private static boolean northAmerican(Reading reading, Digits digits, int first) {
    int last = first + 2;
    NormalText text = reading.text();
    boolean bracket = text.at(digits.from(first) - 1) == '(' && text.at(digits.to(first)) == ')';
    int from = digits.from(0) - (bracket && first == 0 ? 1 : 0);
    int to = digits.to(last);
    Topic label = reading.words().label(from);
    if (!digits.standAlone(last + 1) || label == Topic.REFERENCE || label == Topic.VERSION) {
      return false;
    }
    if (isOfRow(digits, text, last) && label != Topic.PHONE) {
      return false;
    }
    boolean numbered = text.at(from - 1) == '#' && label != Topic.NONE;
    boolean joined = isJoinedToName(text, from) || isJoinedToLetter(text, to);
    boolean counted = (label == Topic.OTHER || label == Topic.ID) && digits.gap(first) == ' ';
    if ((numbered || joined || counted) && label != Topic.PHONE) {
      return false;
    }
    boolean loose = isLoose(digits.gap(first)) || isLoose(digits.gap(first + 1));
    if (loose && label != Topic.PHONE && reading.words().personal(from) != Topic.PHONE) {
      return false;
    }
    if (isRegistered(reading, digits.from(first), to)) {
      return reading.add(from, to, Strength.STRONG, PLAN);
    }
    boolean dashed = bracket || digits.gap(first) == '-' && digits.gap(first + 1) == '-';
    boolean area = bracket || isArea(digits.value(first, first));
    boolean called = (!dashed && loose) || reading.words().nearest(from, to) == Topic.PHONE;
    return (dashed && area || called)
        && reading.add(from, to, Strength.FAIR, dashed ? SHAPE : Topic.PHONE.why());
  }

  /** Whether an area may have a number, though not of the kind of 100 or 300. */
  private static boolean isArea(long number) {
    return number >= 200 && number % 100 > 0;
  }

  /** Whether a dash joins a number to capitals, as those of parts and cases: {@code RMA-415-…}. */
  private static boolean isJoinedToName(NormalText text, int from) {
    return text.at(from - 1) == '-'
        && Character.isUpperCase(text.at(from - 2))
        && Character.isUpperCase(text.at(from - 3));
  }

  /** Whether a dash joins a capital to a number: {@code 415-555-2671-A}. */
  private static boolean isJoinedToLetter(NormalText text, int to) {
    return text.at(to) == '-'
        && Character.isUpperCase(text.at(to + 1))
        && !text.isAlphanumeric(to + 2);
  }

  /** Whether groups that spaces part go on a row of numbers, or grow as those of one. */
  private static boolean isOfRow(Digits digits, NormalText text, int last) {
    int from = digits.from(0);
    boolean spaced = digits.gap(last - 2) == ' ' && digits.gap(last - 1) == ' ';
    boolean follows = text.at(from - 1) == ' ' && text.isDigit(from - 2);
    long one = digits.value(last - 2, last - 2);
    long two = digits.value(last - 1, last - 1);
    long three = digits.value(last, last);
    return spaced
        && (follows && (one + two == three || one < two && two < three)
            || one * 2 == three
            || two * 2 == three && one < two);
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
    int lines = digits.gap(0) == '\n' && digits.size(0) > 1 ? even(digits, '\n') : 1;
    int total = digits.total(0, lines - 1);
    boolean number =
        lines > 2
            && total >= DOMESTIC_DIGITS
            && total <= DOMESTIC_DIGITS + 2
            && !digits.has(lines)
            && reading.words().label(digits.from(0)) == Topic.PHONE;
    return number ? lines : joined(digits);
  }

  /** Any number of a fitting length that is called one. */
  private static boolean beside(Reading reading, Digits digits) {
    int groups = called(reading, digits);
    int total = digits.total(0, groups - 1);
    if (total < MIN_DIGITS
        || total > MAX_DIGITS
        || groups == MOST_GROUPS
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
        && reading.add(from, to, Strength.FAIR, topic.why());
  }

  /** Ten digits by the plan of North America, also with its 1, and any eleven or twelve. */
  private static boolean isUsual(Digits digits, int total) {
    int area = digits.digit(digits.from(0));
    return total > 10 || total == 10 && area > 1;
  }
}
