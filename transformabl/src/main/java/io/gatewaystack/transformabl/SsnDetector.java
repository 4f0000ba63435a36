package io.gatewaystack.transformabl;

/**
 * United States social security numbers written {@code AAA-GG-SSSS}. Areas 000, 666 and 900–999,
 * group 00 and serial 0000 are never assigned (SSA, "Social Security Number Randomization").
 */
final class SsnDetector implements Detector {
  private static final int LENGTH = 11;

  @Override
  public PiiType type() {
    return PiiType.SSN;
  }

  @Override
  public String triggers() {
    return "0123456789";
  }

  @Override
  public void at(NormalText text, int at, Findings findings) {
    if (text.at(at + 3) == '-'
        && text.at(at + 6) == '-'
        && standsAlone(text, at, at + LENGTH)
        && isAssignable(number(text, at, 3), number(text, at + 4, 2), number(text, at + 7, 4))) {
      findings.add(at, at + LENGTH, Confidence.HIGH, "range");
    }
  }

  private static boolean standsAlone(NormalText text, int start, int end) {
    boolean longer =
        text.at(start - 1) == '-' && text.isDigit(start - 2)
            || text.at(end) == '-' && text.isDigit(end + 1);
    return !longer && text.startsNumber(start) && text.endsNumber(end);
  }

  private static boolean isAssignable(int area, int group, int serial) {
    return area > 0 && area < 900 && area != 666 && group > 0 && serial > 0;
  }

  /** The value of some digits; -1 when there are other characters among them. */
  private static int number(NormalText text, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      if (!text.isDigit(i)) {
        return -1;
      }
      value = value * 10 + text.at(i) - '0';
    }
    return value;
  }
}
