package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.form.ValueRule;
import io.gatewaystack.validatabl.policy.PoliciesInForce;
import io.gatewaystack.validatabl.policy.PoliciesInForce.Judged;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one caller may do while one request lasts. The operation at hand, and every entry of a list
 * in its answer, are judged by the same policies and services.
 */
final class Access {
  private static final Verdict UNMAPPED = refused("unmapped_operation", Denials.UNMAPPED);

  private final Rules rules;
  private final RequestContext context;
  private final Identity identity;
  private final Optional<Services.Enabled> services;
  private final Optional<Denial> permission;
  private final PoliciesInForce policies;
  private final Sight sight;

  /**
   * Looks at one caller.
   *
   * @param services what the caller's organisation has; empty when services do not matter
   */
  Access(
      Rules rules, RequestContext context, Identity identity, Optional<Services.Enabled> services) {
    this.rules = rules;
    this.context = context;
    this.identity = identity;
    this.services = services;
    this.permission = rules.permissions().check(identity);
    this.policies = rules.policies().current();
    this.sight = new Sight(rules, context, identity, permission.isEmpty(), services, policies);
  }

  /** The same look at something else the caller asks for in the same request. */
  private Access(Access asker, RequestContext context) {
    this.rules = asker.rules;
    this.context = context;
    this.identity = asker.identity;
    this.services = asker.services;
    this.permission = asker.permission;
    this.policies = asker.policies;
    this.sight = asker.sight;
  }

  /** What the caller sees. */
  Sight sight() {
    return sight;
  }

  /** Decides about the operation at hand, and every resource it subscribes to by the way. */
  Verdict judge() {
    Verdict verdict = judgeAlone();
    List<RequestContext> subscriptions = Subscriptions.in(context);
    if (subscriptions.isEmpty()) {
      return verdict;
    }
    Set<Need> told = new LinkedHashSet<>();
    told(verdict).ifPresent(told::add);
    for (RequestContext subscription : subscriptions) {
      Access access = new Access(this, subscription);
      Verdict also = access.judgeAlone();
      verdict = verdict.and(also);
      access.told(also).ifPresent(told::add);
    }
    return verdict.lacksScope()
        ? verdict.instead(told.stream().reduce(Need::and).orElseThrow().insufficientScope(identity))
        : verdict;
  }

  /**
   * What it takes, when the caller may know: a client asks for exactly what it is told, so it is
   * told at once all scopes that it needs, also those it has.
   */
  private Optional<Need> told(Verdict verdict) {
    return verdict.allowed() || verdict.lacksScope()
        ? rules.scopes().find(context.operation(), context.request())
        : Optional.empty();
  }

  private Verdict judgeAlone() {
    Operation operation = context.operation();
    if (operation.kind() == Operation.Kind.MCP_COMPLETE) {
      return Completing.of(context).map(this::completion).orElse(UNMAPPED);
    }
    Need need = rules.scopes().find(operation, context.request()).orElse(null);
    if (need == null) {
      return unmapped(operation);
    }
    Verdict verdict = obstacle(need, operation).orElseGet(() -> byPolicies(need));
    return verdict.allowed() || !conceals(operation) || sight.may(operation)
        ? verdict
        : concealed(verdict, operation);
  }

  /** The refusal by service, scope or permission, or because nobody could judge the rest. */
  private Optional<Verdict> obstacle(Need need, Operation operation) {
    if (services.isPresent() && !services.get().admits(operation)) {
      return Optional.of(need.denied(services.get().refusal(operation), identity));
    }
    if (!need.isHeldBy(identity)) {
      return Optional.of(need.insufficientScope(identity));
    }
    return permission
        .or(() -> hidesArguments() ? Optional.of(Denials.ARGUMENTS_IN_QUERY) : Optional.empty())
        .map(denial -> need.denied(denial, identity));
  }

  /** Whether a tool might take arguments from where nobody judges them. */
  private boolean hidesArguments() {
    Operation operation = context.operation();
    String query = context.request().query();
    return operation.kind() == Operation.Kind.REST_TOOL
        && query != null
        && !query.isEmpty()
        && (policies.lookAtArguments() || rules.schemas().arguments(operation) != ValueRule.ANY);
  }

  private Verdict byPolicies(Need need) {
    Judged judged = policies.judge(context).orElse(null);
    if (judged != null && !judged.allowed()) {
      return need.judged(judged);
    }
    Verdict denied = byArguments(need).orElse(null);
    if (denied == null) {
      return judged == null ? need.granted() : need.judged(judged);
    }
    return judged == null ? denied : denied.after(judged.record());
  }

  /** The refusal because of arguments, or because nobody can tell which ones may pass. */
  private Optional<Verdict> byArguments(Need need) {
    Optional<Denial> unfit = rules.schemas().check(context).map(Denials::invalidArguments);
    if (unfit.isPresent()) {
      return unfit.map(denial -> need.denied(denial, identity));
    }
    return policies.isShown(context, rules.schemas().arguments(context.operation()))
        ? Optional.empty()
        : Optional.of(need.unproven());
  }

  /** Completing belongs to the use of what is completed, and is refused as that would be. */
  private Verdict completion(Completing completing) {
    Operation use = completing.use();
    List<Need> needs = needs(completing, use);
    if (needs.isEmpty()) {
      return unmapped(use);
    }
    Need need = needs.stream().filter(n -> n.isHeldBy(identity)).findFirst().orElse(needs.get(0));
    if (!completing.isVisible(sight)) {
      Verdict verdict =
          obstacle(need, use).orElseGet(() -> need.denied(Denials.BY_POLICY, identity));
      return conceals(use) ? concealed(verdict, use) : verdict;
    }
    return policies.judge(context).map(need::judged).orElseGet(need::granted);
  }

  private List<Need> needs(Completing completing, Operation use) {
    UriTemplate template = completing.template();
    return template == null || template.isLiteral()
        ? rules.scopes().find(use, context.request()).stream().toList()
        : rules.scopes().behind(template).stream().map(ScopeMap.MappedResource::need).toList();
  }

  /** Whether refusing an operation must look as if what it names did not exist. */
  private boolean conceals(Operation operation) {
    return rules.hide() && rules.scopes().maps(operation);
  }

  private Verdict concealed(Verdict verdict, Operation operation) {
    return new Verdict(
        verdict.authorization(), Optional.of(Denials.unknown(operation, context.request())));
  }

  /** Nothing speaks about the operation; where names are mapped, this one does not exist. */
  private Verdict unmapped(Operation operation) {
    boolean named = operation.kind() == Operation.Kind.MCP_TOOL_CALL;
    boolean tool = named || operation.kind() == Operation.Kind.REST_TOOL;
    if (!tool && !rules.scopes().maps(operation) && !rules.scopes().isAmbiguous(operation)) {
      return UNMAPPED;
    }
    Denial unknown = Denials.unknown(operation, context.request());
    return refused(unknown.error(), unknown);
  }

  private static Verdict refused(String reason, Denial denial) {
    return new Verdict(
        new Authorization(false, reason, Set.of(), Set.of(), null), Optional.of(denial));
  }
}
