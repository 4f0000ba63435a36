package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the conditions of a policy that are decided together: by field, and by operator. */
final class JointCompiler {
  private final TextPatterns patterns;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Kind, Map<Object, Integer>> values = new LinkedHashMap<>();

  private record Kind(Field field, Operator operator) {}

  JointCompiler(TextPatterns patterns) {
    this.patterns = patterns;
  }

  /** Where a condition stands; empty when it is tried for itself. */
  Optional<JointPlace> add(CheckedCondition condition) {
    Shape shape = condition.field().shape();
    Operator operator = condition.operator();
    boolean together = operator == Operator.MATCHES || operator == Operator.CONTAINS;
    if (!together || shape != Shape.TEXT && shape != Shape.JSON) { // sets have an index
      return Optional.empty();
    }
    Kind kind = new Kind(condition.field(), operator);
    Map<Object, Integer> same =
        values.computeIfAbsent(
            kind,
            first -> {
              kinds.add(first);
              return new LinkedHashMap<>();
            });
    int number = same.computeIfAbsent(condition.meaning().value(), value -> same.size());
    return Optional.of(new JointPlace(kinds.indexOf(kind), number));
  }

  /** What was collected, in the order of numbers. */
  List<Joint> joints() {
    return values.entrySet().stream()
        .map(entry -> joint(entry.getKey(), List.copyOf(entry.getValue().keySet())))
        .toList();
  }

  private Joint joint(Kind kind, List<Object> all) {
    return kind.operator() == Operator.MATCHES
        ? ExpressionSet.of(all.stream().map(value -> patterns.find((String) value)).toList())
        : new WordSet(all.stream().map(JointCompiler::named).toList());
  }

  private static Object named(Object value) {
    return value instanceof BigDecimal number ? new NamedNumber(number) : value;
  }
}
