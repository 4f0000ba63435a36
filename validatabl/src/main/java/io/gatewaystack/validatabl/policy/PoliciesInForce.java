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
   * @param decision what the enforced policies say together: the first denial, else what the first
   *     of them said; empty when none is enforced
   * @param record the rulings of all of them, and what they saw
   */
  public record Judged(Optional<PolicyDecision> decision, Judgement record) {}

  /**
   * Asks every policy. Those that cannot change what happens any more, because they stand in the
   * shadow or another has denied, are asked without reading from the client.
   *
   * @return empty when there is no policy
   * @throws Refused as {@link Policy#decide}
   */
  public Optional<Judged> judge(RequestContext context) {
    if (enforced.isEmpty() && shadows.isEmpty()) {
      return Optional.empty();
    }
    List<Ruling> rulings = new ArrayList<>(enforced.size() + shadows.size());
    PolicyDecision decision = null;
    for (Policy policy : enforced) {
      if (decision != null && !decision.allowed()) {
        rulings.add(ask(policy, context, true));
        continue;
      }
      PolicyDecision said = policy.decide(context);
      rulings.add(said.by(policy));
      decision = decision == null || !said.allowed() ? said : decision;
    }
    for (Policy policy : shadows) {
      rulings.add(ask(policy, context, false));
    }
    Content content = context.find(Content.class).orElse(null);
    return Optional.of(
        new Judged(
            Optional.ofNullable(decision),
            new Judgement(rulings, content, recorded(context))));
  }

  private static Ruling ask(Policy policy, RequestContext context, boolean enforced) {
    try {
      return policy.judge(LoadedRequest.of(context)).by(policy, enforced);
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

  /** Whether every enforced policy may allow a call, as {@link Policy#mayAllow}. */
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
