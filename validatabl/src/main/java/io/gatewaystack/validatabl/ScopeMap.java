package io.gatewaystack.validatabl;

import static java.util.Comparator.comparing;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.net.RequestPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes which operation needs. What is not mapped is not allowed: where tools are mapped, a
 * tool that is missing does not exist, and so with prompts and resources; where routes are mapped,
 * so do other paths; and an operation that no map speaks about needs a check that speaks about
 * everything.
 *
 * @param everyCall what every operation needs
 * @param coversAll whether some check judges every operation, whatever it is
 * @param tools needs by tool; empty when tools are not mapped
 * @param otherTools what a tool needs that is not among them; empty when it does not exist
 * @param prompts needs by prompt; empty when prompts are not mapped
 * @param resources needs by resource, the most specific first; empty when they are not mapped
 * @param routes the most specific first; empty when routes are not mapped
 */
record ScopeMap(
    Need everyCall,
    boolean coversAll,
    Optional<Map<String, Need>> tools,
    Optional<Need> otherTools,
    Optional<Map<String, Need>> prompts,
    Optional<List<MappedResource>> resources,
    List<MappedRoute> routes) {

  /** What it takes to pass a route. */
  record MappedRoute(RoutePattern pattern, Need need) {}

  /** What it takes to read a resource. */
  record MappedResource(ResourcePattern pattern, Need need) {}

  ScopeMap {
    resources = resources.map(ScopeMap::mostSpecificFirst);
    routes =
        routes.stream()
            .sorted(comparing(MappedRoute::pattern, RoutePattern.MOST_SPECIFIC_FIRST))
            .toList();
  }

  private static List<MappedResource> mostSpecificFirst(List<MappedResource> resources) {
    return resources.stream()
        .sorted(
            comparing((MappedResource r) -> !r.pattern().template().isLiteral())
                .thenComparingInt(r -> -r.pattern().template().beginning().length()))
        .toList();
  }

  /** What an operation needs; empty when nothing allows it. */
  Optional<Need> find(Operation operation, RequestInfo request) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL -> tool(operation.target());
      case REST_TOOL -> hasOnePath(operation) ? tool(operation.target()) : Optional.empty();
      case MCP_PROMPT -> named(prompts, operation.target());
      case MCP_READ -> resource(operation.target());
      case HTTP, MODEL_CALL ->
          routes.isEmpty()
              ? RequestPath.decode(request.rawPath()).flatMap(path -> unmapped())
              : route(request).map(MappedRoute::need);
      case MCP_LIST, MCP_STREAM, MCP_END, MCP_NOTIFICATION, MCP_RESPONSE -> conversation();
      case MCP_OTHER -> Operations.isConversation(operation) ? conversation() : unmapped();
      case MCP_COMPLETE -> unmapped(); // needs what the completed thing needs
    };
  }

  /** Whether no server takes a tool's path for that of another: "pay/" may be "pay". */
  private static boolean hasOnePath(Operation operation) {
    String tool = operation.target() == null ? "" : operation.target();
    return !tool.endsWith("/") && tool.chars().noneMatch(c -> c <= ' ');
  }

  /** What the resources may need that a template of the application may expand to. */
  List<MappedResource> behind(UriTemplate template) {
    if (resources.isEmpty()) {
      return unmapped()
          .map(need -> List.of(new MappedResource(ResourcePattern.ANY, need)))
          .orElse(List.of());
    }
    return resources.get().stream()
        .filter(resource -> resource.pattern().template().mayMeet(template))
        .toList();
  }

  /** Whether what an operation names exists for nobody, because it could be read in two ways. */
  boolean isAmbiguous(Operation operation) {
    String target = operation.target();
    return operation.kind() == Operation.Kind.MCP_READ
        && target != null
        && !ResourceUri.isPlain(target);
  }

  /** Whether somebody mapped what an operation names, so that we know what does not exist. */
  boolean maps(Operation operation) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> tools.isPresent() && otherTools.isEmpty();
      case MCP_PROMPT -> prompts.isPresent();
      case MCP_READ -> resources.isPresent();
      case HTTP,
          MODEL_CALL,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          MCP_COMPLETE ->
          false;
    };
  }

  /** Whether any operation needs a scope. */
  boolean needAny() {
    return everyCall.isAny()
        || otherTools.stream().anyMatch(Need::isAny)
        || tools.stream().flatMap(needs -> needs.values().stream()).anyMatch(Need::isAny)
        || prompts.stream().flatMap(needs -> needs.values().stream()).anyMatch(Need::isAny)
        || resources.stream().flatMap(List::stream).anyMatch(r -> r.need().isAny());
  }

  private Optional<Need> tool(@Nullable String name) {
    Optional<Need> need = named(tools, name);
    return need.isEmpty() && name != null && ScopeNeeds.isTool(name) ? otherTools : need;
  }

  private Optional<Need> named(Optional<Map<String, Need>> needs, @Nullable String name) {
    return needs.isPresent() ? Optional.ofNullable(name).map(needs.get()::get) : unmapped();
  }

  private Optional<Need> resource(@Nullable String uri) {
    boolean plain = uri == null || ResourceUri.isPlain(uri);
    if (resources.isEmpty()) {
      return plain ? unmapped() : Optional.empty();
    }
    for (MappedResource resource : resources.get()) {
      ResourcePattern pattern = resource.pattern();
      boolean judged = plain || pattern.template().isLiteral(); // then it is what its owner wrote
      if (uri != null && judged && pattern.covers(uri)) {
        return Optional.of(resource.need());
      }
    }
    return Optional.empty();
  }

  /** The route that counts for a request; empty when none covers it. */
  Optional<MappedRoute> route(RequestInfo request) {
    return RequestPath.decode(request.rawPath()).flatMap(path -> route(request.method(), path));
  }

  private Optional<MappedRoute> route(String method, String path) {
    String upper = method.toUpperCase(Locale.ROOT); // an upstream may not mind the case
    for (MappedRoute route : routes) {
      if (route.pattern().covers(upper, path)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** An MCP client must be able to speak before it can call a tool. */
  private Optional<Need> conversation() {
    boolean mapped = tools.isPresent() || prompts.isPresent() || resources.isPresent();
    return mapped ? Optional.of(everyCall) : unmapped();
  }

  private Optional<Need> unmapped() {
    return coversAll ? Optional.of(everyCall) : Optional.empty();
  }
}
