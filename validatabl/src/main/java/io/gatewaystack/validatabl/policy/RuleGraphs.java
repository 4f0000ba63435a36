package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;
import io.gatewaystack.validatabl.form.TextRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The expressions of forms as graphs. There are as many as their owner wrote down, and making one
 * may take longer than the search it is made for, so each is kept. Safe for use by several threads.
 */
final class RuleGraphs {
  private static final long MAX_STEPS = 20_000_000;

  private final Map<TextRule, Optional<TextGraph>> known = new ConcurrentHashMap<>();

  /** The texts in which something is found; empty when it would take a very large graph. */
  Optional<TextGraph> find(TextRule rule) {
    return known.computeIfAbsent(rule, RuleGraphs::graph);
  }

  private static Optional<TextGraph> graph(TextRule rule) {
    List<RegexToken> tokens = RegexToken.read(".*(?:" + rule.expression() + ")");
    try {
      return RegexSize.isTooLarge(tokens)
          ? Optional.empty()
          : Optional.of(new RegexGraph(new Effort(MAX_STEPS)).of(tokens));
    } catch (Effort.Exhausted e) {
      return Optional.empty();
    }
  }
}
