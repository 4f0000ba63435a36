package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Challenge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects which scopes what needs, and makes the map of it. */
final class ScopeNeeds {
  /** What MCP recommends for tool names (2025-11-25 and later, "Tool Names"). */
  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /** Clients ask for it themselves when they want it (MCP authorization, "Scope selection"). */
  private static final String NEVER_ANNOUNCED = "offline_access";

  private static final String OTHERS = ", with base and required scopes";

  private final Set<String> base = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Map<RoutePattern, Set<String>> routes = new LinkedHashMap<>();
  private @Nullable Map<String, Set<String>> tools;
  private @Nullable Set<String> otherTools;
  private @Nullable Map<String, Set<String>> prompts;
  private @Nullable Map<String, Set<String>> resources;

  void base(Collection<String> scopes) {
    base.addAll(scopes("baseScopes", scopes));
  }

  void require(Collection<String> scopes) {
    required.addAll(scopes("requireScopes", scopes));
  }

  boolean requiresAny() {
    return !required.isEmpty();
  }

  /** Whether anything is mapped, be it to nothing. */
  boolean mapsAny() {
    return tools != null || prompts != null || resources != null || !routes.isEmpty();
  }

  /** Whether names are mapped, and those that are not do not exist. */
  boolean mapsNames() {
    return otherTools == null && (tools != null || prompts != null || resources != null);
  }

  /** Maps tools; the empty set of scopes is for tools that need none. */
  void tools(Map<String, Set<String>> scopesByTool) {
    tools = tools == null ? new LinkedHashMap<>() : tools;
    add(tools, "tool", scopesByTool, ScopeNeeds::checkTool);
  }

  /** Of some tools, the first that does not exist because others are mapped and it is not. */
  Optional<String> unmapped(Collection<String> names) {
    Map<String, Set<String>> mapped = tools;
    return mapped == null || otherTools != null
        ? Optional.empty()
        : names.stream().filter(name -> !mapped.containsKey(name)).sorted().findFirst();
  }

  /** Maps every tool that is not mapped itself. */
  void otherTools(Collection<String> scopes) {
    if (otherTools != null) {
      throw new IllegalArgumentException("otherTools: (expected: mapped once)");
    }
    otherTools = scopes("otherTools", scopes);
    tools(Map.of());
  }

  void prompts(Map<String, Set<String>> scopesByPrompt) {
    prompts = prompts == null ? new LinkedHashMap<>() : prompts;
    add(prompts, "prompt", scopesByPrompt, ScopeNeeds::checkPrompt);
  }

  void resources(Map<String, Set<String>> scopesByResource) {
    resources = resources == null ? new LinkedHashMap<>() : resources;
    add(resources, "resource", scopesByResource, ResourcePattern::new);
  }

  void route(RoutePattern pattern, Set<String> scopes) {
    if (routes.putIfAbsent(pattern, scopes("route " + pattern, scopes)) != null) {
      throw new IllegalArgumentException("route " + pattern + ": (expected: mapped once)");
    }
  }

  private static void add(
      Map<String, Set<String>> known,
      String what,
      Map<String, Set<String>> added,
      Consumer<String> check) {
    added.forEach(
        (name, scopes) -> {
          check.accept(name);
          if (known.putIfAbsent(name, scopes(what + " " + name, scopes)) != null) {
            throw new IllegalArgumentException(what + " " + name + ": (expected: mapped once)");
          }
        });
  }

  static boolean isTool(String name) {
    return TOOL.matcher(name).matches();
  }

  private static void checkTool(String name) {
    if (!isTool(name)) {
      throw new IllegalArgumentException(
          "tool " + name + ": name (expected: 1..128 of [A-Za-z0-9_.-])");
    }
  }

  private static void checkPrompt(String name) {
    if (name.isBlank() || name.length() > 128) {
      throw new IllegalArgumentException(
          "prompt " + name + ": name (expected: 1..128 characters, not blank)");
    }
  }

  private static Set<String> scopes(String key, Collection<String> scopes) {
    for (String scope : scopes) {
      if (!Challenge.isScopeToken(scope) || scope.equals(NEVER_ANNOUNCED)) {
        throw new IllegalArgumentException(
            "%s: '%s' (expected: a scope token of RFC 6749, not %s)"
                .formatted(key, scope, NEVER_ANNOUNCED));
      }
    }
    return new LinkedHashSet<>(scopes);
  }

  /** Every scope a client may ever need, base scopes first. */
  List<String> supported() {
    Set<String> supported = new LinkedHashSet<>(base);
    supported.addAll(required);
    addAll(supported, tools);
    addAll(supported, otherTools == null ? null : Map.of("", otherTools));
    addAll(supported, prompts);
    addAll(supported, resources);
    routes.values().forEach(supported::addAll);
    return List.copyOf(supported);
  }

  private static void addAll(Set<String> all, @Nullable Map<String, Set<String>> scopes) {
    if (scopes != null) {
      scopes.values().forEach(all::addAll);
    }
  }

  /**
   * The map.
   *
   * @param coversAll whether some check judges every operation, whatever it is
   */
  ScopeMap map(boolean coversAll) {
    List<ScopeMap.MappedRoute> routeNeeds = new ArrayList<>();
    routes.forEach(
        (pattern, scopes) ->
            routeNeeds.add(
                new ScopeMap.MappedRoute(
                    pattern, need("route " + pattern, pattern.toString(), scopes))));
    return new ScopeMap(
        need("baseScopes and requireScopes", "This operation", Set.of()),
        coversAll,
        needs("tool", tools),
        Optional.ofNullable(otherTools).map(scopes -> need("otherTools", "This tool", scopes)),
        needs("prompt", prompts),
        needs("resource", resources)
            .map(
                needs ->
                    needs.entrySet().stream()
                        .map(
                            e ->
                                new ScopeMap.MappedResource(
                                    new ResourcePattern(e.getKey()), e.getValue()))
                        .toList()),
        routeNeeds);
  }

  private Optional<Map<String, Need>> needs(
      String what, @Nullable Map<String, Set<String>> scopes) {
    if (scopes == null) {
      return Optional.empty();
    }
    Map<String, Need> needs = new LinkedHashMap<>();
    scopes.forEach((name, of) -> needs.put(name, need(what + " " + name, name, of)));
    return Optional.of(Map.copyOf(needs));
  }

  /** What something needs, which is refused when no client could be told all of it at once. */
  private Need need(String setting, String operation, Set<String> scopes) {
    Set<String> all = new LinkedHashSet<>(required);
    all.addAll(scopes);
    Set<String> challenge = new LinkedHashSet<>(base);
    challenge.addAll(all);
    String others = base.isEmpty() && required.isEmpty() || scopes.isEmpty() ? "" : OTHERS;
    Challenge.check(setting + others, challenge);
    return new Need(operation, all, challenge);
  }
}
