package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Constants;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.ValueRule;
import io.gatewaystack.validatabl.policy.JointSearch.Way;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Looks for arguments that fulfil a rule and that every list of rules allows, by trying: first what
 * the rule gives as examples, then values made at random for one choice of allowances after
 * another. What is found is proved, by the judges of calls themselves; what is not found may exist.
 * The same question gets the same answer everywhere. For one thread.
 */
final class ExampleSearch {
  private static final int MOST_EXAMPLES = 100;
  private static final int TRIES = 400;
  private static final long STEPS = 4_000_000;

  /** What one try may take, so that a hard one leaves something to the others. */
  private static final long STEPS_OF_ONE = STEPS / 10;

  private final List<List<OpenRule>> all;
  private final ValueRule rule;
  private final RuleGraphs expressions;
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * Prepares a search.
   *
   * @param all lists of rules, in the order of trial; each must allow
   */
  ExampleSearch(List<List<OpenRule>> all, ValueRule rule, RuleGraphs expressions) {
    this.all = all;
    this.rule = rule;
    this.expressions = expressions;
  }

  /** Whether an example was found. */
  boolean finds() {
    for (JsonNode example : rule.examples().stream().limit(MOST_EXAMPLES).toList()) {
      if (isOne(example, new Effort(STEPS_OF_ONE))) {
        return true;
      }
    }
    Effort effort = new Effort(STEPS);
    for (int i = 0; i < TRIES && !effort.isExhausted(); i++) {
      if (tryOne(i, effort.part(STEPS_OF_ONE))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOne(JsonNode value, Effort effort) {
    return rule.accepts(value) && isAllowed(value, effort);
  }

  private boolean isAllowed(JsonNode value, Effort effort) {
    Form only = Constants.of(value);
    try {
      return all.isEmpty()
          || new JointSearch(all, only, new TextGraphs(effort, expressions)).finds();
    } catch (Effort.Exhausted e) {
      return false;
    }
  }

  private boolean tryOne(int number, Effort effort) {
    TextGraphs graphs = new TextGraphs(effort, expressions);
    try {
      FieldDemands demands = demands(new JointSearch(all, rule.form(), graphs).choices(), graphs);
      return new ExampleValues(demands, random.split(), number % 3)
          .of(rule.form(), ArgumentNode.root(demands, false))
          .filter(value -> isOne(value, effort))
          .isPresent();
    } catch (Effort.Exhausted e) {
      return false;
    }
  }

  /** What one choice of allowances asks for, and the denials before them. */
  private FieldDemands demands(List<List<Way>> choices, TextGraphs graphs) {
    OpenPart demand = OpenPart.NOTHING;
    Set<OpenPart> denials = new LinkedHashSet<>();
    for (List<Way> ways : choices) {
      if (!ways.isEmpty()) {
        Way way = ways.get(random.nextInt(ways.size()));
        demand = demand.and(way.demand());
        denials.addAll(way.denials());
      }
    }
    Map<Integer, OpenPart> numbered = new TreeMap<>();
    denials.forEach(denial -> numbered.put(numbered.size(), denial));
    return new FieldDemands(demand, numbered, graphs);
  }
}
