package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Numbers on one side of a limit.
 *
 * @param least whether the limit is the least of them, else the most
 * @param at the limit
 * @param open whether the limit itself is out
 */
record NumberLimit(boolean least, BigDecimal at, boolean open) {

  /** The limit a condition sets; empty when it sets none. */
  static Optional<NumberLimit> of(CheckedCondition condition) {
    return switch (condition.operator()) {
      case GT -> Optional.of(of(condition, true, true));
      case GTE -> Optional.of(of(condition, true, false));
      case LT -> Optional.of(of(condition, false, true));
      case LTE -> Optional.of(of(condition, false, false));
      case EQUALS, NOT_EQUALS, CONTAINS, IN, NOT_IN, MATCHES, STARTS_WITH, CIDR, EXISTS ->
          Optional.empty();
    };
  }

  private static NumberLimit of(CheckedCondition condition, boolean least, boolean open) {
    BigDecimal at = new BigDecimal(condition.source().value().toString());
    boolean next = open && condition.field() == Field.Found.RISK_SCORE; // a whole number
    BigDecimal one = least ? BigDecimal.ONE : BigDecimal.ONE.negate();
    return next ? new NumberLimit(least, at.add(one), false) : new NumberLimit(least, at, open);
  }

  /** Whether all these numbers are on the same side of another limit. */
  boolean isWithin(NumberLimit other) {
    int order = least ? at.compareTo(other.at) : other.at.compareTo(at);
    return least == other.least && (order > 0 || order == 0 && (open || !other.open));
  }
}
