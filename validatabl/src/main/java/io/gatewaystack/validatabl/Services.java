package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which service an operation belongs to: by the route it was sent to, by how its target begins, or
 * by both.
 */
final class Services {
  private final ServiceCatalog catalog;
  private final List<Assignment> routes;
  private final List<Assignment> targets;

  /** What begins so, or lies on and below this path, belongs to a service. */
  private record Assignment(String prefix, String service) {}

  /**
   * Assigns operations to services.
   *
   * @param routes services by path
   * @param targets services by how tools, prompts and resources begin
   */
  Services(ServiceCatalog catalog, Map<String, String> routes, Map<String, String> targets) {
    this.catalog = catalog;
    this.routes = longestFirst(routes);
    this.targets = longestFirst(targets);
  }

  private static List<Assignment> longestFirst(Map<String, String> services) {
    return services.entrySet().stream()
        .map(entry -> new Assignment(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt((Assignment a) -> a.prefix.length()).reversed())
        .toList();
  }

  ServiceCatalog catalog() {
    return catalog;
  }

  /** The service of a route. */
  @Nullable String ofRoute(RequestInfo request) {
    if (routes.isEmpty()) {
      return null;
    }
    String path = RequestPath.decode(request.rawPath()).orElse("");
    return routes.stream()
        .filter(route -> RoutePattern.isAtOrBelow(path, route.prefix))
        .map(Assignment::service)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String ofTarget(@Nullable String target) {
    for (Assignment assignment : targets) {
      if (target != null && target.startsWith(assignment.prefix)) {
        return assignment.service;
      }
    }
    return null;
  }

  /** Whether requests need an organisation and its services: those to MCP, and to a service. */
  boolean concern(Protocol protocol, @Nullable String routeService) {
    return switch (protocol) {
      case MCP, REST_TOOL -> true;
      case HTTP, MODEL -> routeService != null;
    };
  }

  /**
   * What begins so, apart from what begins in some longer ways.
   *
   * @param beginning may be empty
   * @param exceptions each begins with it
   */
  record Reach(String beginning, List<String> exceptions) {
    /** All there is. */
    static final Reach ANYTHING = new Reach("", List.of());

    /** Whether something that begins so may also begin like this. */
    boolean mayMeet(String other) {
      return beginning.startsWith(other) || other.startsWith(beginning);
    }
  }

  /**
   * What the services of one organisation mean to the operations on one route.
   *
   * @param services the assignment
   * @param ofRoute the service of the route; null when it belongs to none
   * @param enabled the services the organisation has
   */
  record Enabled(Services services, @Nullable String ofRoute, Set<String> enabled) {

    /** Whether the services of an operation are enabled; what is called must belong to one. */
    boolean admits(Operation operation) {
      if (hasNone()) {
        return false; // nothing to talk about
      }
      String ofTarget = services.ofTarget(operation.target());
      boolean assigned = ofRoute != null || ofTarget != null || !Operations.doesMore(operation);
      return assigned && has(ofRoute) && has(ofTarget);
    }

    /** Whether the organisation has no service that anything belongs to. */
    private boolean hasNone() {
      return Stream.concat(services.routes.stream(), services.targets.stream())
          .map(Assignment::service)
          .noneMatch(enabled::contains);
    }

    /** What is answered to an operation that is not admitted. */
    Denial refusal(Operation operation) {
      String service = has(ofRoute) ? services.ofTarget(operation.target()) : ofRoute;
      if (service != null) {
        return Denials.serviceNotEnabled(service);
      }
      return hasNone() ? Denials.NO_SERVICE : Denials.UNMAPPED;
    }

    private boolean has(@Nullable String service) {
      return service == null || enabled.contains(service);
    }

    /** What belongs to enabled services: all that begins in one of these ways. */
    List<Reach> reach() {
      if (!has(ofRoute)) {
        return List.of();
      }
      List<String> closed =
          services.targets.stream().filter(t -> !has(t.service)).map(Assignment::prefix).toList();
      Stream<String> open =
          services.targets.stream().filter(t -> has(t.service)).map(Assignment::prefix);
      return Stream.concat(open, ofRoute == null ? Stream.empty() : Stream.of(""))
          .map(b -> new Reach(b, closed.stream().filter(c -> c.startsWith(b)).toList()))
          .toList();
    }
  }
}
