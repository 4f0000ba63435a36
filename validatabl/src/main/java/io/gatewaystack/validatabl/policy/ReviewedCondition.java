package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A condition, and what is known of a request that fulfils it.
 *
 * @param condition the condition
 * @param meaning what it says
 * @param facts of which at least one is true of its field wherever it holds; empty when nothing can
 *     be said
 * @param limit the limit it sets to numbers
 */
record ReviewedCondition(
    CheckedCondition condition, Meaning meaning, List<Fact> facts, Optional<NumberLimit> limit) {
  /** Expressions that match every text. */
  private static final Set<Object> ANYTHING = Set.of(".*", "^", "^.*", ".*$", "^.*$", "(?s).*");

  private static final Fact SOME_TEXT = new TextBeginning("");
  private static final Fact SOME_TEXTS = new SomeTexts(Set.of());

  static ReviewedCondition of(CheckedCondition condition) {
    return new ReviewedCondition(
        condition, condition.meaning(), facts(condition), NumberLimit.of(condition));
  }

  private static List<Fact> facts(CheckedCondition condition) {
    Object value = condition.source().value();
    return switch (condition.operator()) {
      case EQUALS -> List.of(fact(value));
      case IN -> texts(value).map(Fact::of).toList();
      case STARTS_WITH -> List.of(new TextBeginning((String) value));
      case MATCHES -> List.of(new TextBeginning(condition.beginning().orElse("")));
      case CIDR -> texts(value).map(NetworkFact::parse).toList();
      case CONTAINS -> holding(String.valueOf(value), condition.field().shape());
      case EXISTS -> existing(value.equals(true), condition.field().shape());
      case NOT_EQUALS, NOT_IN, GT, GTE, LT, LTE -> List.of();
    };
  }

  private static Fact fact(Object value) {
    if (value instanceof Number number) {
      return new Fact.Decimal(new BigDecimal(number.toString()));
    }
    return value instanceof Boolean flag ? new Fact.Flag(flag) : Fact.of((String) value);
  }

  static Stream<String> texts(Object value) {
    return value instanceof List<?> members
        ? members.stream().map(String.class::cast)
        : Stream.of((String) value);
  }

  private static List<Fact> holding(String member, Shape shape) {
    return switch (shape) {
      case TEXT -> List.of(SOME_TEXT);
      case SET -> List.of(new SomeTexts(Set.of(member)));
      case JSON, NUMBER, ADDRESS -> List.of();
    };
  }

  private static List<Fact> existing(boolean exists, Shape shape) {
    if (!exists) {
      return List.of(Fact.Absent.INSTANCE);
    }
    return switch (shape) {
      case TEXT -> List.of(SOME_TEXT);
      case SET -> List.of(SOME_TEXTS);
      case JSON, NUMBER, ADDRESS -> List.of();
    };
  }

  /** Whether every request fulfils it. */
  boolean isIdle() {
    Field field = condition.field();
    if (field == Field.Request.KIND) {
      return Arrays.stream(Kind.values())
          .allMatch(kind -> holdsOf(field.read(new AnyRequest(kind))));
    }
    if (field == Field.Request.CLIENT_IP) {
      return Stream.of("0.0.0.0/0", "::/0").map(NetworkFact::parse).allMatch(this::holdsOf);
    }
    return field.always() && holdsOf(SOME_TEXT);
  }

  /** Whether another one holds wherever this one does; no when that is not plain to see. */
  boolean implies(ReviewedCondition other) {
    if (meaning.equals(other.meaning)) {
      return true;
    }
    return isAbout(other.condition.field())
        && (!facts.isEmpty() && facts.stream().allMatch(other::holdsOf)
            || excludesAll(other)
            || bounds(other));
  }

  /** Roles and scopes are permissions. */
  private boolean isAbout(Field field) {
    Field own = condition.field();
    return own.equals(field)
        || field == Field.Caller.PERMISSIONS
            && (own == Field.Caller.ROLES || own == Field.Caller.SCOPES);
  }

  private boolean holdsOf(Fact fact) {
    boolean text = fact instanceof Fact.Text || fact instanceof TextBeginning;
    boolean anything =
        condition.operator() == Operator.MATCHES && ANYTHING.contains(condition.source().value());
    return text && anything || condition.test().of(fact) == Truth.TRUE;
  }

  /** Whether it excludes all the texts that another one excludes. */
  private boolean excludesAll(ReviewedCondition other) {
    Set<Object> excluded = excluded();
    Set<Object> others = other.excluded();
    return !others.isEmpty() && excluded.containsAll(others);
  }

  private Set<Object> excluded() {
    Object value = condition.source().value();
    return switch (condition.operator()) {
      case NOT_IN -> Set.copyOf((List<?>) value);
      case NOT_EQUALS -> value instanceof String ? Set.of(value) : Set.of();
      case EQUALS, IN, STARTS_WITH, MATCHES, CIDR, CONTAINS, EXISTS, GT, GTE, LT, LTE -> Set.of();
    };
  }

  /** Whether every number within its limit is within the limit of another one. */
  private boolean bounds(ReviewedCondition other) {
    if (limit.isEmpty()) {
      return false;
    }
    boolean exists = other.condition.operator() == Operator.EXISTS;
    return exists
        ? other.condition.source().value().equals(true)
        : other.limit.filter(limit.get()::isWithin).isPresent();
  }
}
