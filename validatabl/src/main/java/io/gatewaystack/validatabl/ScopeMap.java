package io.gatewaystack.validatabl;

import static java.util.Comparator.comparing;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.net.RequestPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which scopes which operation needs. What is not mapped is not allowed: where tools are mapped, a
 * tool that is missing does not exist; where routes are mapped, so do other paths; and an operation
 * that neither map speaks about needs a check that speaks about everything.
 *
 * @param everyCall what every operation needs
 * @param coversAll whether some check judges every operation, whatever it is
 * @param tools needs by tool; empty when tools are not mapped
 * @param routes the most specific first; empty when routes are not mapped
 */
record ScopeMap(
    Need everyCall,
    boolean coversAll,
    Optional<Map<String, Need>> tools,
    List<MappedRoute> routes) {

  /** What it takes to pass a route. */
  record MappedRoute(RoutePattern pattern, Need need) {}

  /**
   * Methods of MCP that start, keep or end a conversation and reach no tool, prompt or resource.
   */
  private static final Set<String> CONVERSATION =
      Set.of("initialize", "ping", "server/discover", "logging/setLevel", "subscriptions/listen");

  ScopeMap {
    routes =
        routes.stream()
            .sorted(comparing(MappedRoute::pattern, RoutePattern.MOST_SPECIFIC_FIRST))
            .toList();
  }

  /** What an operation needs; empty when nothing allows it. */
  Optional<Need> find(Operation operation, RequestInfo request) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> tool(operation);
      case HTTP, MODEL_CALL ->
          RequestPath.decode(request.rawPath()).flatMap(p -> route(request, p));
      case MCP_LIST, MCP_STREAM, MCP_END, MCP_NOTIFICATION, MCP_RESPONSE -> conversation();
      case MCP_OTHER -> CONVERSATION.contains(operation.method()) ? conversation() : unmapped();
      case MCP_READ, MCP_PROMPT, MCP_COMPLETE -> unmapped();
    };
  }

  private Optional<Need> tool(Operation operation) {
    return tools.isPresent()
        ? Optional.ofNullable(operation.target()).map(tools.get()::get)
        : unmapped();
  }

  private Optional<Need> route(RequestInfo request, String path) {
    if (routes.isEmpty()) {
      return unmapped();
    }
    String method = request.method().toUpperCase(Locale.ROOT); // an upstream may not mind the case
    for (MappedRoute route : routes) {
      if (route.pattern().covers(method, path)) {
        return Optional.of(route.need());
      }
    }
    return Optional.empty();
  }

  /** An MCP client must be able to speak before it can call a tool. */
  private Optional<Need> conversation() {
    return tools.isPresent() ? Optional.of(everyCall) : unmapped();
  }

  private Optional<Need> unmapped() {
    return coversAll ? Optional.of(everyCall) : Optional.empty();
  }
}
