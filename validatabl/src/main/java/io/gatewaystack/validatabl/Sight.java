package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.PoliciesInForce;
import java.util.Optional;

/**
 * What one caller sees: every tool, prompt and resource of which some use may be allowed. It asks
 * the checks that decide the use itself; only what nobody can know before the use, its arguments
 * and their content, is left open. A policy shows what some arguments open; argument schemas, apart
 * from {@code false}, are left out of that.
 *
 * @param rules what was configured
 * @param context the request at hand
 * @param identity who calls
 * @param permitted whether the caller holds the permissions that everything needs
 * @param services what the caller's organisation has; empty when services do not matter
 * @param policies what is in force for the whole request
 */
record Sight(
    Rules rules,
    RequestContext context,
    Identity identity,
    boolean permitted,
    Optional<Services.Enabled> services,
    PoliciesInForce policies) {

  boolean tool(String name) {
    return may(Operations.callOf(name));
  }

  boolean prompt(String name) {
    return may(Operations.getOf(name));
  }

  boolean resource(String uri) {
    return may(Operations.readOf(uri));
  }

  /** Whether some resource of a template may be read. */
  boolean template(UriTemplate template) {
    if (template.isLiteral()) {
      return resource(template.text());
    }
    return rules.scopes().behind(template).stream().anyMatch(r -> mayMeet(template, r));
  }

  /** Whether some use of what an operation names may be allowed. */
  boolean may(Operation operation) {
    Need need = rules.scopes().find(operation, context.request()).orElse(null);
    return need != null
        && permitted
        && need.isHeldBy(identity)
        && (services.isEmpty() || services.get().admits(operation))
        && rules.schemas().mayAccept(operation)
        && policies.mayAllow(context, operation);
  }

  private boolean mayMeet(UriTemplate template, ScopeMap.MappedResource resource) {
    UriTemplate mapped = resource.pattern().template();
    if (mapped.isLiteral()) {
      return resource(mapped.text());
    }
    String beginning =
        mapped.beginning().length() > template.beginning().length()
            ? mapped.beginning()
            : template.beginning();
    return permitted
        && resource.need().isHeldBy(identity)
        && (services.isEmpty() || services.get().mayReach(beginning))
        && policies.mayAllowSome(context, Operations.readOf(beginning));
  }
}
