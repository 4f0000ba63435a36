package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import io.gatewaystack.validatabl.policy.PoliciesInForce;
import java.util.Map;
import java.util.Optional;

/**
 * What one caller sees: every tool, prompt and resource of which some use may be allowed. It asks
 * the checks that decide the use itself; only what nobody can know before the use, its arguments
 * and their content, is left open, as far as the tool's schema does.
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

  /** Whether a prompt may be had with some arguments that are known, and any others. */
  boolean prompt(String name, Map<String, String> arguments, Patience patience) {
    Operation get = Operations.getOf(name);
    return may(get)
        && !patience.isExhausted()
        && policies.mayAllowWith(context, get, arguments, patience);
  }

  boolean resource(String uri) {
    return may(Operations.readOf(uri));
  }

  /** Whether some resource of a template that a server lists may be read. */
  boolean template(UriTemplate template) {
    return template(template, Patience.withServer());
  }

  /** The same where only so much may be tried; closed where that is not enough to tell. */
  boolean template(UriTemplate template, Patience patience) {
    if (template.isTooLong()) {
      return false;
    }
    return template.isLiteral()
        ? resource(template.text())
        : resource(template.example())
            || permitted
                && !patience.isExhausted()
                && new Behind(template, this, patience).mayBeRead();
  }

  /** Whether some use of what an operation names may be allowed. */
  boolean may(Operation operation) {
    Need need = rules.scopes().find(operation, context.request()).orElse(null);
    return need != null
        && permitted
        && need.isHeldBy(identity)
        && (services.isEmpty() || services.get().admits(operation))
        && policies.mayAllow(context, operation, rules.schemas().arguments(operation));
  }
}
