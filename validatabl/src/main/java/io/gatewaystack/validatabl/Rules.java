package io.gatewaystack.validatabl;

import io.gatewaystack.validatabl.policy.Policies;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.Optional;

/**
 * Everything that was configured.
 *
 * @param scopes what exists, and which scopes it needs
 * @param permissions what every operation needs
 * @param policies what is asked last
 * @param services which service what belongs to; empty when services do not matter
 * @param schemas what arguments must look like
 * @param hide whether what a caller may not use does not exist for it
 */
record Rules(
    ScopeMap scopes,
    Permissions permissions,
    Policies policies,
    Optional<Services> services,
    ArgumentSchemas schemas,
    boolean hide) {

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
