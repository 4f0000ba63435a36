package io.gatewaystack.example.gateway;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** Marks the container's request as having reached the filters, which record it themselves. */
final class GovernedMark implements Filter {
  private static final String NAME = GovernedMark.class.getName();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Request core = ServletContextRequest.getServletContextRequest(request);
    Request.unWrap(core).setAttribute(NAME, true);
    chain.doFilter(request, response);
  }

  static boolean isOn(Request request) {
    return Request.unWrap(request).getAttribute(NAME) != null;
  }
}
