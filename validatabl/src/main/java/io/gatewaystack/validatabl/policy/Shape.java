package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.CIDR;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static io.gatewaystack.validatabl.policy.Operator.GTE;
import static io.gatewaystack.validatabl.policy.Operator.IN;
import static io.gatewaystack.validatabl.policy.Operator.LT;
import static io.gatewaystack.validatabl.policy.Operator.LTE;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.NOT_IN;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;

import java.util.Set;

/** What can be read from a field, and which operators apply to that. */
enum Shape {
  /** One text. */
  TEXT("text", EQUALS, NOT_EQUALS, CONTAINS, IN, NOT_IN, MATCHES, STARTS_WITH, EXISTS),
  /** A set of texts. */
  SET("set", CONTAINS, EXISTS),
  /** One number. */
  NUMBER("number", EQUALS, NOT_EQUALS, EXISTS, GT, GTE, LT, LTE),
  /** One network address. */
  ADDRESS("address", CIDR),
  /** Any JSON value: it is the caller who chooses. */
  JSON(
      "argument",
      EQUALS,
      NOT_EQUALS,
      CONTAINS,
      IN,
      NOT_IN,
      MATCHES,
      STARTS_WITH,
      EXISTS,
      GT,
      GTE,
      LT,
      LTE);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes an immutable one
  private final Set<Operator> operators;

  Shape(String word, Operator... operators) {
    this.word = word;
    this.operators = Set.of(operators);
  }

  /** How people call it. */
  String word() {
    return word;
  }

  boolean accepts(Operator operator) {
    return operators.contains(operator);
  }
}
