package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tries every choice of one allowance of each of several lists of rules. For one thread.
 *
 * <p>An allowance that asks all that an earlier one of its list asks, and more, opens nothing more.
 * Lists with few allowances go first, and as soon as some of those chosen exclude one another the
 * rest is not tried.
 */
final class JointSearch {
  private final List<List<Way>> choices;
  private final OmittedArguments omitted;
  private final Form form;
  private final TextGraphs graphs;

  /**
   * Prepares a search.
   *
   * @param all lists of rules, in the order of trial
   * @param form what the arguments may be
   */
  JointSearch(List<List<OpenRule>> all, Form form, TextGraphs graphs) {
    this.form = form;
    this.graphs = graphs;
    this.choices =
        all.stream().map(this::ways).sorted(Comparator.comparingInt(List::size)).toList();
    this.omitted =
        new OmittedArguments(
            all.stream().flatMap(List::stream).map(OpenRule::part).distinct().toList());
  }

  /** An allowance, and the denials that are tried before it. */
  record Way(OpenPart demand, Set<OpenPart> denials) {}

  /** The allowances to choose from, one of each list. */
  List<List<Way>> choices() {
    return choices;
  }

  private List<Way> ways(List<OpenRule> rules) {
    List<Way> ways = new ArrayList<>();
    Set<OpenPart> denials = new LinkedHashSet<>();
    for (OpenRule rule : rules) {
      graphs.effort().spend(1L + ways.size());
      if (rule.effect() == Effect.DENY) {
        denials.add(rule.part());
      } else if (ways.stream().noneMatch(way -> rule.part().holds(way.demand()))) {
        // the first of them meets the fewest denials
        ways.add(new Way(rule.part(), new LinkedHashSet<>(denials)));
      }
    }
    return ways;
  }

  /**
   * Whether some choice can be met.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  boolean finds() {
    return finds(0, OpenPart.NOTHING, Set.of());
  }

  private boolean finds(int at, OpenPart demand, Set<OpenPart> denials) {
    if (at == choices.size()) {
      return isMet(demand, denials);
    }
    if (at > 0 && choices.get(at).size() > 1 && !isMet(demand, denials)) {
      return false;
    }
    for (Way way : choices.get(at)) {
      graphs.effort().spend(1L + denials.size() + way.denials().size());
      Set<OpenPart> more = new LinkedHashSet<>(denials);
      more.addAll(way.denials());
      if (finds(at + 1, demand.and(way.demand()), more)) {
        return true;
      }
    }
    return false;
  }

  private boolean isMet(OpenPart demand, Set<OpenPart> denials) {
    Predicate<OpenPart> avoided = form == Form.ANY ? omitted.of(demand) : denial -> false;
    Map<Integer, OpenPart> numbered = new TreeMap<>();
    for (OpenPart denial : denials) {
      if (demand.holds(denial)) {
        return false;
      }
      if (!avoided.test(denial)) {
        numbered.put(numbered.size(), denial);
      }
    }
    return new ArgumentSpace(demand, numbered, form, graphs).isOpen();
  }
}
