package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what is spoken where: path prefixes within the application and their protocols. The longest
 * prefix wins; what no prefix covers is plain HTTP. Immutable.
 */
public final class Routes {
  private static final Routes NONE = new Routes(List.of());

  private final List<Route> routes;

  private Routes(List<Route> routes) {
    this.routes = routes;
  }

  /** Plain HTTP everywhere. */
  public static Routes none() {
    return NONE;
  }

  /** These routes, and MCP at a path and below it; the empty prefix is everywhere. */
  public Routes mcp(String prefix) {
    return with(new Route(Protocol.MCP, prefix));
  }

  /** These routes, and tools called by {@code POST <prefix>/<tool>}. */
  public Routes restTools(String prefix) {
    return with(new Route(Protocol.REST_TOOL, prefix));
  }

  /** These routes, and model calls at a path and below it. */
  public Routes models(String prefix) {
    return with(new Route(Protocol.MODEL, prefix));
  }

  private Routes with(Route route) {
    Comparator<Route> longestFirst =
        Comparator.comparingInt((Route r) -> r.prefix().length()).reversed();
    return new Routes(
        Stream.concat(routes.stream(), Stream.of(route)).sorted(longestFirst).toList());
  }

  Route of(String path) {
    for (Route route : routes) {
      String prefix = route.prefix();
      boolean covers =
          path.startsWith(prefix)
              && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
      if (covers) {
        return route;
      }
    }
    return Route.HTTP;
  }
}
