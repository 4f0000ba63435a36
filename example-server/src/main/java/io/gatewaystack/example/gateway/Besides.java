package io.gatewaystack.example.gateway;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Governs what lies below a prefix, besides MCP endpoints there: those have pipelines of their own,
 * and each request passes one.
 */
final class Besides implements Filter {
  private final Filter governing;
  private final Set<String> endpoints;

  Besides(Filter governing, List<McpRoute> endpoints) {
    this.governing = governing;
    this.endpoints = endpoints.stream().map(McpRoute::path).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && isEndpoint(http)) {
      chain.doFilter(request, response);
    } else {
      governing.doFilter(request, response, chain);
    }
  }

  /** By the path that has chosen the servlet. */
  private boolean isEndpoint(HttpServletRequest request) {
    return request.getPathInfo() == null && endpoints.contains(request.getServletPath());
  }
}
