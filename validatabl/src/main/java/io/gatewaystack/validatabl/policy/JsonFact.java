package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/** Any JSON value but null. */
record JsonFact(JsonNode node) implements Fact {

  @Override
  public Truth is(Object value) {
    return Truth.of(same(node, value));
  }

  @Override
  public Truth contains(Object value) {
    if (node.isArray()) {
      for (JsonNode member : node) {
        if (same(member, value)) {
          return Truth.TRUE;
        }
      }
      return Truth.FALSE;
    }
    return text(node).contains(value);
  }

  @Override
  public Truth in(Set<String> texts) {
    return text(node).in(texts);
  }

  @Override
  public Truth startsWith(String prefix) {
    return text(node).startsWith(prefix);
  }

  @Override
  public Truth matches(TextPattern pattern) {
    return text(node).matches(pattern);
  }

  @Override
  public Truth compares(BigDecimal other, IntPredicate accepted) {
    return Truth.of(node.isNumber() && accepted.test(order(node, other)));
  }

  private static Fact text(JsonNode node) {
    return node.isString() ? new Text(node.stringValue()) : Absent.INSTANCE;
  }

  private static boolean same(JsonNode node, Object value) {
    if (value instanceof BigDecimal number) {
      return node.isNumber() && order(node, number) == 0;
    }
    if (value instanceof Boolean flag) {
      return node.isBoolean() && node.booleanValue() == flag;
    }
    return node.isString() && node.stringValue().equals(value);
  }

  private static int order(JsonNode number, BigDecimal other) {
    if (!number.isFloatingPointNumber()) {
      return new BigDecimal(number.bigIntegerValue()).compareTo(other);
    }
    double rounded = number.doubleValue();
    if (Double.isInfinite(rounded)) { // 1e999 is valid JSON
      return rounded > 0 ? 1 : -1;
    }
    return number.decimalValue().compareTo(other);
  }
}
