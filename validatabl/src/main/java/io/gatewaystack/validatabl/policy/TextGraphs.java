package io.gatewaystack.validatabl.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The texts that fulfil conditions, as graphs. For one thread. */
final class TextGraphs {
  private static final Set<Operator> NAMING =
      Set.of(Operator.EQUALS, Operator.NOT_EQUALS, Operator.IN, Operator.NOT_IN);
  private static final Set<Operator> LANGUAGES =
      Set.of(Operator.MATCHES, Operator.STARTS_WITH, Operator.CONTAINS);

  private final Effort effort;
  private final RegexGraph expressions;
  private final Map<CheckedCondition.Meaning, TextGraph> known = new HashMap<>();

  TextGraphs(Effort effort) {
    this.effort = effort;
    this.expressions = new RegexGraph(effort);
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

  /** As {@link TextSearch#texts}. */
  List<String> texts(
      List<CheckedCondition> demanded, List<CheckedCondition> avoidable, Set<String> forbidden) {
    return new TextSearch(graphs(demanded), TextGraph.of(forbidden), graphs(avoidable), effort)
        .texts();
  }

  private List<TextGraph> graphs(List<CheckedCondition> conditions) {
    return conditions.stream().filter(this::isLanguage).map(this::graph).toList();
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
