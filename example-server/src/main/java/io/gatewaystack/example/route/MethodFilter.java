package io.gatewaystack.example.route;

import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Says which methods there are before anybody asks who is calling: {@code OPTIONS} is answered with
 * them, others are refused with 405.
 */
public final class MethodFilter implements Filter {
  private final List<String> methods;

  /** Lets these methods pass. */
  public MethodFilter(String... methods) {
    this.methods = List.of(methods);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("only HTTP is served");
    }
    if (methods.contains(http.getMethod())) {
      chain.doFilter(http, answer);
      return;
    }
    answer.setHeader("Allow", String.join(", ", methods) + ", OPTIONS");
    if (http.getMethod().equals("OPTIONS")) {
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      RequestContexts.refuse(http, answer, RouteServlet.NOT_ALLOWED);
    }
  }
}
