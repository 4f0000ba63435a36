package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.TestCompiler.Test;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition whose field, operator and value fit together.
 *
 * @param source as it was given
 * @param field the field it names
 * @param test what must hold
 */
record CheckedCondition(Condition source, Field field, Test test) {

  /**
   * What two conditions share that say the same, by whatever name of the field.
   *
   * @param value with numbers in lowest terms and lists as sets
   */
  record Meaning(Field field, Operator operator, Object value) {}

  /**
   * Checks a condition.
   *
   * @param place where it stands, for messages
   * @param patterns the policy's expressions
   * @throws IllegalArgumentException naming place and key
   */
  static CheckedCondition of(Condition condition, String place, TextPatterns patterns) {
    CheckedCondition checked = compiled(condition, place, patterns);
    Impossible.refuse(checked, place);
    return checked;
  }

  private static CheckedCondition compiled(
      Condition condition, String place, TextPatterns patterns) {
    Field field =
        FieldNames.find(condition.field())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s.field: %s (expected: one of %s)"
                            .formatted(place, condition.field(), FieldNames.all())));
    return new CheckedCondition(
        condition, field, new TestCompiler(condition, field, place, patterns).compile());
  }

  /**
   * A condition that no owner wrote, whose expression may be long, and whose texts any.
   *
   * @throws IllegalArgumentException when it is not one that a policy could have
   */
  static CheckedCondition known(Condition condition) {
    if (condition.operator() == Operator.MATCHES && condition.value() instanceof String regex) {
      Field field = FieldNames.find(condition.field()).orElseThrow();
      TextPattern pattern = TextPattern.of(regex);
      return new CheckedCondition(condition, field, fact -> fact.matches(pattern));
    }
    return compiled(condition, "known", TextPatterns.none());
  }

  /** That some argument is a text, a number ({@link BigDecimal}) or a boolean. */
  static CheckedCondition equal(Object value) {
    Field item = new Field.Argument(List.of("item"));
    return compiled(
        new Condition(item.names().get(0), Operator.EQUALS, value), "item", TextPatterns.none());
  }

  Operator operator() {
    return source.operator();
  }

  boolean isArgument() {
    return field instanceof Field.Argument;
  }

  /** Whether only the call itself will tell: arguments, and what is found in content. */
  boolean isOpen() {
    return isArgument() || field instanceof Field.Found;
  }

  /** As {@link #isOpen}, for many reads of which the resource is not known either. */
  boolean isOpenForMany() {
    return isOpen() || field == Field.Request.RESOURCE;
  }

  Meaning meaning() {
    Object value = source.value();
    if (value instanceof Number number) {
      value = new BigDecimal(number.toString()).stripTrailingZeros();
    } else if (value instanceof List<?> members) {
      value = Set.copyOf(members);
    }
    return new Meaning(field, operator(), value);
  }

  /** The texts without one of which it cannot hold; empty when there is no such set. */
  Optional<Set<String>> keys() {
    return RuleIndex.keys(source, field);
  }

  /** The text with which its field must begin; empty when it asks for none. */
  Optional<String> beginning() {
    return RuleIndex.beginning(source, field);
  }
}
