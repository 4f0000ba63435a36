package io.gatewaystack.transformabl;

/**
 * Payment card numbers: written without a break, in the groups printed on cards, or spelled out in
 * ones or twos; groups are parted by one space or dash. See {@link CardIssuers} for the numbers.
 */
final class CardDetector implements Detector {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;
  private static final int[][] PRINTED = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

  @Override
  public PiiType type() {
    return PiiType.CREDIT_CARD;
  }

  @Override
  public String triggers() {
    return "23456";
  }

  @Override
  public void at(NormalText text, int at, Findings findings) {
    if (!text.startsNumber(at)) {
      return;
    }
    int digits = digits(text, at, MAX_DIGITS + 1);
    if (digits >= MIN_DIGITS && digits <= MAX_DIGITS) {
      confirm(text, at, at + digits, Confidence.HIGH, findings);
    } else if (digits == 4) {
      printed(text, at, findings);
    } else if (digits <= 2) {
      spelledOut(text, at, digits, findings);
    }
  }

  private static void printed(NormalText text, int start, Findings findings) {
    for (int[] groups : PRINTED) {
      int end = groupsEnd(text, start, groups);
      if (end > 0 && confirm(text, start, end, Confidence.HIGH, findings)) {
        return;
      }
    }
  }

  private static int groupsEnd(NormalText text, int start, int[] groups) {
    int at = start;
    for (int group : groups) {
      if (at > start && !text.isSeparator(at++) || digits(text, at, group + 1) != group) {
        return -1;
      }
      at += group;
    }
    return at;
  }

  /** Rows of small numbers are common in tables, too: these must be even and stand alone. */
  private static void spelledOut(NormalText text, int start, int size, Findings findings) {
    char separator = text.at(start + size);
    if (!text.isSeparator(start + size) || continues(text, start - 1, -1)) {
      return;
    }
    int end = start + size;
    int last = size;
    while (last == size && text.at(end) == separator && end - start < 3 * MAX_DIGITS) {
      last = digits(text, end + 1, size + 1);
      end += last > 0 ? 1 + last : 0;
    }
    if (last <= size && !continues(text, end, 1)) {
      confirm(text, start, end, Confidence.MEDIUM, findings);
    }
  }

  /** Whether a separator has another digit beyond it. */
  private static boolean continues(NormalText text, int separator, int direction) {
    return text.isSeparator(separator) && text.isDigit(separator + direction);
  }

  private static int digits(NormalText text, int from, int most) {
    int digits = 0;
    while (digits < most && text.isDigit(from + digits)) {
      digits++;
    }
    return digits;
  }

  private static boolean confirm(
      NormalText text, int start, int end, Confidence confidence, Findings findings) {
    if (!text.endsNumber(end)) {
      return false;
    }
    long number = 0;
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (text.isDigit(i)) {
        number = number * 10 + text.at(i) - '0';
        digits++;
      }
    }
    boolean confirmed =
        digits <= MAX_DIGITS
            && CardIssuers.issue(number, digits)
            && !isInsideLongerCode(text, start, findings.lastEnd());
    if (confirmed) {
      findings.add(start, end, confidence, "luhn");
    }
    return confirmed;
  }

  /**
   * Groups of four are also the middle of an IBAN or of a table: behind its head, or behind two
   * more groups of four, they are no card, unless another card ends there.
   */
  private static boolean isInsideLongerCode(NormalText text, int start, int lastCardEnd) {
    int end = start - 1;
    for (int groups = 0; groups < 2; groups++) {
      boolean joined = text.isSeparator(end) && (end != lastCardEnd || end == 0);
      if (!joined
          || !text.isDigit(end - 1)
          || !text.isDigit(end - 2)
          || !text.startsNumber(end - 4)) {
        return false;
      }
      if (text.isAsciiLetter(end - 3) && text.isAsciiLetter(end - 4)) {
        return true;
      }
      if (!text.isDigit(end - 3) || !text.isDigit(end - 4)) {
        return false;
      }
      end -= 5;
    }
    return true;
  }
}
