package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Members;
import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import io.gatewaystack.validatabl.policy.Leftovers.Group;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The arguments, or one of them, with those inside it that somebody looks at. Only an object has
 * something inside. For one thread.
 */
final class ArgumentNode {
  private final FieldDemands demands;
  private final boolean all;
  private final Map<String, ArgumentNode> inside = new LinkedHashMap<>();
  private final Set<Field> fields = new LinkedHashSet<>();
  private Field.@Nullable Argument field;

  private ArgumentNode(FieldDemands demands, boolean all) {
    this.demands = demands;
    this.all = all;
  }

  /**
   * All arguments.
   *
   * @param all as {@link Leftovers}
   */
  static ArgumentNode root(FieldDemands demands, boolean all) {
    ArgumentNode root = new ArgumentNode(demands, all);
    for (Field field : demands.fields()) {
      if (field instanceof Field.Argument argument) {
        root.add(argument, argument.path());
      }
    }
    return root;
  }

  private void add(Field.Argument argument, List<String> path) {
    fields.add(argument);
    if (path.isEmpty()) {
      field = argument;
    } else {
      inside
          .computeIfAbsent(path.get(0), name -> new ArgumentNode(demands, all))
          .add(argument, path.subList(1, path.size()));
    }
  }

  /** The fields that this is, and that are inside. */
  Set<Field> fields() {
    return fields;
  }

  /** What is inside, by the names of members. */
  Map<String, ArgumentNode> inside() {
    return inside;
  }

  /** Whether nobody asks for more than that it is not there. */
  boolean mayBeAbsent() {
    return values().fitting(Stream.of(Fact.Absent.INSTANCE)).findAny().isPresent()
        && inside.values().stream().allMatch(ArgumentNode::mayBeAbsent);
  }

  /** What is inside, each for itself, when any value will do. */
  List<Group> groups() {
    return groups(Members.ANY);
  }

  private List<Group> groups(Members members) {
    Set<String> required = members.required();
    return inside.entrySet().stream()
        .map(
            each ->
                new Group(
                    each.getValue().fields,
                    () ->
                        each.getValue()
                            .any(members.form(each.getKey()), !required.contains(each.getKey()))))
        .toList();
  }

  /**
   * What is left when the value is of a form.
   *
   * @param optional whether it may be absent
   */
  List<BitSet> any(Form form, boolean optional) {
    if (form == Form.ANY && field == null) { // whatever it is an object is as good
      return new Leftovers(demands, all).of(groups());
    }
    List<Choice> choices = new FormValues(form, values(), demands.graphs()).of(optional);
    List<BitSet> left = new ArrayList<>(closed(choices.stream().filter(c -> !c.isObject())));
    List<BitSet> object = own(choices.stream().filter(Choice::isObject));
    if (!object.isEmpty()) {
      form.members().forEach(members -> left.addAll(object(object, members)));
    }
    return Antichain.of(left, demands.graphs().effort());
  }

  /** The values of this that matter. */
  FieldValues values() {
    return field == null
        ? new FieldValues(List.of(), Map.of(), demands.graphs())
        : demands.values(field, all);
  }

  private List<BitSet> own(Stream<Choice> choices) {
    if (field != null) {
      return demands.left(field, choices);
    }
    return choices.findAny().isPresent() ? List.of(demands.everything()) : List.of();
  }

  private Group group(List<BitSet> own) {
    return new Group(field == null ? List.of() : List.of(field), () -> own);
  }

  /** What is left when nothing is inside. */
  private List<BitSet> closed(Stream<Choice> choices) {
    List<Group> groups = new ArrayList<>(List.of(group(own(choices))));
    inside.values().forEach(node -> groups.add(new Group(node.fields, node::absent)));
    return new Leftovers(demands, all).of(groups);
  }

  private List<BitSet> absent() {
    return closed(values().fitting(Stream.of(Fact.Absent.INSTANCE)));
  }

  private List<BitSet> object(List<BitSet> own, Members members) {
    Set<String> unseen = new HashSet<>(members.required());
    unseen.removeAll(inside.keySet());
    for (String name : unseen) {
      if (!FormValues.isAny(members.form(name), demands.graphs())) {
        return List.of();
      }
    }
    List<Group> groups = new ArrayList<>(List.of(group(own)));
    groups.addAll(groups(members));
    return new Leftovers(demands, all).of(groups);
  }
}
