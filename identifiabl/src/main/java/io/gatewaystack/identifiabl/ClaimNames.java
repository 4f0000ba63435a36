package io.gatewaystack.identifiabl;

import java.util.List;

/**
 * Which claims of a token say what. Scopes and roles are collected from all the claims named;
 * tenant and plan are taken from the first that is present.
 *
 * <p>A name that starts with a slash is a JSON Pointer (RFC 6901) to a claim within others, e.g.
 * {@code /realm_access/roles}; every other name is taken as it is, dots included.
 *
 * @param scopes claims that grant scopes, each a string of names separated by spaces or an array
 * @param roles claims that grant roles, of the same forms
 * @param tenant claims that name the organisation the caller acts for
 * @param plan claims that name the commercial plan
 */
public record ClaimNames(
    List<String> scopes, List<String> roles, List<String> tenant, List<String> plan) {

  /**
   * Scopes from {@code scope}, {@code scopes}, {@code scp} and {@code permissions}, roles from
   * {@code roles}, the tenant from {@code org_id} or {@code tenant}, the plan from {@code plan}.
   */
  public static final ClaimNames DEFAULT =
      new ClaimNames(
          List.of("scope", "scopes", "scp", "permissions"),
          List.of("roles"),
          List.of("org_id", "tenant"),
          List.of("plan"));

  /** Copies the lists; each may be empty, no name may be blank. */
  public ClaimNames {
    scopes = names("claimNames.scopes", scopes);
    roles = names("claimNames.roles", roles);
    tenant = names("claimNames.tenant", tenant);
    plan = names("claimNames.plan", plan);
  }

  /** These names with other claims that grant scopes. */
  public ClaimNames withScopes(String... names) {
    return new ClaimNames(List.of(names), roles, tenant, plan);
  }

  /** These names with other claims that grant roles. */
  public ClaimNames withRoles(String... names) {
    return new ClaimNames(scopes, List.of(names), tenant, plan);
  }

  /** These names with other claims that name the tenant. */
  public ClaimNames withTenant(String... names) {
    return new ClaimNames(scopes, roles, List.of(names), plan);
  }

  /** These names with other claims that name the plan. */
  public ClaimNames withPlan(String... names) {
    return new ClaimNames(scopes, roles, tenant, List.of(names));
  }

  private static List<String> names(String setting, List<String> names) {
    names.forEach(name -> Expect.notBlank(setting, name));
    return List.copyOf(names);
  }
}
