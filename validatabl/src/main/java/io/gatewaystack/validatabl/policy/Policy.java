package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules, tried in ascending order of priority; the first that matches decides, else the default
 * effect. At equal priority denials come before allowances, otherwise the order of declaration
 * counts.
 *
 * <p>Rules are compiled once and refused whole when anything in one of them is unknown or unfit: a
 * rule that silently never matched would let through what it was written to stop. Immutable and
 * safe for use by several threads.
 */
public final class Policy implements PolicySource {
  private final RuleTable table;
  private final PolicyDecision otherwise;

  private Policy(RuleTable table, PolicyDecision otherwise) {
    this.table = table;
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
    return new Policy(
        new PolicyCompiler().compile(rules),
        new PolicyDecision(defaultEffect, Optional.empty(), rules.size()));
  }

  /** This policy: it never changes. */
  @Override
  public Policy current() {
    return this;
  }

  /**
   * Decides on what the context says now: sections that are missing have no fields. The body is
   * read only when a condition on the arguments, or the operation, asks for it.
   *
   * @throws Refused when the body must be read and the client sent something unacceptable
   */
  public PolicyDecision decide(RequestContext context) {
    Reading reading = table.read(new CurrentRequest(context));
    BitSet candidates = table.candidates(reading);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      CompiledRule rule = table.rule(i);
      if (rule.matches(reading) == Truth.TRUE) {
        return rule.decision();
      }
    }
    return otherwise;
  }

  /**
   * Whether the caller may be allowed an operation, whatever its arguments and its content: false
   * means that it is refused every time. What is listed to a caller is what this lets through.
   *
   * <p>Who calls, from where and over which route is as the context says. Conditions on arguments
   * and content may hold or not, each for itself; two conditions on the same argument that exclude
   * one another still count as possible, so now and then an operation is visible that no arguments
   * open.
   *
   * @param context the request at hand, e.g. for a list; its operation and body are not looked at
   * @param call what would be called: kind, method, target and, where it is a model call, model
   */
  public boolean mayAllow(RequestContext context, Operation call) {
    return mayAllow(new PossibleCall(context, call, false), otherwise.allowed());
  }

  /**
   * Whether the caller may be allowed one of many operations, as {@link #mayAllow(RequestContext,
   * Operation)}.
   *
   * @param family the operations: its target is only how their targets begin, as the text before
   *     the first variable of a resource template
   */
  public boolean mayAllowSome(RequestContext context, Operation family) {
    return mayAllow(new PossibleCall(context, family, true), otherwise.allowed());
  }

  /**
   * Whether a message that only leads to calls, such as a handshake or the request for a list, may
   * pass. It passes unless a rule refuses it whatever it leads to: the default effect is about the
   * calls, and a client that may not speak cannot make those it is allowed.
   *
   * @throws Refused as {@link #decide}
   */
  public boolean mayConverse(RequestContext message) {
    return mayAllow(new Conversation(message), true);
  }

  private boolean mayAllow(Facts facts, boolean byDefault) {
    Reading reading = table.read(facts);
    BitSet candidates = table.candidates(reading);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      CompiledRule rule = table.rule(i);
      Truth matches = rule.matches(reading);
      if (matches != Truth.FALSE && rule.decision().allowed()) {
        return true;
      }
      if (matches == Truth.TRUE) {
        return false;
      }
    }
    return byDefault;
  }
}
