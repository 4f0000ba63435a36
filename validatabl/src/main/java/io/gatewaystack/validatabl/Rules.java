package io.gatewaystack.validatabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.validatabl.policy.Policies;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was configured.
 *
 * @param scopes what exists, and which scopes it needs
 * @param permissions what every operation needs
 * @param policies what is asked last
 * @param services which service what belongs to; empty when services do not matter
 * @param schemas what arguments must look like
 * @param anonymous routes of plain HTTP that need no caller
 * @param hide whether what a caller may not use does not exist for it
 */
record Rules(
    ScopeMap scopes,
    Permissions permissions,
    Policies policies,
    Optional<Services> services,
    ArgumentSchemas schemas,
    Set<RoutePattern> anonymous,
    boolean hide) {

  /** Whether a request may come from nobody: plain HTTP, on such a route, to no service. */
  boolean admitAnybody(RequestContext context) {
    RequestInfo request = context.request();
    return context.route().protocol() == Route.Protocol.HTTP
        && scopes.route(request).filter(route -> anonymous.contains(route.pattern())).isPresent()
        && services.map(s -> s.ofRoute(request) == null).orElse(true);
  }

  /** Whether two callers may be shown different lists. */
  boolean dependOnCaller() {
    return !permissions.isEmpty()
        || policies.enforcesAny()
        || services.isPresent()
        || scopes.needAny();
  }

  /** Whether of two resources a caller may be allowed to read only one. */
  boolean tellResourcesApart() {
    return scopes.resources().isPresent() || policies.enforcesAny() || services.isPresent();
  }
}
