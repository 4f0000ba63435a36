package io.gatewaystack.example.route;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tries scopes out: the caller names a scope in {@code X-Required-Scope}, must hold it, and the
 * configured list must allow this route for it.
 */
public final class TestEchoServlet extends RouteServlet {
  private static final long serialVersionUID = 1L;
  private static final String LAYER = "validatabl";

  private final transient Map<String, List<String>> allowed;
  private final transient List<String> everyCall;

  /**
   * Allows, for each scope, routes written as {@code METHOD:/path}.
   *
   * @param everyCall what challenges ask for besides the scope
   */
  public TestEchoServlet(Map<String, List<String>> allowed, List<String> everyCall) {
    super(new TreeSet<>(Set.of("GET", "HEAD", "POST")));
    this.allowed = allowed;
    this.everyCall = everyCall;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestContext context = RequestContexts.from(request);
    String scope = Optional.ofNullable(request.getHeader("X-Required-Scope")).orElse("");
    String route = request.getMethod() + ":" + context.request().path();
    Optional<Denial> refusal = refusal(context.require(Identity.class), scope, route);
    if (refusal.isPresent()) {
      RequestContexts.refuse(request, response, LAYER, refusal.get());
      return;
    }
    Echo echo =
        Echo.start()
            .with("ok", true)
            .with("user", context.require(Identity.class).subject())
            .with("scope", scope)
            .with("method", request.getMethod())
            .with("route", route);
    if (request.getMethod().equals("POST")) {
      echo.withRaw("body", Echo.bodyOf(context));
    }
    Json.send(response, echo.bytes());
  }

  private Optional<Denial> refusal(Identity identity, String scope, String route) {
    List<String> challenge =
        Stream.concat(everyCall.stream(), Stream.of(scope)).distinct().toList();
    if (!Challenge.isScopeToken(scope) || !Challenge.fits(challenge)) {
      return Optional.of(
          Denial.of(
              400,
              "missing_required_scope_header",
              -32600,
              "X-Required-Scope must name one scope"));
    }
    if (!identity.scopes().contains(scope)) {
      return Optional.of(
          Denial.of(403, "insufficient_scope", 40301, "The named scope was not granted")
              .withChallenge(Challenge.insufficient(challenge))
              .withMember("need", scope)
              .withMember("have", List.copyOf(identity.scopes())));
    }
    List<String> routes = allowed.getOrDefault(scope, List.of());
    return routes.contains(route)
        ? Optional.empty()
        : Optional.of(
            Denial.of(403, "route_not_in_allowlist", 40302, "The scope does not allow this route")
                .withMember("route", route)
                .withMember("allow", routes));
  }
}
