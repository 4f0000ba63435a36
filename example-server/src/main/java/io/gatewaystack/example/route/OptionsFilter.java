package io.gatewaystack.example.route;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers {@code OPTIONS} with the methods there are, before anybody asks who is calling. */
public final class OptionsFilter implements Filter {
  private final String methods;

  /**
   * Tells these methods.
   *
   * @param methods as in {@code Allow}
   */
  public OptionsFilter(String methods) {
    this.methods = methods;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        && http.getMethod().equals("OPTIONS")) {
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
      answer.setHeader("Allow", methods);
    } else {
      chain.doFilter(request, response);
    }
  }
}
