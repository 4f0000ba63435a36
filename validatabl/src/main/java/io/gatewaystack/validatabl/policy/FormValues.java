package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Items;
import io.gatewaystack.validatabl.form.Members;
import io.gatewaystack.validatabl.form.Numbers;
import io.gatewaystack.validatabl.form.Texts;
import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of one argument that matter, as {@link FieldValues}, where not every value will do. A
 * form may leave nothing but values that nobody would choose, so of each kind one is looked for
 * that fulfils as few parts of denials as can be: one that conditions name, and one that they do
 * not.
 */
final class FormValues {
  private final Form form;
  private final FieldValues values;
  private final TextGraphs graphs;
  private final int depth;

  /**
   * Looks at one argument.
   *
   * @param values what conditions ask of it
   * @param form what it may be
   */
  FormValues(Form form, FieldValues values, TextGraphs graphs) {
    this(form, values, graphs, 0);
  }

  private FormValues(Form form, FieldValues values, TextGraphs graphs, int depth) {
    this.form = form;
    this.values = values;
    this.graphs = graphs;
    this.depth = depth;
    graphs.effort().spend(10);
    if (!form.isExact()) {
      graphs.effort().guess();
    }
  }

  /** Whether any value is of a form. */
  static boolean isAny(Form form, TextGraphs graphs) {
    return isAny(form, graphs, 0);
  }

  /** A form may hold itself without end; arguments cannot. */
  private static boolean isAny(Form form, TextGraphs graphs, int depth) {
    if (depth > JsonDocument.MAX_DEPTH) {
      return false;
    }
    return form == Form.ANY
        || form.nothing()
        || !new FormValues(form, new FieldValues(List.of(), Map.of(), graphs), graphs, depth)
            .of(false)
            .isEmpty();
  }

  /**
   * An absent one, an object, and as many others as are needed.
   *
   * @param optional whether it may be absent
   */
  List<Choice> of(boolean optional) {
    if (form == Form.ANY) {
      return values.ofArgument();
    }
    List<Choice> others = new ArrayList<>();
    FieldValues.addUpToTheBest(
        others, () -> values.fitting(form.flags().stream().sorted().map(Fact.Flag::new)));
    FieldValues.addUpToTheBest(others, () -> form.numbers().stream().flatMap(this::numbers));
    FieldValues.addUpToTheBest(others, () -> form.texts().stream().flatMap(this::texts));
    FieldValues.addUpToTheBest(others, () -> form.items().stream().flatMap(this::lists));
    List<Choice> choices = new ArrayList<>();
    if (optional || form.nothing()) {
      values.fitting(Stream.of(Fact.Absent.INSTANCE)).forEach(choices::add);
    }
    if (form.members().stream().anyMatch(this::mayBe)) {
      values.fitting(Stream.of(Sample.Thing.INSTANCE)).forEach(choices::add);
    }
    choices.addAll(others);
    return choices;
  }

  /** Whether an object can have the members it must have. */
  private boolean mayBe(Members members) {
    return members.required().stream()
        .allMatch(name -> isAny(members.form(name), graphs, depth + 1));
  }

  private Stream<Choice> numbers(Numbers some) {
    Set<BigDecimal> only = some.among();
    if (only != null) {
      return values.fitting(only.stream().map(Fact.Decimal::new));
    }
    Set<BigDecimal> turns = values.named();
    turns.addAll(some.turns());
    List<BigDecimal> numbers = new ArrayList<>();
    BigDecimal before = null;
    for (BigDecimal turn : turns) {
      some.between(before, turn).ifPresent(numbers::add);
      if (some.accept(turn)) {
        numbers.add(turn);
      }
      before = turn;
    }
    some.between(before, null).ifPresent(numbers::add);
    graphs.effort().spend(numbers.size());
    return values.fitting(numbers.stream().map(Fact.Decimal::new));
  }

  private Stream<Choice> texts(Texts some) {
    Set<String> only = some.among();
    if (only != null) {
      return values.fitting(only.stream().map(Fact::of));
    }
    List<Choice> texts = new ArrayList<>();
    FieldValues.addUpToTheBest(
        texts,
        () -> values.fitting(values.texts().filter(t -> some.accept(((Fact.Text) t).text()))));
    if (!values.namesDemanded()) {
      FieldValues.addUpToTheBest(texts, () -> values.unnamed(some));
    }
    return texts.stream();
  }

  /**
   * Lists of what is demanded, and of what must be there beside that. Of two items that are
   * demanded each counts as if it were alone.
   */
  private Stream<Choice> lists(Items some) {
    Set<Object> demanded = values.members();
    if (demanded.size() > some.most() || !demanded.stream().allMatch(m -> accepts(some, m))) {
      return Stream.empty();
    }
    int first = some.first().size();
    List<Set<Object>> lists = List.of(demanded);
    for (int place = 0; place < Math.min(first, some.least()); place++) {
      lists = withItem(lists, some.form(place));
    }
    if (some.least() > first && (first > 0 || demanded.isEmpty())) {
      lists = withItem(lists, some.form(first)); // which may be there more often than once
    }
    return values.fitting(lists.stream().map(Sample.Listed::new));
  }

  private static boolean accepts(Items some, Object member) {
    return Stream.iterate(0, place -> place <= some.first().size(), place -> place + 1)
        .filter(place -> place < some.most())
        .anyMatch(place -> accepts(some.form(place), member));
  }

  /** Whether a text, a number or a boolean is of a form. */
  static boolean accepts(Form form, Object member) {
    if (member instanceof BigDecimal number) {
      return form.numbers().stream().anyMatch(some -> some.accept(number));
    }
    return member instanceof Boolean flag
        ? form.flags().contains(flag)
        : form.accepts((String) member);
  }

  /** Puts one more item into lists: any, as far as nobody looks for it. */
  private List<Set<Object>> withItem(List<Set<Object>> lists, Form item) {
    List<Set<Object>> items = items(item);
    graphs.effort().spend((long) lists.size() * items.size());
    return lists.stream()
        .flatMap(
            list ->
                items.stream()
                    .map(
                        more -> {
                          Set<Object> both = new LinkedHashSet<>(list);
                          both.addAll(more);
                          return both;
                        }))
        .distinct()
        .toList();
  }

  /** Of items of a form, what somebody looks for: nothing, when there is such an item. */
  private List<Set<Object>> items(Form item) {
    if (depth > JsonDocument.MAX_DEPTH) {
      return List.of();
    }
    if (item == Form.ANY || item.nothing()) {
      return List.of(Set.of());
    }
    List<Object> sought = List.copyOf(values.sought());
    Map<Integer, List<CheckedCondition>> parts = new HashMap<>();
    for (int i = 0; i < sought.size(); i++) {
      parts.put(i, List.of(CheckedCondition.equal(sought.get(i))));
    }
    List<Choice> choices =
        new FormValues(item, new FieldValues(List.of(), parts, graphs), graphs, depth + 1)
            .of(false);
    return choices.stream()
        .map(
            c ->
                c.fulfilled().stream()
                    .mapToObj(sought::get)
                    .collect(Collectors.<Object>toUnmodifiableSet()))
        .distinct()
        .toList();
  }
}
