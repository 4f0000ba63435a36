package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.TextRule;
import io.gatewaystack.validatabl.form.Texts;
import io.gatewaystack.validatabl.policy.TextSearch.Aim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The texts that fulfil conditions, as graphs. For one thread. */
final class TextGraphs {
  /** Texts of at least so many characters are told from shorter ones. */
  private static final int MAX_LEAST = 1_000;

  private static final Set<Operator> NAMING =
      Set.of(Operator.EQUALS, Operator.NOT_EQUALS, Operator.IN, Operator.NOT_IN);
  private static final Set<Operator> LANGUAGES =
      Set.of(Operator.MATCHES, Operator.STARTS_WITH, Operator.CONTAINS);

  private final Effort effort;
  private final RuleGraphs rules;
  private final RegexGraph expressions;
  private final Map<CheckedCondition.Meaning, TextGraph> known;

  /** Graphs for one search. */
  TextGraphs(Effort effort, RuleGraphs rules) {
    this(effort, rules, new RegexGraph(effort), new HashMap<>());
  }

  private TextGraphs(
      Effort effort,
      RuleGraphs rules,
      RegexGraph expressions,
      Map<CheckedCondition.Meaning, TextGraph> known) {
    this.effort = effort;
    this.rules = rules;
    this.expressions = expressions;
    this.known = known;
  }

  /** The same graphs, for one of many searches that may spend so much. */
  TextGraphs part(long steps) {
    return new TextGraphs(effort.part(steps), rules, expressions, known);
  }

  Effort effort() {
    return effort;
  }

  /** Whether an operator compares with whole texts. */
  static boolean namesTexts(Operator operator) {
    return NAMING.contains(operator);
  }

  /** Whether a condition holds for some texts that nobody names, and fails for others. */
  boolean isLanguage(CheckedCondition condition) {
    return LANGUAGES.contains(condition.operator()) && condition.source().value() instanceof String;
  }

  /**
   * Texts that conditions reach.
   *
   * @param demanded each must hold
   * @param avoidable had better not hold
   * @param excluded must not hold
   */
  record Reach(
      List<CheckedCondition> demanded,
      List<CheckedCondition> avoidable,
      List<CheckedCondition> excluded) {}

  /**
   * As {@link TextSearch#texts}.
   *
   * @param form all texts that may be found, or some others where it asks for very large graphs
   * @param forbidden texts that must not be found
   */
  List<String> texts(Reach reach, Texts form, Set<String> forbidden) {
    List<TextGraph> must = new ArrayList<>(graphs(reach.demanded()));
    must.addAll(graphsOf(form.matching()));
    if (form.least() > 0) {
      must.add(TextGraph.ofLength(Math.min(form.least(), MAX_LEAST)));
    }
    List<TextGraph> mustNot = new ArrayList<>(List.of(TextGraph.of(forbidden)));
    mustNot.addAll(graphsOf(form.failing()));
    mustNot.addAll(graphs(reach.excluded()));
    return new TextSearch(new Aim(must, mustNot, graphs(reach.avoidable()), form.most()), effort)
        .texts();
  }

  /** Texts that may fulfil some conditions, found without a search. */
  Stream<String> guesses(List<CheckedCondition> conditions) {
    return graphs(conditions).stream().flatMap(graph -> graph.guess().stream());
  }

  private List<TextGraph> graphs(List<CheckedCondition> conditions) {
    return conditions.stream().filter(this::isLanguage).map(this::graph).toList();
  }

  private List<TextGraph> graphsOf(List<TextRule> expressions) {
    return expressions.stream().map(rules::find).flatMap(Optional::stream).toList();
  }

  private TextGraph graph(CheckedCondition condition) {
    TextGraph graph = known.get(condition.meaning());
    if (graph == null) {
      String text = (String) condition.source().value();
      graph =
          switch (condition.operator()) {
            case MATCHES -> expressions.of(TextPattern.of(text));
            case STARTS_WITH -> TextGraph.startingWith(text);
            case CONTAINS -> TextGraph.containing(text);
            case EQUALS, NOT_EQUALS, IN, NOT_IN, CIDR, EXISTS, GT, GTE, LT, LTE ->
                throw new IllegalStateException("no language: " + condition.operator());
          };
      known.put(condition.meaning(), graph);
    }
    return graph;
  }
}
