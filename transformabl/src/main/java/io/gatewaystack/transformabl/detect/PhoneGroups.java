package io.gatewaystack.transformabl.detect;

/** Which groups of digits stand together as those of one telephone number may. */
final class PhoneGroups {
  static final int MIN_DIGITS = 8;
  static final int MAX_DIGITS = 15;
  static final int MOST = 15;

  private PhoneGroups() {}

  /** How many groups stand together as those of one telephone number may. */
  static int joined(Digits digits) {
    int groups = 1;
    while (groups < MOST && digits.has(groups) && isJoint(digits, groups - 1)) {
      groups++;
    }
    return groups == 1 && digits.size(0) == 1 ? spread(digits) : groups;
  }

  /** How many groups stand with one and the same mark between them. */
  static int even(Digits digits, char gap) {
    int groups = 1;
    while (groups < MOST && digits.has(groups) && digits.gap(groups - 1) == gap) {
      groups++;
    }
    return groups;
  }

  /** How many digits stand one by one, as the elements of a list. */
  private static int spread(Digits digits) {
    int groups = 1;
    while (groups < MOST && digits.size(groups) == 1 && digits.evenlySpaced(groups + 1)) {
      groups++;
    }
    return groups < MIN_DIGITS || digits.has(groups) ? 1 : groups;
  }

  static boolean isJoint(Digits digits, int group) {
    char gap = digits.gap(group);
    return gap == 0
        ? digits.gapHas(group, '(')
            || digits.gapHas(group, ')')
            || digits.gapHas(group, '-')
            || digits.gapHas(group, '/')
            || digits.gapHas(group, '*')
        : gap != ',' && gap != '_' && gap != '\n';
  }

  /** A single digit behind a point is a fraction. */
  static boolean mayEnd(Digits digits, int group) {
    boolean fraction = group > 0 && digits.size(group) == 1 && digits.gap(group - 1) == '.';
    return digits.endsNumber(group) && !fraction;
  }
}
