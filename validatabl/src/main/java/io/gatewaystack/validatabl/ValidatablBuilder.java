package io.gatewaystack.validatabl;

import io.gatewaystack.validatabl.policy.Policies;
import io.gatewaystack.validatabl.policy.PolicySource;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects what a {@link Validatabl} checks. Every method adds to what was said before. Wrong
 * values throw {@link IllegalArgumentException} at once. Not safe for use by several threads.
 */
public final class ValidatablBuilder {
  private final ScopeNeeds needs = new ScopeNeeds();
  private final List<String> permissions = new ArrayList<>();
  private final List<List<String>> anyPermissions = new ArrayList<>();
  private final List<PolicySource> policies = new ArrayList<>();
  private final List<PolicySource> shadows = new ArrayList<>();
  private ArgumentSchemas schemas = ArgumentSchemas.none();
  private Optional<Services> services = Optional.empty();
  private final Set<RoutePattern> anonymous = new HashSet<>();
  private boolean hide;

  ValidatablBuilder() {}

  /** Scopes a client should ask for beside those it needs, e.g. {@code openid}; not checked. */
  public ValidatablBuilder baseScopes(String... scopes) {
    needs.base(Arrays.asList(scopes));
    return this;
  }

  /** Scopes every operation needs, all of them. */
  public ValidatablBuilder requireScopes(String... scopes) {
    needs.require(Arrays.asList(scopes));
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
   * identified caller; prompts and resources that are not mapped either, and methods we do not
   * know, are refused unless a required scope, a permission or a policy judges them.
   *
   * @param scopesByTool at least one scope for each tool; for a tool that needs none see {@link
   *     #openTools}
   */
  public ValidatablBuilder toolScopes(Map<String, ? extends Collection<String>> scopesByTool) {
    needs.tools(someScopes("tool", scopesByTool, "openTools"));
    return this;
  }

  /** Maps tools that any identified caller may call. */
  public ValidatablBuilder openTools(String... names) {
    needs.tools(noScopes(names));
    return this;
  }

  /**
   * Maps every tool that is not mapped by its own name: it needs these scopes, all of them, and
   * whether it exists is for the application to say. Names of another form than MCP recommends
   * ({@code [A-Za-z0-9_.-]}, at most 128) do not exist all the same. At most once.
   *
   * @param scopes at least one
   */
  public ValidatablBuilder otherTools(String... scopes) {
    if (scopes.length == 0) {
      throw new IllegalArgumentException("otherTools: no scope (expected: at least one)");
    }
    needs.otherTools(Arrays.asList(scopes));
    return this;
  }

  /**
   * Maps prompts to the scopes each needs, as {@link #toolScopes}: from then on a prompt that is
   * not mapped does not exist.
   */
  public ValidatablBuilder promptScopes(Map<String, ? extends Collection<String>> scopesByPrompt) {
    needs.prompts(someScopes("prompt", scopesByPrompt, "openPrompts"));
    return this;
  }

  /** Maps prompts that any identified caller may get. */
  public ValidatablBuilder openPrompts(String... names) {
    needs.prompts(noScopes(names));
    return this;
  }

  /**
   * Maps resources to the scopes each needs, as {@link #toolScopes}: from then on a resource that
   * is not mapped does not exist.
   *
   * @param scopesByResource by exact URI, or by a URI template (RFC 6570) of which {@code {name}}
   *     stands for one or more characters without a slash and {@code {+name}} for such with
   *     slashes. A URI without a template goes first, then the template that begins with the
   *     longest fixed text. A URI that could be read in two ways, as with {@code /../}, is read
   *     only when it is mapped itself, just as it is written
   */
  public ValidatablBuilder resourceScopes(
      Map<String, ? extends Collection<String>> scopesByResource) {
    needs.resources(someScopes("resource", scopesByResource, "openResources"));
    return this;
  }

  /** Maps resources, as {@link #resourceScopes}, that any identified caller may read. */
  public ValidatablBuilder openResources(String... urisOrTemplates) {
    needs.resources(noScopes(urisOrTemplates));
    return this;
  }

  /**
   * Maps requests outside MCP and tools: those of a method to a path, and to everything below it,
   * need scopes, all of them. Of several routes the one of the longest path counts. From then on a
   * request that no route covers is refused.
   *
   * @param method HTTP method in capitals, or {@code *} for every method; {@code GET} is HEAD, too,
   *     unless a route of the same path names that
   * @param path whole decoded path, an application's own path included: {@code /} or {@code /a/b};
   *     no wildcard
   * @param scopes at least one; for a route that needs none see {@link #openRoute}
   */
  public ValidatablBuilder route(String method, String path, String... scopes) {
    RoutePattern pattern = new RoutePattern(method, path);
    if (scopes.length == 0) {
      throw noScope("route " + pattern, "openRoute");
    }
    needs.route(pattern, new LinkedHashSet<>(Arrays.asList(scopes)));
    return this;
  }

  /** Maps a route, as {@link #route}, that any identified caller may use. */
  public ValidatablBuilder openRoute(String method, String path) {
    needs.route(new RoutePattern(method, path), Set.of());
    return this;
  }

  /**
   * Lets requests to a route of plain HTTP pass that come from nobody; the identity layer must let
   * them pass as well. Enforced policies are asked about them too, and their refusal is told as
   * 401. A request that does come from somebody is judged as on any other route.
   *
   * @param method HTTP method in capitals, or {@code *} for every method
   * @param path as {@link #route}: everything below it too, but for what another route is for
   */
  public ValidatablBuilder anonymousRoute(String method, String path) {
    anonymous.add(new RoutePattern(method, path));
    return openRoute(method, path);
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
   * Sets what the arguments of tools must look like; checked last. It is no check by itself. Where
   * tools are mapped, so is each of these, or its name is misspelt.
   */
  public ValidatablBuilder argumentSchemas(ArgumentSchemas value) {
    schemas = Objects.requireNonNull(value, "argumentSchemas");
    return this;
  }

  /**
   * Reaches services only for organisations that have enabled them. Requests to MCP and to tools
   * need an organisation then, and a tool, prompt or resource that belongs to no service is
   * refused.
   *
   * @param catalog knows which organisation has which
   * @param byRoute service by decoded path, the application's own included: everything at and below
   *     it belongs to the service
   * @param byTarget service by how the names of tools and prompts and the URIs of resources begin;
   *     the longest counts
   */
  public ValidatablBuilder services(
      ServiceCatalog catalog, Map<String, String> byRoute, Map<String, String> byTarget) {
    Objects.requireNonNull(catalog, "services");
    if (services.isPresent() || byRoute.isEmpty() && byTarget.isEmpty()) {
      throw new IllegalArgumentException(
          "services: (expected: set once, with at least one route or target)");
    }
    byRoute.keySet().forEach(path -> new RoutePattern(RoutePattern.ANY_METHOD, path));
    byTarget.keySet().forEach(ValidatablBuilder::requireBeginning);
    services = Optional.of(new Services(catalog, Map.copyOf(byRoute), Map.copyOf(byTarget)));
    return this;
  }

  /**
   * Answers the use of a mapped tool, prompt or resource that its caller may not use exactly as if
   * it did not exist, in place of saying what is missing. Clients cannot ask for more scopes then.
   */
  public ValidatablBuilder hide() {
    hide = true;
    return this;
  }

  /**
   * The layer.
   *
   * @throws IllegalArgumentException when it would check nothing, hide what it does not know, or
   *     judge the arguments of a tool that does not exist
   */
  public Validatabl build() {
    Permissions everyPermission = new Permissions(permissions, anyPermissions);
    Policies allPolicies = new Policies(policies, shadows);
    boolean coversAll =
        needs.requiresAny() || !everyPermission.isEmpty() || allPolicies.enforcesAny();
    if (!coversAll && !needs.mapsAny()) {
      throw new IllegalArgumentException(
          "checks: none (expected: scopes, permissions, tools, routes or a policy)");
    }
    if (hide && !needs.mapsNames()) {
      throw new IllegalArgumentException(
          "hide: (expected: with mapped tools, prompts or resources and without otherTools, so that"
              + " it is known here what does not exist)");
    }
    needs
        .unmapped(schemas.tools())
        .ifPresent(
            tool -> {
              throw new IllegalArgumentException(
                  "argumentSchemas: tool " + tool + " (expected: a tool that is mapped)");
            });
    return new Validatabl(
        new Rules(
            needs.map(coversAll),
            everyPermission,
            allPolicies,
            services,
            schemas,
            Set.copyOf(anonymous),
            hide),
        needs.supported());
  }

  private static void requireBeginning(String target) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException("services: target '' (expected: not empty)");
    }
    if (target.startsWith("/")) { // no name or URI begins so, and the path would be open to all
      throw new IllegalArgumentException(
          "services: target " + target + " (expected: how names or URIs begin; a path is a route)");
    }
  }

  private static Map<String, Set<String>> someScopes(
      String what, Map<String, ? extends Collection<String>> scopes, String open) {
    // in a fixed order, because what is announced must not change from one start to the next
    Map<String, Set<String>> sorted = new TreeMap<>();
    scopes.forEach(
        (name, of) -> {
          if (of.isEmpty()) {
            throw noScope(what + " " + name, open);
          }
          sorted.put(name, new TreeSet<>(of));
        });
    return sorted;
  }

  private static IllegalArgumentException noScope(String key, String open) {
    return new IllegalArgumentException(
        key + ": no scope (expected: at least one, or " + open + ")");
  }

  private static Map<String, Set<String>> noScopes(String... names) {
    Map<String, Set<String>> none = new LinkedHashMap<>();
    for (String name : names) {
      none.put(name, Set.of());
    }
    return none;
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
