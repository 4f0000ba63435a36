package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.toSet;

import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one demand and some denials ask of each field. For one thread. */
final class FieldDemands {
  private final OpenPart demand;
  private final TextGraphs graphs;
  private final BitSet everything = new BitSet();
  private final Map<Integer, Integer> fields = new HashMap<>();

  /** What the denials ask of each field that somebody looks at, by their numbers. */
  private final Map<Field, Map<Integer, List<CheckedCondition>>> parts = new LinkedHashMap<>();

  FieldDemands(OpenPart demand, Map<Integer, OpenPart> denials, TextGraphs graphs) {
    this.demand = demand;
    this.graphs = graphs;
    demand.conditions().keySet().forEach(field -> parts.put(field, new HashMap<>()));
    denials.forEach(
        (number, denial) -> {
          everything.set(number);
          fields.put(number, denial.conditions().size());
          denial
              .conditions()
              .forEach(
                  (field, part) ->
                      parts.computeIfAbsent(field, first -> new HashMap<>()).put(number, part));
        });
    graphs.effort().spend(1L + denials.size());
  }

  TextGraphs graphs() {
    return graphs;
  }

  /** The fields that somebody looks at. */
  Set<Field> fields() {
    return parts.keySet();
  }

  /** The numbers of all denials. */
  BitSet everything() {
    return everything;
  }

  /**
   * The values of a field that matter.
   *
   * @param all as {@link Leftovers}: else a value that alone makes a denial match never does
   */
  FieldValues values(Field field, boolean all) {
    Map<Integer, List<CheckedCondition>> asked = parts.getOrDefault(field, Map.of());
    Set<Integer> alone =
        all
            ? Set.of()
            : asked.keySet().stream().filter(number -> fieldsOf(number) == 1).collect(toSet());
    return new FieldValues(
        demand.conditions().getOrDefault(field, List.of()), asked, alone, graphs);
  }

  /**
   * What is left when a field has one of some values: each leaves what it does not help to avoid.
   */
  List<BitSet> left(Field field, Stream<Choice> choices) {
    BitSet untouched = (BitSet) everything.clone();
    denialsOf(field).forEach(untouched::clear);
    List<BitSet> left = new ArrayList<>();
    choices.forEach(
        choice -> {
          BitSet remaining = (BitSet) choice.fulfilled().clone();
          remaining.or(untouched);
          left.add(remaining);
        });
    return Antichain.of(left, graphs.effort());
  }

  /** The denials that look at a field. */
  Set<Integer> denialsOf(Field field) {
    return parts.getOrDefault(field, Map.of()).keySet();
  }

  /** The denials that look at some of these fields. */
  BitSet touchedBy(Collection<? extends Field> some) {
    BitSet touched = new BitSet();
    some.forEach(field -> denialsOf(field).forEach(touched::set));
    return touched;
  }

  /** How many fields a denial looks at. */
  int fieldsOf(int denial) {
    return fields.getOrDefault(denial, 0);
  }
}
