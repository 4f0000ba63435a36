package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the conditions of a policy that are decided together: by field, and by operator. */
final class JointCompiler {
  /**
   * Tables that could not be joined, beyond one for each field. A look at one takes 2 ns, so a name
   * of 128 characters, the longest that MCP has for a tool, takes 40 µs.
   */
  static final int MAX_SEPARATE = 140;

  /** The same of fields that hold more than a name: a text of 2 KB takes 40 µs, too. */
  static final int MAX_SEPARATE_OF_TEXTS = 8;

  private static final int WEIGHT_OF_TEXTS = MAX_SEPARATE / MAX_SEPARATE_OF_TEXTS;

  private static final Set<Field> NAMES =
      Set.of(
          Field.Request.KIND,
          Field.Request.TOOL,
          Field.Request.PROMPT,
          Field.Request.MODEL,
          Field.Request.METHOD,
          Field.Request.HTTP_METHOD);

  private final TextPatterns patterns;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Kind, Map<Object, Member>> members = new LinkedHashMap<>();
  private int separate;

  private record Kind(Field field, Operator operator) {}

  /** A condition, and the first rule that has it. */
  private record Member(int number, Rule rule, CheckedCondition condition) {}

  JointCompiler(TextPatterns patterns) {
    this.patterns = patterns;
  }

  /** Where a condition of a rule stands; empty when it is tried for itself. */
  Optional<JointPlace> add(Rule rule, CheckedCondition condition) {
    Shape shape = condition.field().shape();
    Operator operator = condition.operator();
    boolean together =
        switch (operator) {
          case MATCHES, CIDR -> true;
          case CONTAINS -> shape != Shape.SET; // which has an index
          case EQUALS, NOT_EQUALS, IN, NOT_IN, STARTS_WITH, EXISTS, GT, GTE, LT, LTE -> false;
        };
    if (!together) {
      return Optional.empty();
    }
    Kind kind = new Kind(condition.field(), operator);
    Map<Object, Member> same =
        members.computeIfAbsent(
            kind,
            first -> {
              kinds.add(first);
              return new LinkedHashMap<>();
            });
    Member member =
        same.computeIfAbsent(
            condition.meaning().value(), value -> new Member(same.size(), rule, condition));
    return Optional.of(new JointPlace(kinds.indexOf(kind), member.number()));
  }

  /**
   * What was collected, in the order of numbers.
   *
   * @throws RefusedRule when a text would have to be read very often
   */
  List<Joint> joints() {
    return members.entrySet().stream()
        .map(entry -> joint(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Joint joint(Kind kind, Map<Object, Member> conditions) {
    return switch (kind.operator()) {
      case MATCHES -> expressions(kind.field(), List.copyOf(conditions.values()));
      case CIDR -> new AddressSet(conditions.values().stream().map(JointCompiler::blocks).toList());
      case CONTAINS -> new WordSet(conditions.keySet().stream().map(JointCompiler::named).toList());
      case EQUALS, NOT_EQUALS, IN, NOT_IN, STARTS_WITH, EXISTS, GT, GTE, LT, LTE ->
          throw new IllegalStateException("tried for itself: " + kind);
    };
  }

  private ExpressionSet expressions(Field field, List<Member> conditions) {
    ExpressionSet set =
        ExpressionSet.of(
            conditions.stream()
                .map(member -> (String) member.condition().source().value())
                .map(patterns::find)
                .toList());
    separate += (set.tables().size() - 1) * (NAMES.contains(field) ? 1 : WEIGHT_OF_TEXTS);
    if (separate > MAX_SEPARATE) {
      throw refused(conditions.get(set.tables().get(0).numbers().nextSetBit(0)));
    }
    return set;
  }

  private static RefusedRule refused(Member member) {
    Condition condition = member.condition().source();
    return new RefusedRule(
        member.rule().id(),
        ("rule %s: conditions[%d].value: %s (expected: at most %d expressions that count, such as"
                + " .*a.{0,20}b.*, or others that make large tables together, on names of tools,"
                + " prompts, models and methods; at most %d of them on other texts)")
            .formatted(
                member.rule().id(),
                member.rule().conditions().indexOf(condition),
                condition.value(),
                MAX_SEPARATE,
                MAX_SEPARATE_OF_TEXTS));
  }

  private static List<Block> blocks(Member member) {
    return new ConditionValue(member.condition().source().value(), "known").blocks();
  }

  private static Object named(Object value) {
    return value instanceof BigDecimal number ? new NamedNumber(number) : value;
  }
}
