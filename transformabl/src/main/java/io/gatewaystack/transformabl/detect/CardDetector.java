package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.CardIssuers;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Payment card numbers: written without a break, in the groups printed on cards, spelled out in
 * ones or twos, or in any groups beside a word such as {@code card}. See {@link CardIssuers} for
 * the numbers. An unbroken number that is called an order or an id is none.
 */
final class CardDetector extends Detector {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  /** Longer ones than these are rare on cards and common among ids. */
  private static final int USUAL_DIGITS = 16;

  private static final int USUAL_GROUPS = 4;

  /** Digits of a telephone number, its country with it. */
  private static final int LONGEST_PHONE = 15;

  private static final int[][] PRINTED = {
    {4, 4, 4, 4, 3},
    {4, 4, 4, 4},
    {4, 6, 5},
    {4, 6, 4},
    {4, 4, 4, 3},
    {4, 4, 4, 2},
    {8, 8},
    {4, 4, 5}
  };

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    boolean unbroken = length >= MIN_DIGITS && length <= MAX_DIGITS;
    return switch (row) {
      case FIRST -> length <= MAX_DIGITS;
      case MIDDLE -> length == 4 || length == 8 || unbroken;
      case ALONE, LAST -> unbroken;
    };
  }

  @Override
  public boolean fitsUnnamed(int length, Row row) {
    boolean grouped = length <= 2 || length == 4 || length == 8;
    return row == Row.FIRST
        ? grouped || length >= MIN_DIGITS && length <= MAX_DIGITS
        : fits(length, row);
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (!digits.startsNumber()) {
      return false;
    }
    int size = digits.size(0);
    if (size >= MIN_DIGITS) {
      return unbroken(reading, digits);
    }
    return (size == 4 || size == 8) && printed(reading, digits)
        || !digits.follow()
            && (size <= 2 && spelledOut(reading, digits) || inAnyGroups(reading, digits));
  }

  private static boolean unbroken(Reading reading, Digits digits) {
    int from = digits.from(0);
    int to = digits.to(0);
    if (!isCard(reading, digits, 1)
        || isDialled(reading.text(), from, to)
        || isRow(reading.text(), from, to) && !isCalled(reading, digits, 1)) {
      return false;
    }
    boolean usual = to - from <= USUAL_DIGITS;
    if (!usual || reading.text().startsWith("(01)", from - 4)) { // of a bar code
      return (reading.words().nearest(from, to) == Topic.CARD || isPaid(reading.text(), from))
          && report(reading, digits, 1, Strength.STRONG);
    }
    Topic topic = reading.words().label(from);
    return topic != Topic.REFERENCE
        && topic != Topic.ID
        && topic != Topic.VERSION
        && report(reading, digits, 1, Strength.STRONG);
  }

  /** Whether what is read as a digit is the line between two columns. */
  private static boolean isRow(NormalText text, int from, int to) {
    return text.text(from, to).indexOf('|') >= 0;
  }

  /** Whether somebody pays with it. */
  private static boolean isPaid(NormalText text, int from) {
    return text.startsWith("pay with ", from - 9)
        || text.startsWith("paid with ", from - 10)
        || text.startsWith("charge ", from - 7)
        || text.startsWith("charged ", from - 8);
  }

  /** Whether it is a telephone number that happens to have a fitting check digit. */
  private static boolean isDialled(NormalText text, int from, int to) {
    return text.at(from - 1) == '+' && to - from <= LONGEST_PHONE;
  }

  private static boolean printed(Reading reading, Digits digits) {
    for (int[] sizes : PRINTED) {
      if (digits.areSized(sizes)
          && areJoined(digits, sizes.length)
          && isCard(reading, digits, sizes.length)
          && (isUsual(digits, sizes.length) || isCalled(reading, digits, sizes.length))
          && !startsTable(reading.text(), digits, sizes.length)) {
        return report(reading, digits, sizes.length, Strength.STRONG);
      }
    }
    return false;
  }

  /**
   * Whether groups stand as on a card and not as in the columns of a table, which are two spaces or
   * more apart, or have eight digits or lines of their own. Two that grow are positions: {@code
   * chr7:53146143-56095016}.
   */
  private static boolean isUsual(Digits digits, int groups) {
    char gap = digits.gap(0);
    boolean wide = gap == 0 && !digits.gapHas(0, '-');
    boolean pair = groups == 2;
    boolean positions = pair && gap == '-' && digits.value(0, 0) < digits.value(1, 1);
    boolean alone = !digits.follow() && !digits.has(groups);
    boolean even = groups == USUAL_GROUPS || digits.evenlySpaced(groups);
    return even && !positions && (alone && (!pair || gap == ' ' || gap == '-') || !pair && !wide);
  }

  private static boolean isCalled(Reading reading, Digits digits, int groups) {
    return reading.words().nearest(digits.from(0), digits.to(groups - 1)) == Topic.CARD;
  }

  /** Two more groups of four that are no card, or a group with letters: rows of codes. */
  private static boolean startsTable(NormalText text, Digits digits, int groups) {
    boolean longer = digits.size(groups) == 4 && digits.size(groups + 1) == 4;
    int next = digits.to(groups - 1) + 1;
    int nextEnd = text.wordEnd(next);
    boolean hex = (nextEnd == next + 4 || nextEnd == next + 5) && isMixed(text, next, nextEnd);
    boolean card =
        digits.size(groups + 3) == 4
            && CardIssuers.issue(digits.value(groups, groups + 3), USUAL_DIGITS);
    return hex || longer && !card || isSorted(text, digits, groups);
  }

  /** Lines of numbers that grow, with another in front or behind. */
  private static boolean isSorted(NormalText text, Digits digits, int groups) {
    int from = digits.from(0);
    boolean sorted = digits.gap(0) == '\n';
    for (int group = 1; sorted && group < groups; group++) {
      sorted = digits.value(group, group) > digits.value(group - 1, group - 1);
    }
    return sorted
        && (digits.gap(groups - 1) == '\n' && digits.has(groups)
            || text.at(from - 1) == '\n' && text.isDigit(from - 2));
  }

  private static boolean isMixed(NormalText text, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      digits += text.isDigit(i) ? 1 : 0;
    }
    return digits > 0 && digits < to - from;
  }

  /** One character between two groups, or the same few characters between all. */
  private static boolean areJoined(Digits digits, int groups) {
    boolean single = true;
    for (int group = 0; group < groups - 1; group++) {
      char gap = digits.gap(group);
      single &= gap != 0 && isJoint(gap);
    }
    boolean even = digits.gap(0) == 0 && !digits.gapHas(0, ',') && digits.evenlySpaced(groups);
    return single || even;
  }

  private static boolean isJoint(char c) {
    return c != ',' && c != '(' && c != ')';
  }

  /** Rows of small numbers are common in tables, too: these must be even and stand alone. */
  private static boolean spelledOut(Reading reading, Digits digits) {
    int size = digits.size(0);
    int last = 0;
    while (digits.size(last + 1) == size && digits.gap(last) == digits.gap(0)) {
      last++;
    }
    if (digits.has(last + 1) && digits.size(last + 1) < size) {
      last++;
    }
    return !digits.has(last + 1)
        && last > 0
        && isJoint(digits.gap(0))
        && digits.evenlySpaced(last + 1)
        && isCard(reading, digits, last + 1)
        && report(reading, digits, last + 1, Strength.FAIR);
  }

  private static boolean inAnyGroups(Reading reading, Digits digits) {
    int last = 0;
    int total = digits.size(0);
    while (total <= MAX_DIGITS && digits.has(last + 1)) {
      last++;
      total += digits.size(last);
    }
    boolean whole = total >= MIN_DIGITS && !digits.has(last + 1);
    return whole
        && isCard(reading, digits, last + 1)
        && isCalled(reading, digits, last + 1)
        && report(reading, digits, last + 1, Strength.FAIR);
  }

  private static boolean isCard(Reading reading, Digits digits, int groups) {
    int total = digits.total(0, groups - 1);
    return total >= MIN_DIGITS
        && total <= MAX_DIGITS
        && digits.endsNumber(groups - 1)
        && !(digits.isLenient() && isCell(reading.text(), digits, groups))
        && CardIssuers.issue(digits.value(0, groups - 1), total)
        && !isInsideLongerCode(reading.text(), digits.from(0), reading.end());
  }

  /** Whether a line stands beside it that would be taken for a digit inside. */
  private static boolean isCell(NormalText text, Digits digits, int groups) {
    return text.at(digits.from(0) - 1) == '|' || text.at(digits.to(groups - 1)) == '|';
  }

  private static boolean report(Reading reading, Digits digits, int groups, Strength strength) {
    Strength actual = digits.isLenient() ? Strength.FAIR : strength;
    return reading.add(digits.from(0), digits.to(groups - 1), actual, "luhn");
  }

  /**
   * Groups of four are also the middle of an IBAN or of a table: behind its head, or behind two
   * more short groups of digits, they are no card, unless something was found that ends there.
   */
  private static boolean isInsideLongerCode(NormalText text, int start, int lastEnd) {
    int end = start - 1;
    for (int groups = 0; groups < 2; groups++) {
      int from = text.wordStart(end);
      int size = end - from;
      boolean joined = isSeparator(text.at(end)) && (end != lastEnd || end == 0);
      if (!joined || size < 4 || size > 5) {
        return false;
      }
      boolean head = text.isLetter(from) && text.isLetter(from + 1) && text.isDigit(from + 2);
      if (head && size == 4) {
        return true;
      }
      if (!hasDigit(text, from, end)) {
        return false;
      }
      end = from - 1;
    }
    return true;
  }

  private static boolean hasDigit(NormalText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.isDigit(i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '\n';
  }
}
