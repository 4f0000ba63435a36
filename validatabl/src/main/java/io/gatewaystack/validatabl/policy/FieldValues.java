package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.toSet;

import io.gatewaystack.context.Operation;
import io.gatewaystack.validatabl.form.Texts;
import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import io.gatewaystack.validatabl.policy.TextGraphs.Reach;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of one field that matter: all that fulfil a demand fall into kinds, and of each kind
 * those are found that fulfil as few parts of denials as can be.
 *
 * <p>Only {@code notEquals}, {@code notIn} and {@code exists: false} hold where a field is absent
 * or of another type; every other condition holds for some texts, numbers, booleans or lists only.
 * So there is no better value than an absent one, an object, a list of just the members that are
 * demanded, or a value that a condition names. Only where {@code matches} or {@code startsWith} is
 * demanded must texts be looked for that nobody names.
 */
final class FieldValues {
  private static final Set<Operator> LANGUAGES = Set.of(Operator.MATCHES, Operator.STARTS_WITH);
  private static final Texts NAME = Texts.ofLength(0, Operation.MAX_NAME);
  private static final Set<Operator> NAMED = Set.of(Operator.EQUALS, Operator.IN);

  private final List<CheckedCondition> demanded;
  private final Map<Integer, List<CheckedCondition>> parts;
  private final Set<Integer> fatal;
  private final TextGraphs graphs;

  /** The numbers of the parts that a value fulfils. */
  record Choice(Fact value, BitSet fulfilled) {
    boolean isObject() {
      return value == Sample.Thing.INSTANCE;
    }

    boolean isAbsent() {
      return value == Fact.Absent.INSTANCE;
    }

    /** Whether no other value can be better where anything but an absent one will do. */
    boolean isBest() {
      return !isAbsent() && fulfilled.isEmpty();
    }
  }

  /**
   * Looks at one field.
   *
   * @param demanded what the value must fulfil
   * @param parts what it had better not, by number
   */
  FieldValues(
      List<CheckedCondition> demanded,
      Map<Integer, List<CheckedCondition>> parts,
      TextGraphs graphs) {
    this(demanded, parts, Set.of(), graphs);
  }

  /**
   * Looks at one field.
   *
   * @param fatal the numbers of the parts that no value of use fulfils
   */
  FieldValues(
      List<CheckedCondition> demanded,
      Map<Integer, List<CheckedCondition>> parts,
      Set<Integer> fatal,
      TextGraphs graphs) {
    this.demanded = demanded;
    this.parts = parts;
    this.fatal = fatal;
    this.graphs = graphs;
  }

  /** Values of arguments: an absent one, an object, and as many others as are needed. */
  List<Choice> ofArgument() {
    List<Choice> choices = new ArrayList<>();
    fitting(Stream.of(Fact.Absent.INSTANCE)).forEach(choices::add);
    addUpToTheBest(choices, () -> fitting(Stream.of(Sample.Thing.INSTANCE)));
    addUpToTheBest(choices, () -> fitting(Stream.of(new Sample.Listed(members()))));
    if (needsTexts()) {
      addUpToTheBest(choices, this::unnamed);
    }
    addUpToTheBest(choices, () -> fitting(texts()));
    addUpToTheBest(choices, () -> fitting(numbers()));
    addUpToTheBest(choices, () -> fitting(Stream.of(true, false).map(Fact.Flag::new)));
    return choices;
  }

  /** Texts, for a field that always holds one, and none that is longer than a name can be. */
  List<Choice> ofText() {
    List<Choice> choices = new ArrayList<>();
    if (!namesDemanded()) {
      addUpToTheBest(choices, () -> unnamed(NAME));
    }
    addUpToTheBest(
        choices, () -> fitting(texts().filter(t -> NAME.accept(((Fact.Text) t).text()))));
    return choices;
  }

  /** Adds choices until one fulfils no part: an object is as good as any, all others are alike. */
  static void addUpToTheBest(List<Choice> choices, Supplier<Stream<Choice>> more) {
    if (choices.stream().anyMatch(Choice::isBest)) {
      return;
    }
    Iterator<Choice> each = more.get().iterator();
    while (each.hasNext()) {
      Choice choice = each.next();
      choices.add(choice);
      if (choice.isBest()) {
        return;
      }
    }
  }

  /** Whether there may be a better text than those that are named. */
  private boolean needsTexts() {
    return demanded.stream().anyMatch(c -> LANGUAGES.contains(c.operator())) && !namesDemanded();
  }

  boolean namesDemanded() {
    return demanded.stream().anyMatch(c -> NAMED.contains(c.operator()));
  }

  /** Values of a score; absent when there is no content at all. */
  List<Choice> ofScore() {
    Stream<Fact> scores =
        IntStream.rangeClosed(0, 100)
            .mapToObj(score -> new Fact.Decimal(BigDecimal.valueOf(score)));
    return fitting(Stream.concat(Stream.of(Fact.Absent.INSTANCE), scores)).toList();
  }

