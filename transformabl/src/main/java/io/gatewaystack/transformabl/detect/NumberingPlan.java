package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.PhoneNumbers;

/** Whether a numbering plan has a telephone number, and how a match says so. */
final class NumberingPlan {
  /** Why a number is one that a plan has. */
  static final String WHY = "numbering_plan";

  /** Why a number is one that no plan has. */
  static final String SHAPE = "shape";

  private NumberingPlan() {}

  /** Whether a plan has what stands between two places; no more often asked than a text allows. */
  static boolean has(Reading reading, int from, int to) {
    return reading.mayCheckPhone()
        && PhoneNumbers.isValid(reading.digits().text(from, to).replace('_', ' '));
  }

  /** Whether a plan has a number with its country, or nobody was asked any more. */
  static boolean may(Reading reading, String international) {
    return !reading.mayCheckPhone() || PhoneNumbers.isValid('+' + international);
  }
}
