package io.gatewaystack.validatabl;

import java.util.function.Predicate;

/**
 * A condition ready to be tried.
 *
 * @param field what is read
 * @param test what must hold for it
 */
record CompiledCondition(Field field, Predicate<Fact> test) {

  /**
   * Compiles a condition.
   *
   * @param place where it stands, for messages
   * @throws IllegalArgumentException naming place and key
   */
  static CompiledCondition of(Condition condition, String place) {
    Field field =
        FieldNames.find(condition.field())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s.field: %s (expected: one of %s)"
                            .formatted(place, condition.field(), FieldNames.all())));
    return new CompiledCondition(
        field, new TestCompiler(condition, field.shape(), place).compile());
  }

  boolean holds(Facts facts) {
    return test.test(field.read(facts));
  }
}
