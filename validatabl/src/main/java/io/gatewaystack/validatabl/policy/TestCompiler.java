package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Turns operator and value of a condition into a test, or refuses a test that could never hold. */
final class TestCompiler {
  private static final List<String> KINDS =
      Arrays.stream(Kind.values()).map(OperationFacts::word).toList();
  private static final BigDecimal MAX_SCORE = BigDecimal.valueOf(100);

  private final Condition condition;
  private final Field field;
  private final String place;
  private final TextTables tables;
  private final ConditionValue value;

  /** What must hold of a field. */
  @FunctionalInterface
  interface Test {
    Truth of(Fact fact);
  }

  TestCompiler(Condition condition, Field field, String place, TextTables tables) {
    this.tables = tables;
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
          case NUMBER -> score();
          case JSON -> value.scalar();
          case TEXT, SET, ADDRESS -> known(Set.of(value.text())).iterator().next();
        };
    return fact -> fact.is(expected);
  }

  private Test in() {
    Set<String> texts = Set.copyOf(known(value.texts()));
    return fact -> fact.in(texts);
  }

  /** Refuses texts that the field never holds: they are misspelt. */
  private Set<String> known(Set<String> texts) {
    if (field == Field.Request.KIND) {
      return all(texts, KINDS::contains, "of " + String.join(", ", KINDS));
    }
    if (field == Field.Request.HTTP_METHOD) {
      return all(texts, t -> t.equals(t.toUpperCase(Locale.ROOT)), "capitals");
    }
    return texts;
  }

  private Set<String> all(Set<String> texts, Predicate<String> fits, String expected) {
    if (!texts.stream().allMatch(fits)) {
      throw value.refused(expected);
    }
    return texts;
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
    TextPattern pattern = value.pattern(tables);
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
    return fact -> fact.compares(limit, accepted);
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
