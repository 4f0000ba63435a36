package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import io.gatewaystack.validatabl.policy.Leftovers.Group;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All arguments of a form, all that may be found in content, and all resources where those are not
 * known, as far as one demand and some denials can tell them apart. For one thread.
 *
 * <p>Each field has choices of its own ({@link FieldValues}); a member of a member is there only
 * when that one is an object, and nothing is found where no content was looked at. Field by field
 * those denials drop out of which some part is not fulfilled; what is left at the end would match.
 * Of two choices that leave more and less, the one that leaves less is as good whatever follows.
 */
final class ArgumentSpace {
  private final FieldDemands demands;
  private final Form form;

  /**
   * What is asked.
   *
   * @param form what the arguments may be
   */
  ArgumentSpace(OpenPart demand, Map<Integer, OpenPart> denials, Form form, TextGraphs graphs) {
    this.demands = new FieldDemands(demand, denials, graphs);
    this.form = form;
  }

  /**
   * The numbers of the denials that match, for the best arguments: whatever fulfils the demand is
   * met by all the denials of one of these sets. Empty when nothing fulfils the demand.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  List<BitSet> unavoidable() {
    return left(true);
  }

  /**
   * Whether something fulfils the demand and meets no denial: as {@link #unavoidable}, in less
   * time.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  boolean isOpen() {
    return left(false).stream().anyMatch(BitSet::isEmpty);
  }

  private List<BitSet> left(boolean all) {
    List<Group> groups = new ArrayList<>();
    if (demands.fields().contains(Field.Request.RESOURCE)) {
      groups.add(new Group(List.of(Field.Request.RESOURCE), () -> resource(all)));
    }
    if (demands.fields().stream().anyMatch(Field.Found.class::isInstance)) {
      groups.add(new Group(List.of(Field.Found.values()), this::content));
    }
    ArgumentNode arguments = ArgumentNode.root(demands, all);
    if (form == Form.ANY) {
      groups.addAll(arguments.groups());
    } else {
      groups.add(new Group(arguments.fields(), () -> arguments.any(form, false)));
    }
    return new Leftovers(demands, all).of(groups);
  }

  /** What is left by content, and when there is none. */
  private List<BitSet> content() {
    Map<Field, List<Choice>> found = new LinkedHashMap<>();
    for (Field.Found field : Field.Found.values()) {
      FieldValues values = demands.values(field, true);
      found.put(field, field == Field.Found.RISK_SCORE ? values.ofScore() : values.ofSet());
    }
    Effort effort = demands.graphs().effort();
    List<BitSet> none = List.of(demands.everything());
    List<BitSet> some = none;
    for (Map.Entry<Field, List<Choice>> each : found.entrySet()) {
      Stream<Choice> missing = each.getValue().stream().filter(ArgumentSpace::isNothing);
      none = Antichain.join(none, demands.left(each.getKey(), missing), effort);
      Stream<Choice> there = each.getValue().stream().filter(choice -> !choice.isAbsent());
      some = Antichain.join(some, demands.left(each.getKey(), there), effort);
    }
    return Antichain.of(Stream.concat(none.stream(), some.stream()).toList(), effort);
  }

  /** What is left by the resource, where that is not known. */
  private List<BitSet> resource(boolean all) {
    Field field = Field.Request.RESOURCE;
    return demands.left(field, demands.values(field, all).ofText().stream());
  }

  private static boolean isNothing(Choice choice) {
    return choice.value().exists() == Truth.FALSE;
  }
}
