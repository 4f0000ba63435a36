package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.Field.Shape;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Turns operator and value of a condition into a test, or refuses a test that could never hold. */
final class TestCompiler {

  /** What must hold of a field. */
  @FunctionalInterface
  interface Test {
    Truth of(Fact fact);
  }

  private final Condition condition;
  private final Shape shape;
  private final String place;

  TestCompiler(Condition condition, Shape shape, String place) {
    this.condition = condition;
    this.shape = shape;
    this.place = place;
  }

  /**
   * The test.
   *
   * @throws IllegalArgumentException naming place and key
   */
  Test compile() {
    refuseShapes();
    return switch (condition.operator()) {
      case EQUALS -> equal();
      case NOT_EQUALS -> not(equal());
      case CONTAINS -> contains();
      case IN -> in();
      case NOT_IN -> not(in());
      case MATCHES -> matches();
      case STARTS_WITH -> startsWith();
      case EXISTS -> exists();
      case GT -> compares(order -> order > 0);
      case GTE -> compares(order -> order >= 0);
      case LT -> compares(order -> order < 0);
      case LTE -> compares(order -> order <= 0);
    };
  }

  private static Test not(Test test) {
    return fact -> test.of(fact).not();
  }

  private void refuseShapes() {
    Set<Shape> accepted =
        switch (condition.operator()) {
          case EQUALS, NOT_EQUALS -> EnumSet.of(Shape.TEXT, Shape.NUMBER, Shape.JSON);
          case CONTAINS -> EnumSet.of(Shape.TEXT, Shape.SET, Shape.JSON);
          case IN, NOT_IN, MATCHES, STARTS_WITH -> EnumSet.of(Shape.TEXT, Shape.JSON);
          case EXISTS -> EnumSet.allOf(Shape.class);
          case GT, GTE, LT, LTE -> EnumSet.of(Shape.NUMBER, Shape.JSON);
        };
    if (!accepted.contains(shape)) {
      throw new IllegalArgumentException(
          "%s.operator: %s (expected: one that applies to the %s %s)"
              .formatted(place, condition.operator().word(), name(shape), condition.field()));
    }
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case TEXT -> "text";
      case SET -> "set";
      case NUMBER -> "number";
      case JSON -> "argument";
    };
  }

  private Test equal() {
    Object value =
        switch (shape) {
          case TEXT, SET -> text();
          case NUMBER -> number();
          case JSON -> scalar();
        };
    return fact -> fact.is(value);
  }

  private Test contains() {
    Object value = shape == Shape.JSON ? scalar() : text();
    if (value instanceof String token && !isToken(token)) {
      throw value(shape == Shape.TEXT ? "a text without white space" : "a text that is not empty");
    }
    return fact -> fact.contains(value);
  }

  private boolean isToken(String text) {
    return !text.isEmpty()
        && (shape != Shape.TEXT || text.chars().noneMatch(Character::isWhitespace));
  }

  private Test in() {
    Set<String> texts = new HashSet<>();
    if (!(condition.value() instanceof List<?> members) || members.isEmpty()) {
      throw value("a list of at least one text");
    }
    for (Object member : members) {
      if (!(member instanceof String text)) {
        throw value("a list of texts only");
      }
      texts.add(text);
    }
    Set<String> compiled = Set.copyOf(texts);
    return fact -> fact.in(compiled);
  }

  private Test matches() {
    TextPattern pattern;
    try {
      pattern = TextPattern.of(text());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ".value: " + e.getMessage(), e);
    }
    return fact -> fact.matches(pattern);
  }

  private Test startsWith() {
    String prefix = text();
    if (prefix.isEmpty()) {
      throw value("a text that is not empty");
    }
    return fact -> fact.startsWith(prefix);
  }

  private Test exists() {
    if (!(condition.value() instanceof Boolean expected)) {
      throw value("true or false");
    }
    return expected ? Fact::exists : not(Fact::exists);
  }

  private Test compares(IntPredicate accepted) {
    BigDecimal limit = number();
    return fact -> fact.compares(limit, accepted);
  }

  private Object scalar() {
    Object value = condition.value();
    if (value instanceof Number) {
      return number();
    }
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    throw value("a text, a number or a boolean");
  }

  private String text() {
    if (condition.value() instanceof String text) {
      return text;
    }
    throw value("a text");
  }

  private BigDecimal number() {
    if (condition.value() instanceof Number number) {
      try {
        return new BigDecimal(number.toString());
      } catch (NumberFormatException e) { // NaN and the infinities
        throw value("a finite number");
      }
    }
    throw value("a number");
  }

  private IllegalArgumentException value(String expected) {
    return new IllegalArgumentException(
        "%s.value: %s (expected: %s)".formatted(place, condition.value(), expected));
  }
}
