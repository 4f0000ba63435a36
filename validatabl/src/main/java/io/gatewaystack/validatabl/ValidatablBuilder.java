package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.validatabl.policy.Policies;
import io.gatewaystack.validatabl.policy.PolicySource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects what a {@link Validatabl} checks. Every method adds to what was said before. Wrong
 * values throw {@link IllegalArgumentException} at once. Not safe for use by several threads.
 */
public final class ValidatablBuilder {
  /** What MCP recommends for tool names (2025-11-25 and later, "Tool Names"). */
  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  private final Set<String> base = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Map<String, Set<String>> tools = new LinkedHashMap<>();
  private final Map<RoutePattern, Set<String>> routes = new LinkedHashMap<>();
  private final List<String> permissions = new ArrayList<>();
  private final List<List<String>> anyPermissions = new ArrayList<>();
  private boolean toolsMapped;
  private final List<PolicySource> policies = new ArrayList<>();
  private final List<PolicySource> shadows = new ArrayList<>();

  ValidatablBuilder() {}

  /** Scopes a client should ask for beside those it needs, e.g. {@code openid}; not checked. */
  public ValidatablBuilder baseScopes(String... scopes) {
    base.addAll(scopes("baseScopes", Arrays.asList(scopes)));
    return this;
  }

  /** Scopes every operation needs, all of them. */
  public ValidatablBuilder requireScopes(String... scopes) {
    required.addAll(scopes("requireScopes", Arrays.asList(scopes)));
    return this;
  }

  /** Permissions every operation needs, all of them; scopes and roles count as permissions. */
  public ValidatablBuilder requirePermissions(String... names) {
    permissions.addAll(permissions("requirePermissions", names));
    return this;
  }

  /** Permissions of which every operation needs one; each call adds a group. None: no group. */
  public ValidatablBuilder requireAnyPermission(String... names) {
    if (names.length > 0) {
      anyPermissions.add(permissions("requireAnyPermission", names));
    }
    return this;
  }

  /**
   * Maps tools to the scopes each needs, all of them. From then on a tool that is not mapped does
   * not exist; an empty map leaves none. Of MCP, lists and the conversation itself stay open to any
   * identified caller; prompts, resources and methods we do not know are refused unless a required
   * scope, a permission or a policy judges them.
   *
   * @param scopesByTool at least one scope for each tool; for a tool that needs none see {@link
   *     #openTools}
   */
  public ValidatablBuilder toolScopes(Map<String, Set<String>> scopesByTool) {
    toolsMapped = true;
    // in a fixed order, because what is announced must not change from one start to the next
    new TreeMap<>(scopesByTool)
        .forEach((tool, scopes) -> map(tool, someScopes("tool " + tool, new TreeSet<>(scopes))));
    return this;
  }

  /** Maps tools that any identified caller may call. */
  public ValidatablBuilder openTools(String... names) {
    toolsMapped = true;
    for (String tool : names) {
      map(tool, Set.of());
    }
    return this;
  }

  /**
   * Maps requests outside MCP and tools: those of a method to a path, and to everything below it,
   * need scopes, all of them. Of several routes the one of the longest path counts. From then on a
   * request that no route covers is refused.
   *
   * @param method HTTP method in capitals, or {@code *} for every method
   * @param path whole decoded path, an application's own path included: {@code /} or {@code /a/b};
   *     no wildcard
   * @param scopes at least one; for a route that needs none see {@link #openRoute}
   */
  public ValidatablBuilder route(String method, String path, String... scopes) {
    RoutePattern pattern = new RoutePattern(method, path);
    return map(pattern, someScopes("route " + pattern, Arrays.asList(scopes)));
  }

  /** Maps a route, as {@link #route}, that any identified caller may use. */
  public ValidatablBuilder openRoute(String method, String path) {
    return map(new RoutePattern(method, path), Set.of());
  }

  /**
   * Adds a policy that judges every operation that has passed the other checks; of several each
   * must allow.
   */
  public ValidatablBuilder policy(PolicySource source) {
    policies.add(Objects.requireNonNull(source, "policy"));
    return this;
  }

  /** Adds a policy that is asked as the others are, and changes nothing: it is no check. */
  public ValidatablBuilder shadowPolicy(PolicySource source) {
    shadows.add(Objects.requireNonNull(source, "shadowPolicy"));
    return this;
  }

  /**
   * The layer.
   *
   * @throws IllegalArgumentException when it would check nothing
   */
  public Validatabl build() {
    Permissions everyPermission = new Permissions(permissions, anyPermissions);
    boolean coversAll = !required.isEmpty() || !everyPermission.isEmpty() || !policies.isEmpty();
    if (!coversAll && !toolsMapped && routes.isEmpty()) {
      throw new IllegalArgumentException(
          "checks: none (expected: scopes, permissions, tools, routes or a policy)");
    }
    Set<String> supported = new LinkedHashSet<>(base);
    supported.addAll(required);
    tools.values().forEach(supported::addAll);
    routes.values().forEach(supported::addAll);
    return new Validatabl(
        new ScopeMap(need("This operation", Set.of()), coversAll, toolNeeds(), routeNeeds()),
        everyPermission,
        new Policies(policies, shadows),
        List.copyOf(supported));
  }

  private Optional<Map<String, Need>> toolNeeds() {
    if (!toolsMapped) {
      return Optional.empty();
    }
    Map<String, Need> needs = new LinkedHashMap<>();
    tools.forEach((tool, scopes) -> needs.put(tool, need(tool, scopes)));
    return Optional.of(Map.copyOf(needs));
  }

  private List<ScopeMap.MappedRoute> routeNeeds() {
    List<ScopeMap.MappedRoute> needs = new ArrayList<>();
    routes.forEach(
        (pattern, scopes) ->
            needs.add(new ScopeMap.MappedRoute(pattern, need(pattern.toString(), scopes))));
    return needs;
  }

  private Need need(String operation, Set<String> scopes) {
    Set<String> all = new LinkedHashSet<>(required);
    all.addAll(scopes);
    Set<String> challenge = new LinkedHashSet<>(base);
    challenge.addAll(all);
    return new Need(operation, all, challenge);
  }

  private void map(String tool, Set<String> scopes) {
    if (!TOOL.matcher(tool).matches()) {
      throw new IllegalArgumentException(
          "tool " + tool + ": name (expected: 1..128 of [A-Za-z0-9_.-])");
    }
    if (tools.putIfAbsent(tool, scopes) != null) {
      throw new IllegalArgumentException("tool " + tool + ": (expected: mapped once)");
    }
  }

  private ValidatablBuilder map(RoutePattern pattern, Set<String> scopes) {
    if (routes.putIfAbsent(pattern, scopes) != null) {
      throw new IllegalArgumentException("route " + pattern + ": (expected: mapped once)");
    }
    return this;
  }

  private static Set<String> someScopes(String key, Collection<String> scopes) {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException(
          key + ": no scope (expected: at least one, or openTools/openRoute)");
    }
    return scopes(key, scopes);
  }

  private static Set<String> scopes(String key, Collection<String> scopes) {
    for (String scope : scopes) {
      if (!Challenge.isScopeToken(scope)) {
        throw new IllegalArgumentException(
            key + ": '" + scope + "' (expected: a scope token of RFC 6749)");
      }
    }
    return new LinkedHashSet<>(scopes);
  }

  private static List<String> permissions(String key, String... names) {
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(key + ": '" + name + "' (expected: not blank)");
      }
    }
    return List.of(names);
  }
}
