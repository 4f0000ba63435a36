package io.gatewaystack.validatabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Rules, tried in ascending order of priority; the first that matches decides, else the default
 * effect. At equal priority denials come before allowances, otherwise the order of declaration
 * counts.
 *
 * <p>Rules are compiled once and refused whole when anything in one of them is unknown or unfit: a
 * rule that silently never matched would let through what it was written to stop. Immutable and
 * safe for use by several threads.
 */
public final class Policy {
  private static final Comparator<Rule> ORDER =
      Comparator.comparingInt(Rule::priority).thenComparing(Rule::effect);

  private final List<CompiledRule> rules;
  private final PolicyDecision otherwise;

  private Policy(List<CompiledRule> rules, PolicyDecision otherwise) {
    this.rules = rules;
    this.otherwise = otherwise;
  }

  /**
   * A policy that denies what no rule allows.
   *
   * @throws IllegalArgumentException naming rule and key, when a rule cannot be compiled
   */
  public static Policy of(List<Rule> rules) {
    return of(rules, Effect.DENY);
  }

  /**
   * A policy with a default effect.
   *
   * @throws IllegalArgumentException naming rule and key, when a rule cannot be compiled
   */
  public static Policy of(List<Rule> rules, Effect defaultEffect) {
    Objects.requireNonNull(defaultEffect, "defaultEffect");
    refuseDuplicates(rules);
    List<CompiledRule> compiled = new ArrayList<>(rules.size());
    for (Rule rule : rules.stream().sorted(ORDER).toList()) {
      compiled.add(CompiledRule.of(rule, compiled.size() + 1));
    }
    return new Policy(
        List.copyOf(compiled), new PolicyDecision(defaultEffect, Optional.empty(), rules.size()));
  }

  private static void refuseDuplicates(List<Rule> rules) {
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("rule " + rule.id() + ": id (expected: used once)");
      }
    }
  }

  /**
   * Decides on what the context says now: sections that are missing have no fields. The body is
   * read only when a condition on the arguments is reached.
   *
   * @throws Refused when the body must be read and the client sent something unacceptable
   */
  public PolicyDecision decide(RequestContext context) {
    Facts facts = new Facts(context);
    for (CompiledRule rule : rules) {
      if (rule.matches(facts)) {
        return rule.decision();
      }
    }
    return otherwise;
  }
}
