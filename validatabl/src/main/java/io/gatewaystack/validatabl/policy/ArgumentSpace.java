package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All arguments, all that may be found in content, and all resources where those are not known, as
 * far as one demand and some denials can tell them apart. For one thread.
 *
 * <p>Each field has choices of its own ({@link FieldValues}); a member of a member is there only
 * when that one is an object, and nothing is found where no content was looked at. Field by field
 * those denials drop out of which some part is not fulfilled; what is left at the end would match.
 * Of two choices that leave more and less, the one that leaves less is as good whatever follows.
 */
final class ArgumentSpace {
  private final OpenPart demand;
  private final TextGraphs graphs;
  private final BitSet everything = new BitSet();

  /** What the denials ask of each field that somebody looks at, by their numbers. */
  private final Map<Field, Map<Integer, List<CheckedCondition>>> parts = new LinkedHashMap<>();

  ArgumentSpace(OpenPart demand, Map<Integer, OpenPart> denials, TextGraphs graphs) {
    this.demand = demand;
    this.graphs = graphs;
    demand.conditions().keySet().forEach(field -> parts.put(field, new HashMap<>()));
    denials.forEach(
        (number, denial) -> {
          everything.set(number);
          denial
              .conditions()
              .forEach(
                  (field, part) ->
                      parts.computeIfAbsent(field, first -> new HashMap<>()).put(number, part));
        });
    graphs.effort().spend(1L + denials.size());
  }

  /**
   * The numbers of the denials that match, for the best arguments: whatever fulfils the demand is
   * met by all the denials of one of these sets. Empty when nothing fulfils the demand.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  List<BitSet> unavoidable() {
    List<BitSet> left = Antichain.join(content(), resource(), graphs.effort());
    for (Tree root : forest()) {
      left = Antichain.join(left, root.any(), graphs.effort());
    }
    return left;
  }

  /** An argument that conditions look at, and those inside it. */
  private final class Tree {
    private final List<String> path;
    private final List<Choice> choices;
    private final BitSet untouched;
    private final List<Tree> inside = new ArrayList<>();

    Tree(Field.Argument field) {
      this.path = field.path();
      this.untouched = untouched(field);
      this.choices = values(field).ofArgument();
    }

    private boolean holds(Tree other) {
      return other.path.size() > path.size() && other.path.subList(0, path.size()).equals(path);
    }

    /** What is left when the argument may be anything, or absent. */
    List<BitSet> any() {
      List<BitSet> without = closed();
      if (inside.isEmpty()) {
        return without;
      }
      List<BitSet> left = left(choices.stream().filter(Choice::isObject), untouched);
      for (Tree member : inside) {
        left = Antichain.join(left, member.any(), graphs.effort());
      }
      return Antichain.of(Stream.concat(left.stream(), without.stream()).toList(), graphs.effort());
    }

    /** What is left when nothing is inside the argument. */
    private List<BitSet> closed() {
      List<BitSet> left = left(choices.stream(), untouched);
      for (Tree member : inside) {
        left = Antichain.join(left, member.absent(), graphs.effort());
      }
      return left;
    }

    private List<BitSet> absent() {
      List<BitSet> left = left(choices.stream().filter(Choice::isAbsent), untouched);
      for (Tree member : inside) {
        left = Antichain.join(left, member.absent(), graphs.effort());
      }
      return left;
    }
  }

  /** The arguments that lie in no other; what lies between two that are named is an object. */
  private List<Tree> forest() {
    List<Tree> trees =
        parts.keySet().stream()
            .filter(Field.Argument.class::isInstance)
            .map(Field.Argument.class::cast)
            .sorted(Comparator.comparingInt(field -> field.path().size()))
            .map(Tree::new)
            .toList();
    List<Tree> roots = new ArrayList<>();
    for (Tree tree : trees) {
      graphs.effort().spend(trees.size());
      trees.stream()
          .filter(other -> other.holds(tree))
          .reduce((farther, nearer) -> nearer)
          .map(nearest -> nearest.inside)
          .orElse(roots)
          .add(tree);
    }
    return roots;
  }

  /** What is left by content, and when there is none. */
  private List<BitSet> content() {
    if (parts.keySet().stream().noneMatch(Field.Found.class::isInstance)) {
      return List.of(everything);
    }
    Map<Field, List<Choice>> found = new LinkedHashMap<>();
    for (Field.Found field : Field.Found.values()) {
      FieldValues values = values(field);
      found.put(field, field == Field.Found.RISK_SCORE ? values.ofScore() : values.ofSet());
    }
    List<BitSet> none = List.of(everything);
    List<BitSet> some = List.of(everything);
    for (Map.Entry<Field, List<Choice>> each : found.entrySet()) {
      BitSet untouched = untouched(each.getKey());
      Stream<Choice> missing = each.getValue().stream().filter(ArgumentSpace::isNothing);
      none = Antichain.join(none, left(missing, untouched), graphs.effort());
      Stream<Choice> there = each.getValue().stream().filter(choice -> !choice.isAbsent());
      some = Antichain.join(some, left(there, untouched), graphs.effort());
    }
    return Antichain.of(Stream.concat(none.stream(), some.stream()).toList(), graphs.effort());
  }

  /** What is left by the resource, where that is not known. */
  private List<BitSet> resource() {
    return parts.containsKey(Field.Request.RESOURCE)
        ? left(values(Field.Request.RESOURCE).ofText().stream(), untouched(Field.Request.RESOURCE))
        : List.of(everything);
  }

  private static boolean isNothing(Choice choice) {
    return choice.value().exists() == Truth.FALSE;
  }

  /** The denials that look at other fields only. */
  private BitSet untouched(Field field) {
    BitSet untouched = (BitSet) everything.clone();
    parts.getOrDefault(field, Map.of()).keySet().forEach(untouched::clear);
    return untouched;
  }

  private FieldValues values(Field field) {
    return new FieldValues(
        demand.conditions().getOrDefault(field, List.of()),
        parts.getOrDefault(field, Map.of()),
        graphs);
  }

  private List<BitSet> left(Stream<Choice> choices, BitSet untouched) {
    List<BitSet> left = new ArrayList<>();
    choices.forEach(
        choice -> {
          BitSet remaining = (BitSet) choice.fulfilled().clone();
          remaining.or(untouched);
          left.add(remaining);
        });
    return Antichain.of(left, graphs.effort());
  }
}
