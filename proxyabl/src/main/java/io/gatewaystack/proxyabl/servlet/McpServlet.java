package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.mcp.McpEndpoint;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves an {@link McpGateway} as innermost handler. It needs a {@code GovernanceFilter} in front
 * whose route at this place speaks MCP, and must support asynchronous requests; {@link #register}
 * sees to the latter. The gateway is opened by {@code init} and closed by {@code destroy}.
 */
public final class McpServlet implements Servlet {
  private final McpGateway gateway;
  private @Nullable ServletConfig servletConfig;
  private volatile @Nullable McpEndpoint endpoint;

  /** Serves a gateway. */
  public McpServlet(McpGateway gateway) {
    this.gateway = Objects.requireNonNull(gateway, "gateway");
  }

  /**
   * Adds a gateway to an application that has not started yet.
   *
   * @param name the servlet's name, unique in the application
   * @param patterns URL patterns of the servlet specification, e.g. {@code /mcp}
   */
  public static void register(
      ServletContext context, String name, McpServlet servlet, String... patterns) {
    ServletRegistration.Dynamic registration =
        Objects.requireNonNull(context.addServlet(name, servlet), "registration");
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }

  /** A container that has the same servlet under several names begins it once for each of them. */
  @Override
  public void init(ServletConfig config) {
    servletConfig = config;
    if (endpoint == null) {
      endpoint = gateway.open();
    }
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    return servletConfig;
  }

  @Override
  public String getServletInfo() {
    return "GatewayStack MCP gateway";
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("MCP is spoken over HTTP");
    }
    McpEndpoint running = endpoint;
    if (running == null) {
      throw new UnavailableException("the gateway is closed");
    }
    AsyncContext async = http.startAsync(http, answer);
    async.setTimeout(0); // exchanges have deadlines of their own
    ServletReply reply = new ServletReply(async, http, answer);
    async.addListener(reply);
    try {
      running.handle(RequestContexts.from(http), reply);
    } catch (Throwable e) { // the container would end the request as if it were answered
      reply.failed(e);
    }
  }

  /** How many exchanges with upstreams have not ended. */
  int running() {
    McpEndpoint running = endpoint;
    return running == null ? 0 : running.running();
  }

  @Override
  public void destroy() {
    McpEndpoint running = endpoint;
    endpoint = null;
    if (running != null) {
      running.close();
    }
  }
}
