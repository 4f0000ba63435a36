package io.gatewaystack.example.route;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * A route that serves the methods it names and refuses every other with 405. Left to itself, {@link
 * HttpServlet} would answer 501 to methods it does not know and repeat credentials to TRACE.
 */
abstract class RouteServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final Denial NOT_ALLOWED =
      Denial.of(405, "method_not_allowed", -32600, "The method is not allowed here");

  private final transient Set<String> methods;

  RouteServlet(Set<String> methods) {
    this.methods = methods;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (methods.contains(request.getMethod())) {
      super.service(request, response);
    } else {
      response.setHeader("Allow", String.join(", ", methods));
      RequestContexts.refuse(request, response, NOT_ALLOWED);
    }
  }
}