  /** Values of a set; the empty one stands also for an absent one. */
  List<Choice> ofSet() {
    Set<String> members = new TreeSet<>();
    members().forEach(member -> members.add((String) member));
    Set<String> more = new TreeSet<>(members);
    more.add(unusual());
    return fitting(Stream.of(Fact.of(Set.of()), Fact.of(members), Fact.of(more))).toList();
  }

  /** A text that no condition names. */
  private String unusual() {
    StringBuilder text = new StringBuilder("x");
    Set<String> named = new HashSet<>(values(String.class).toList());
    while (named.contains(text.toString())) {
      text.append('x');
    }
    return text.toString();
  }

  /** What a list must hold. */
  Set<Object> members() {
    Set<Object> members = new LinkedHashSet<>();
    demanded.stream()
        .filter(c -> c.operator() == Operator.CONTAINS)
        .map(c -> scalar(c.source().value()))
        .forEach(members::add);
    return members;
  }

  /** What is looked for in a list. */
  Set<Object> sought() {
    Set<Object> sought = new LinkedHashSet<>();
    all()
        .filter(c -> c.operator() == Operator.CONTAINS)
        .map(c -> scalar(c.source().value()))
        .forEach(sought::add);
    return sought;
  }

  private static Object scalar(Object value) {
    return value instanceof Number number ? new BigDecimal(number.toString()) : value;
  }

  private Stream<CheckedCondition> all() {
    return Stream.concat(demanded.stream(), parts.values().stream().flatMap(List::stream));
  }

  /** The values that conditions name. */
  private <T> Stream<T> values(Class<T> type) {
    return all().flatMap(FieldValues::values).filter(type::isInstance).map(type::cast);
  }

  private static Stream<?> values(CheckedCondition condition) {
    Object value = condition.source().value();
    return value instanceof Collection<?> list ? list.stream() : Stream.of(value);
  }

  Stream<Fact> texts() {
    return all()
        .filter(c -> TextGraphs.namesTexts(c.operator()))
        .flatMap(FieldValues::values)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .distinct()
        .map(Fact::of);
  }

  /** The numbers that conditions name, in ascending order. */
  Set<BigDecimal> named() {
    Set<BigDecimal> named = new TreeSet<>();
    values(Number.class).forEach(number -> named.add(new BigDecimal(number.toString())));
    return named;
  }

  private Stream<Fact> numbers() {
    Set<BigDecimal> named = named();
    List<Fact> numbers = new ArrayList<>();
    BigDecimal before = null;
    for (BigDecimal number : named) {
      numbers.add(new Sample.Between(before, number));
      numbers.add(new Fact.Decimal(number));
      before = number;
    }
    numbers.add(new Sample.Between(before, null));
    return numbers.stream();
  }

  Stream<Choice> fitting(Stream<? extends Fact> facts) {
    return facts.filter(fact -> holds(demanded, fact)).map(this::choice);
  }

  private static boolean holds(List<CheckedCondition> conditions, Fact fact) {
    return conditions.stream().allMatch(c -> c.test().of(fact) == Truth.TRUE);
  }

  private Choice choice(Fact fact) {
    BitSet fulfilled = new BitSet();
    graphs.effort().spend(1L + parts.size());
    parts.forEach((part, conditions) -> fulfilled.set(part, holds(conditions, fact)));
    return new Choice(fact, fulfilled);
  }

  /** Whether no text of use fulfils the one condition of a part. */
  private boolean isFatal(int part) {
    return fatal.contains(part) && parts.getOrDefault(part, List.of()).size() == 1;
  }

  private Stream<Choice> unnamed() {
    return unnamed(Texts.ANY);
  }

  /**
   * Texts that nobody names. A condition, or a name, counts in the search only after a text was
   * found that it holds for; in the end none is, so those that were found are the best.
   *
   * @throws Effort.Exhausted when only a text would do that is hard to find
   */
  Stream<Choice> unnamed(Texts form) {
    Set<String> named = texts().map(text -> ((Fact.Text) text).text()).collect(toSet());
    named.addAll(form.except());
    Set<String> forbidden = new TreeSet<>();
    Map<Meaning, CheckedCondition> avoided = new LinkedHashMap<>();
    Map<Meaning, CheckedCondition> excluded = new LinkedHashMap<>();
    while (true) {
      int before = avoided.size() + excluded.size() + forbidden.size();
      Reach reach =
          new Reach(demanded, List.copyOf(avoided.values()), List.copyOf(excluded.values()));
      List<String> texts = graphs.texts(reach, form, forbidden);
      texts.stream().filter(named::contains).forEach(forbidden::add);
      List<Choice> found = fitting(texts.stream().map(Fact::of)).toList();
      found.stream()
          .flatMap(choice -> choice.fulfilled().stream().boxed())
          .distinct()
          .forEach(
              part ->
                  parts.getOrDefault(part, List.of()).stream()
                      .filter(graphs::isLanguage)
                      .forEach(c -> (isFatal(part) ? excluded : avoided).put(c.meaning(), c)));
      if (avoided.size() + excluded.size() + forbidden.size() == before) {
        graphs.effort().require(texts.stream().allMatch(form::accept));
        return found.stream();
      }
    }
  }
}
