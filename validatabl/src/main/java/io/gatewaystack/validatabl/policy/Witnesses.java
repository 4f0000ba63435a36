package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.toSet;

import io.gatewaystack.validatabl.form.Texts;
import io.gatewaystack.validatabl.policy.TextGraphs.Reach;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells whether conditions on one field hold for no value that it can have, by trying those that
 * matter. Where nobody can say what those are, the conditions are taken to hold for some.
 */
final class Witnesses {
  private static final Set<Operator> ORDERS =
      EnumSet.of(Operator.GT, Operator.GTE, Operator.LT, Operator.LTE);
  private static final Set<Operator> LANGUAGES = EnumSet.of(Operator.MATCHES, Operator.STARTS_WITH);
  private static final int MAX_SCALE = 1000;

  /** What to try of a text that nobody names: a few milliseconds. */
  private static final long MAX_STEPS = 200_000;

  private final List<CheckedCondition> conditions;
  private final Texts form;
  private final TextGraphs graphs;

  /**
   * Conditions on one field.
   *
   * @param graphs for all the fields that are looked at
   */
  Witnesses(List<CheckedCondition> conditions, TextGraphs graphs) {
    this.conditions = conditions;
    this.form = FieldTexts.of(conditions.get(0).field()).form();
    this.graphs = graphs;
  }

  /** Whether no value can fulfil all conditions. */
  boolean none() {
    return decisive().filter(facts -> facts.stream().noneMatch(this::fulfils)).isPresent();
  }

  private boolean fulfils(Fact fact) {
    return conditions.stream().noneMatch(c -> c.test().of(fact) == Truth.FALSE);
  }

  /** Facts of which one fulfils the conditions if any does; empty when they cannot be told. */
  private Optional<List<Fact>> decisive() {
    if (has(Operator.CIDR)) {
      return Optional.of(addresses());
    }
    Optional<List<Fact>> listed =
        conditions.stream().map(Witnesses::listed).flatMap(Optional::stream).findFirst();
    if (listed.isPresent()) {
      return listed;
    }
    if (conditions.stream().anyMatch(c -> ORDERS.contains(c.operator()))) {
      return numbers();
    }
    return areOfTexts() ? texts() : Optional.empty();
  }

  /** Whether only texts fulfil them; a list of the caller's may contain a word, too. */
  private boolean areOfTexts() {
    boolean text = conditions.get(0).field().shape() == Shape.TEXT;
    return conditions.stream()
        .map(CheckedCondition::operator)
        .anyMatch(o -> LANGUAGES.contains(o) || text && o == Operator.CONTAINS);
  }

  /** One text that fulfils them, if there is any; the first that comes to mind mostly does. */
  private Optional<List<Fact>> texts() {
    Set<String> among = form.among();
    if (among != null) {
      return Optional.of(among.stream().map(Fact::of).toList());
    }
    try {
      Optional<Fact> guess =
          graphs
              .guesses(conditions)
              .filter(form::accept)
              .map(Fact::of)
              .filter(this::fulfils)
              .findFirst();
      return Optional.of(guess.isPresent() ? guess.stream().toList() : search());
    } catch (Effort.Exhausted e) {
      return Optional.empty();
    }
  }

  private List<Fact> search() {
    Set<String> excluded =
        conditions.stream()
            .filter(c -> c.operator() == Operator.NOT_EQUALS || c.operator() == Operator.NOT_IN)
            .map(c -> c.source().value())
            .filter(value -> !(value instanceof Number || value instanceof Boolean))
            .flatMap(Witnesses::texts)
            .collect(toSet());
    Reach reach = new Reach(conditions, List.of(), List.of());
    return graphs.part(MAX_STEPS).texts(reach, form, excluded).stream().map(Fact::of).toList();
  }

  private boolean has(Operator operator) {
    return conditions.stream().anyMatch(c -> c.operator() == operator);
  }

  /** The only facts that fulfil a condition, where these can be listed. */
  private static Optional<List<Fact>> listed(CheckedCondition condition) {
    Object value = condition.source().value();
    return switch (condition.operator()) {
      case EQUALS -> Optional.of(List.of(fact(value)));
      case IN -> Optional.of(texts(value).map(Fact::of).toList());
      case EXISTS ->
          value.equals(false) ? Optional.of(List.of(Fact.Absent.INSTANCE)) : Optional.empty();
      case NOT_EQUALS, CONTAINS, NOT_IN, MATCHES, STARTS_WITH, CIDR, GT, GTE, LT, LTE ->
          Optional.empty();
    };
  }

  private static Fact fact(Object value) {
    if (value instanceof Number number) {
      return new Fact.Decimal(new BigDecimal(number.toString()));
    }
    return value instanceof Boolean flag ? new Fact.Flag(flag) : Fact.of((String) value);
  }

  private static Stream<String> texts(Object value) {
    return value instanceof List<?> members
        ? members.stream().map(String.class::cast)
        : Stream.of((String) value);
  }

  /** Two blocks are nested or disjoint: if they have an address in common, it is one of these. */
  private List<Fact> addresses() {
    return conditions.stream()
        .flatMap(c -> texts(c.source().value()))
        .<Fact>map(block -> new Fact.Address(Block.parse(block).base()))
        .toList();
  }

  private Optional<List<Fact>> numbers() {
    if (conditions.get(0).field() == Field.Found.RISK_SCORE) {
      return Optional.of(
          IntStream.rangeClosed(0, 100)
              .<Fact>mapToObj(i -> decimal(BigDecimal.valueOf(i)))
              .toList());
    }
    List<BigDecimal> limits =
        conditions.stream()
            .filter(c -> ORDERS.contains(c.operator()))
            .map(c -> new BigDecimal(c.source().value().toString()))
            .sorted()
            .toList();
    if (limits.stream().anyMatch(limit -> Math.abs(limit.scale()) > MAX_SCALE)) {
      return Optional.empty(); // a sum could have as many digits as the exponent says
    }
    List<Fact> tried = new ArrayList<>();
    BigDecimal before = limits.get(0).subtract(BigDecimal.ONE);
    for (BigDecimal limit : limits) {
      tried.add(decimal(before.add(limit).multiply(new BigDecimal("0.5"))));
      tried.add(decimal(limit));
      before = limit;
    }
    tried.add(decimal(before.add(BigDecimal.ONE)));
    return Optional.of(tried);
  }

  private static Fact decimal(BigDecimal number) {
    return new Fact.Decimal(number);
  }
}
