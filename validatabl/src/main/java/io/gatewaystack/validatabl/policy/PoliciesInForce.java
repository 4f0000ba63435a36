package io.gatewaystack.validatabl.policy;

import com.github.benmanes.caffeine.cache.Cache;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.form.ValueRule;
import io.gatewaystack.validatabl.policy.JointOpenings.Finding;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * The policies one request is judged by, from its arrival to the last item of a list in its answer.
 * Immutable and safe for use by several threads.
 */
public final class PoliciesInForce {
  private static final Logger LOG = LoggerFactory.getLogger(PoliciesInForce.class);

  /** Without a name nothing is read. */
  private static final Condition NAMED = new Condition("resource", Operator.MATCHES, ".+");

  private final List<Policy> enforced;
  private final List<Policy> shadows;
  private final List<Field.Argument> recorded;
  private final JointOpenings together;

  /** Whether two policies look at the same argument, or at content. */
  private final boolean mayMeet;

  /** Whether a policy looks at arguments or at content. */
  private final boolean looksInside;

  private final Set<String> arguments;
  private final Cache<Narrowing, List<OpenRule>> narrowings =
      JointOpenings.remembered(Narrowing::length);

  PoliciesInForce(List<Policy> enforced, List<Policy> shadows) {
    this.enforced = List.copyOf(enforced);
    this.shadows = List.copyOf(shadows);
    this.recorded =
        Stream.concat(enforced.stream(), shadows.stream())
            .flatMap(policy -> policy.recorded().stream())
            .distinct()
            .map(name -> (Field.Argument) FieldNames.find(name).orElseThrow())
            .toList();
    this.arguments =
        enforced.stream()
            .flatMap(policy -> policy.arguments().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.mayMeet = mayMeet(enforced);
    this.looksInside = !arguments.isEmpty() || enforced.stream().anyMatch(Policy::looksAtContent);
    this.together =
        new JointOpenings(enforced.stream().map(Policy::name).collect(Collectors.joining(", ")));
  }

  private static boolean mayMeet(List<Policy> policies) {
    Set<String> seen = new HashSet<>();
    boolean content = false;
    for (Policy policy : policies) {
      if (content && policy.looksAtContent() || !Collections.disjoint(seen, policy.arguments())) {
        return true;
      }
      seen.addAll(policy.arguments());
      content |= policy.looksAtContent();
    }
    return false;
  }

  /** Those of which each must allow, in order. */
  public List<Policy> enforced() {
    return enforced;
  }

  /** Those that are only asked, in order. */
  public List<Policy> shadows() {
    return shadows;
  }

  /** Whether an enforced policy looks at arguments. */
  public boolean lookAtArguments() {
    return !arguments.isEmpty();
  }

  /**
   * What all policies said.
   *
   * @param allowed whether no enforced policy refuses the request
   * @param reason a stable machine string: that of the first refusal, else of the first policy
   * @param rule the rule behind the reason
   * @param record the rulings of all policies, and what they saw
   */
  public record Judged(boolean allowed, String reason, Optional<Rule> rule, Judgement record) {}

  /**
   * Asks every policy. Those that cannot change what happens any more, because they stand in the
   * shadow or another has refused, are asked without reading from the client.
   *
   * <p>What only leads to calls passes as {@link Policy#mayConverse} says, and so does completion,
   * about which its own layer knows more.
   *
   * @return empty when there is no policy
   * @throws Refused as {@link Policy#decide}
   */
  public Optional<Judged> judge(RequestContext context) {
    if (enforced.isEmpty() && shadows.isEmpty()) {
      return Optional.empty();
    }
    boolean conversation = isConversation(context.operation());
    List<Ruling> rulings = new ArrayList<>(enforced.size() + shadows.size());
    Said decisive = null;
    for (Policy policy : enforced) {
      if (decisive != null && !decisive.allowed()) {
        rulings.add(ask(policy, true, context, conversation));
        continue;
      }
      Said said = Said.of(policy, context, conversation);
      rulings.add(said.ruling(policy));
      decisive = decisive == null || !said.allowed() ? said : decisive;
    }
    for (Policy policy : shadows) {
      rulings.add(ask(policy, false, context, conversation));
    }
    Content content = context.find(Content.class).orElse(null);
    Said said = decisive == null ? Said.NOTHING : decisive;
    if (said.allowed() && areEntangled(context)) {
      said = Said.ENTANGLED;
    }
    return Optional.of(
        new Judged(
            said.allowed(),
            said.reason(),
            said.rule(),
            new Judgement(rulings, content, recorded(context))));
  }

  private static boolean isConversation(Operation operation) {
    return Policy.isConversation(operation) || operation.kind() == Operation.Kind.MCP_COMPLETE;
  }

  /** Whether an operation uses what a list of MCP may show. */
  private static boolean isListed(Operation operation) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, MCP_PROMPT, MCP_READ -> true;
      case HTTP,
          MCP_LIST,
          MCP_COMPLETE,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          REST_TOOL,
          MODEL_CALL ->
          false;
    };
  }

  /** What an enforced policy said. */
  private record Said(boolean allowed, String reason, Optional<Rule> rule) {
    /** No policy is enforced. */
    static final Said NOTHING = new Said(true, "granted", Optional.empty());

    static final Said PASSES = new Said(true, "conversation", Optional.empty());

    /** Each allows, and nobody can tell what all of them let through. */
    static final Said ENTANGLED = new Said(false, "entangled_policies", Optional.empty());

    static Said of(Policy policy, RequestContext context, boolean conversation) {
      PolicyDecision decision = policy.decide(context);
      return !decision.allowed() && conversation && policy.mayConverse(context)
          ? PASSES
          : new Said(decision.allowed(), decision.reason(), decision.rule());
    }

    Ruling ruling(Policy policy) {
      return new Opinion(allowed ? Answer.ALLOW : Answer.DENY, rule, List.of()).by(policy, true);
    }
  }

  private static Ruling ask(
      Policy policy, boolean enforced, RequestContext context, boolean conversation) {
    try {
      return policy.judge(LoadedRequest.of(context), conversation).by(policy, enforced);
    } catch (RuntimeException e) { // whatever it is, it must not touch the request
      LOG.error("{}: policy {} could not be asked", context.request().id(), policy.name(), e);
      return new Ruling(policy.name(), policy.version(), enforced, Answer.UNDECIDED, null);
    }
  }

  /** The arguments that the policies' owners let be recorded. */
  private Map<String, JsonNode> recorded(RequestContext context) {
    if (recorded.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    LoadedRequest request = LoadedRequest.of(context);
    for (Field.Argument field : recorded) {
      Fact fact = request.argument(field);
      if (fact == Fact.Absent.INSTANCE) {
        values.put(field.names().get(0), NullNode.getInstance());
      } else if (fact instanceof JsonFact json) {
        json.scalar().ifPresent(value -> values.put(field.names().get(0), value));
      }
    }
    return values;
  }

  /**
   * Whether some arguments and some content make every enforced policy allow a call, the same for
   * all of them, as {@link Policy#mayAllow}. Policies that together are too entangled to tell
   * within bounded work count as closed: {@link #judge} refuses such calls, too.
   *
   * @param arguments what the arguments must be
   */
  public boolean mayAllow(RequestContext context, Operation call, ValueRule arguments) {
    PossibleCall possible = new PossibleCall(context, call, false);
    for (Policy policy : enforced) {
      if (!policy.mayAllow(possible)) {
        return false;
      }
    }
    if (!possible.hasArguments() || !mayMeet && arguments == ValueRule.ANY) {
      return true;
    }
    List<List<OpenRule>> limiting = limiting(possible);
    boolean open = !mayMeet || limiting.size() < 2 || together.open(limiting) == Finding.OPEN;
    return open && (arguments == ValueRule.ANY || together.open(limiting, arguments));
  }

  /**
   * Whether nobody can tell what the enforced policies let through together of a call: then it is
   * not listed, and must not pass. Where no two of them look at the same argument, or at content,
   * there is no such call.
   */
  private boolean areEntangled(RequestContext context) {
    if (!mayMeet || !isListed(context.operation())) {
      return false;
    }
    PossibleCall call = new PossibleCall(context, context.operation(), false);
    List<List<OpenRule>> limiting = limiting(call);
    return limiting.size() > 1 && together.open(limiting) == Finding.TOO_HARD;
  }

  /**
   * Whether a call at hand that all enforced policies allow, and whose arguments fulfil a rule, is
   * one of those that {@link #mayAllow} lets a list show. Elsewhere than in MCP, and where any
   * arguments will do, it is.
   */
  public boolean isShown(RequestContext context, ValueRule arguments) {
    Operation call = context.operation();
    if (arguments == ValueRule.ANY || !isListed(call)) {
      return true;
    }
    List<List<OpenRule>> limiting =
        looksInside ? limiting(new PossibleCall(context, call, false)) : List.of();
    return together.open(limiting, arguments);
  }

  /**
   * Whether a call that {@link #mayAllow} allows may also be allowed with some arguments that are
   * known, and any others.
   *
   * @param known texts, by the names of the arguments
   * @param patience how much may be tried; what takes more counts as not allowed
   */
  public boolean mayAllowWith(
      RequestContext context, Operation call, Map<String, String> known, Patience patience) {
    List<Condition> given = new ArrayList<>();
    known.forEach(
        (name, text) -> {
          if (arguments.contains(name)) { // the others make no difference
            given.add(new Condition(FieldNames.ARGUMENTS + name, Operator.EQUALS, text));
          }
        });
    if (given.isEmpty()) {
      return true;
    }
    List<List<OpenRule>> limiting = limiting(new PossibleCall(context, call, false));
    return together.openWith(new Narrowing(given, List.of()), limiting, patience);
  }

  /**
   * Whether every enforced policy allows the reading of some resource, with some arguments and some
   * content, as {@link #mayAllow}.
   *
   * @param family the reads; its target is how all the resources begin
   * @param within conditions on {@code resource} that all the resources fulfil
   * @param outside conditions on {@code resource} none of which they fulfil
   * @param patience how much may be tried; what takes more counts as not allowed
   * @throws IllegalArgumentException when a condition is not one that a policy could have
   */
  public boolean mayAllowSome(
      RequestContext context,
      Operation family,
      List<Condition> within,
      List<Condition> outside,
      Patience patience) {
    List<List<OpenRule>> limiting = limiting(new PossibleCall(context, family, true));
    List<Condition> named = new ArrayList<>(List.of(NAMED));
    named.addAll(within);
    Narrowing reads = new Narrowing(named, outside);
    List<OpenRule> rules = narrowings.get(reads, Narrowing::rules);
    return together.openReads(reads, rules, limiting, patience);
  }

  /** What is left of the policies that do not allow the call whatever else it says. */
  private List<List<OpenRule>> limiting(PossibleCall call) {
    List<List<OpenRule>> limiting = new ArrayList<>(enforced.size() + 1);
    for (Policy policy : enforced) {
      List<OpenRule> left = policy.left(call);
      if (!OpenRule.allowAll(left)) {
        limiting.add(left);
      }
    }
    return limiting;
  }
}
