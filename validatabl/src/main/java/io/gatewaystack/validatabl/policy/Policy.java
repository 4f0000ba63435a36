package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Judgement.Answer;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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
  /** Most arguments that may be recorded. */
  public static final int MAX_RECORDED = 32;

  static final int LONGEST_NAME = 128;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1," + LONGEST_NAME + "}");

  private final String name;
  private final String version;
  private final Set<String> recorded;
  private final RuleTable table;
  private final PolicyDecision otherwise;

  private Policy(
      String name,
      String version,
      Set<String> recorded,
      RuleTable table,
      PolicyDecision otherwise) {
    this.name = name;
    this.version = version;
    this.recorded = recorded;
    this.table = table;
    this.otherwise = otherwise;
  }

  /**
   * A policy that denies what no rule allows.
   *
   * @throws IllegalArgumentException naming rule and key, when a rule cannot be compiled, or naming
   *     rules whose conditions on arguments are too entangled for {@link #mayAllow}
   */
  public static Policy of(List<Rule> rules) {
    return of(rules, Effect.DENY);
  }

  /**
   * A policy with a default effect.
   *
   * @throws IllegalArgumentException naming rule and key, when a rule cannot be compiled, or naming
   *     rules whose conditions on arguments are too entangled for {@link #mayAllow}
   */
  public static Policy of(List<Rule> rules, Effect defaultEffect) {
    Objects.requireNonNull(defaultEffect, "defaultEffect");
    RuleTable table = PolicyCompiler.compile(rules, defaultEffect);
    return new Policy(
        "policy",
        Digest.of(rules, defaultEffect),
        Set.of(),
        table,
        new PolicyDecision(defaultEffect, Optional.empty(), rules.size()));
  }

  /**
   * This policy under a name, which tells it from others in records; {@code policy} by default.
   *
   * @param newName 1..128 of {@code [A-Za-z0-9._:-]}
   */
  public Policy named(String newName) {
    return new Policy(checkedName(newName), version, recorded, table, otherwise);
  }

  /**
   * This policy, with arguments that may stand in the audit record, so that a later policy that
   * asks for them can be tried on recorded requests. None by default: arguments are content.
   *
   * @param fields such as {@code arguments.amount}; at most {@value #MAX_RECORDED}
   */
  public Policy recording(Set<String> fields) {
    if (fields.size() > MAX_RECORDED) {
      throw new IllegalArgumentException("record: (expected: at most " + MAX_RECORDED + ")");
    }
    fields.forEach(Policy::checkedArgument);
    return new Policy(
        name, version, Collections.unmodifiableSet(new TreeSet<>(fields)), table, otherwise);
  }

  static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: 1..128 of [A-Za-z0-9._:-])");
    }
    return name;
  }

  static String checkedArgument(String field) {
    if (!(FieldNames.find(field).orElse(null) instanceof Field.Argument)) {
      throw new IllegalArgumentException(
          "record: " + field + " (expected: " + FieldNames.ARGUMENTS + "<path>)");
    }
    return field;
  }

  /** What the policy is called in records. */
  public String name() {
    return name;
  }

  /**
   * The digest of what this policy decides, {@code sha256:} and 64 hexadecimal digits: the same for
   * the same rules in the same order, however and wherever they are written down.
   */
  public String version() {
    return version;
  }

  /** The arguments that may be recorded. */
  public Set<String> recorded() {
    return recorded;
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
   * Whether some arguments and some content make this policy allow the caller an operation. What is
   * listed to a caller is what this lets through.
   *
   * <p>For calls, reads and prompts of MCP that is exact: when no arguments open the operation, it
   * is not there, whatever the rules. Who calls, from where and over which route is as the context
   * says. Arguments are any JSON whose size is no matter, and are judged together: two conditions
   * that exclude one another do so across rules, too. Content may be anything whatever the
   * arguments are, since only the layers that look at it know what they find. For other operations
   * each condition on what only the call itself will tell counts for itself, so that now and then
   * one passes that nothing opens; never the other way round.
   *
   * @param context the request at hand, e.g. for a list; its operation and body are not looked at
   * @param call what would be called: kind, method, target and, where it is a model call, model
   */
  public boolean mayAllow(RequestContext context, Operation call) {
    return mayAllow(new PossibleCall(context, call, false));
  }

  boolean mayAllow(PossibleCall call) {
    Reading reading = table.read(call);
    return call.hasArguments()
        ? table.opens(reading, call.about(), otherwise.allowed())
        : table.mayAllow(reading, otherwise.allowed());
  }

  /** The names of the arguments that rules look at, or into. */
  Set<String> arguments() {
    return table.arguments();
  }

  /** Whether rules look at what is found in content. */
  boolean looksAtContent() {
    return table.looksAtContent();
  }

  /** What is left of the rules that may matter to a call, or to many, in the order of trial. */
  List<OpenRule> left(PossibleCall call) {
    return table.left(table.read(call), call.family(), otherwise.effect());
  }

  /**
   * Whether an operation only leads to others, which are decided when they come: lists, streams,
   * notifications, and the methods of MCP that start, keep and end a conversation.
   */
  public static boolean isConversation(Operation operation) {
    return new OperationFacts(operation).isConversation();
  }

  /**
   * Whether a message that only leads to calls, such as a handshake or the request for a list, may
   * pass. It passes unless a rule refuses it whatever it leads to: the default effect is about the
   * calls, and a client that may not speak cannot make those it is allowed.
   *
   * @throws Refused as {@link #decide}
   */
  public boolean mayConverse(RequestContext message) {
    return table.mayAllow(table.read(new Conversation(new CurrentRequest(message))), true);
  }

  /**
   * What this policy says on facts of which some may be unknown.
   *
   * @param conversation whether the request only leads to calls, as {@link #mayConverse}
   */
  Opinion judge(Facts facts, boolean conversation) {
    Opinion opinion = table.judge(table.read(facts), otherwise);
    if (!conversation || opinion.answer() == Answer.ALLOW) {
      return opinion;
    }
    Reading reading = table.read(new Conversation(facts));
    boolean passes = table.mayAllow(reading, true);
    List<Field> unknown = reading.unknown().stream().filter(f -> !Conversation.opens(f)).toList();
    if (!passes) {
      return new Opinion(Answer.DENY, opinion.rule(), unknown);
    }
    Answer answer = unknown.isEmpty() ? Answer.ALLOW : Answer.UNDECIDED;
    return new Opinion(answer, Optional.empty(), unknown);
  }
}
