package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final List<Policy> enforced;
  private final List<Policy> shadows;
  private final List<Field.Argument> recorded;

  PoliciesInForce(List<Policy> enforced, List<Policy> shadows) {
    this.enforced = List.copyOf(enforced);
    this.shadows = List.copyOf(shadows);
    this.recorded =
        Stream.concat(enforced.stream(), shadows.stream())
            .flatMap(policy -> policy.recorded().stream())
            .distinct()
            .map(name -> (Field.Argument) FieldNames.find(name).orElseThrow())
            .toList();
  }

  /** Those of which each must allow, in order. */
  public List<Policy> enforced() {
    return enforced;
  }

  /** Those that are only asked, in order. */
  public List<Policy> shadows() {
    return shadows;
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

  /** What an enforced policy said. */
  private record Said(boolean allowed, String reason, Optional<Rule> rule) {
    /** No policy is enforced. */
    static final Said NOTHING = new Said(true, "granted", Optional.empty());

    static final Said PASSES = new Said(true, "conversation", Optional.empty());

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
   * Whether every enforced policy may allow a call, as {@link Policy#mayAllow}: each for itself, so
   * that two may allow different arguments.
   */
  public boolean mayAllow(RequestContext context, Operation call) {
    for (Policy policy : enforced) {
      if (!policy.mayAllow(context, call)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every enforced policy may allow one of many calls, as {@link Policy#mayAllowSome}. */
  public boolean mayAllowSome(RequestContext context, Operation family) {
    for (Policy policy : enforced) {
      if (!policy.mayAllowSome(context, family)) {
        return false;
      }
    }
    return true;
  }
}
