package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Turns operator and value of a condition into a test, or refuses a test that could never hold. */
final class TestCompiler {
  private static final BigDecimal MAX_SCORE = BigDecimal.valueOf(100);

  private final Condition condition;
  private final Field field;
  private final String place;
  private final TextPatterns patterns;
  private final ConditionValue value;

  /** What must hold of a field. */
  @FunctionalInterface
  interface Test {
    Truth of(Fact fact);
  }

  TestCompiler(Condition condition, Field field, String place, TextPatterns patterns) {
    this.patterns = patterns;
    this.condition = condition;
    this.field = field;
    this.place = place;
    this.value = new ConditionValue(condition.value(), place);
  }

  /**
   * The test.
   *
   * @throws IllegalArgumentException naming place and key
   */
  Test compile() {
    if (!field.shape().accepts(condition.operator())) {
      throw new IllegalArgumentException(
          "%s.operator: %s (expected: one that applies to the %s %s)"
              .formatted(
                  place, condition.operator().word(), field.shape().word(), condition.field()));
    }
    return switch (condition.operator()) {
      case EQUALS -> equal();
      case NOT_EQUALS -> not(equal());
      case CONTAINS -> contains();
      case IN -> in();
      case NOT_IN -> not(in());
      case MATCHES -> matches();
      case STARTS_WITH -> startsWith();
      case CIDR -> within();
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

  private Test equal() {
    Object expected =
        switch (field.shape()) {
          case NUMBER -> new NamedNumber(score());
          case JSON -> value.scalar();
          case TEXT, SET, ADDRESS -> value.text();
        };
    return fact -> fact.is(expected);
  }

  private Test in() {
    Set<String> texts = value.texts();
    return fact -> fact.in(texts);
  }

  private Test contains() {
    Object member =
        switch (field.shape()) {
          case TEXT -> value.token();
          case JSON -> condition.value() instanceof String ? value.someText() : value.scalar();
          case SET, NUMBER, ADDRESS -> value.someText();
        };
    return fact -> fact.contains(member);
  }

  private Test matches() {
    TextPattern pattern = value.pattern(patterns);
    return fact -> fact.matches(pattern);
  }

  private Test startsWith() {
    String prefix = value.someText();
    return fact -> fact.startsWith(prefix);
  }

  private Test within() {
    List<Block> blocks = value.blocks();
    return fact -> fact.within(blocks);
  }

  private Test exists() {
    boolean expected = value.flag();
    if (field.always() && !expected) {
      throw value.refused("true: every request has it");
    }
    return expected ? Fact::exists : not(Fact::exists);
  }

  private Test compares(IntPredicate accepted) {
    BigDecimal limit = field.shape() == Shape.NUMBER ? score() : value.number();
    if (field.shape() == Shape.NUMBER
        && !accepted.test(BigDecimal.ZERO.compareTo(limit))
        && !accepted.test(MAX_SCORE.compareTo(limit))) {
      throw value.refused("a limit that some score from 0 to 100 passes");
    }
    NamedNumber named = new NamedNumber(limit);
    return fact -> fact.compares(named, accepted);
  }

  /** A risk score is a whole number. */
  private BigDecimal score() {
    BigDecimal number = value.number();
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    if (!whole || number.signum() < 0 || number.compareTo(MAX_SCORE) > 0) {
      throw value.refused("a whole number from 0 to 100");
    }
    return number;
  }
}
