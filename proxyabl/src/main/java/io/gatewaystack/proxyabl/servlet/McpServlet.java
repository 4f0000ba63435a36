package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.mcp.McpEndpoint;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves an {@link McpGateway} as innermost handler. It needs a {@code GovernanceFilter} in front
 * whose route at this place speaks MCP, and must support asynchronous requests; {@link #register}
 * sees to the latter. The gateway is opened by {@code init} and closed by {@code destroy}.
 */
public final class McpServlet extends AsyncServlet {
  private final McpGateway gateway;
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
    add(context, name, servlet, patterns);
  }

  @Override
  public void init(ServletConfig config) {
    super.init(config);
    if (endpoint == null) {
      endpoint = gateway.open();
    }
  }

  @Override
  public String getServletInfo() {
    return "GatewayStack MCP gateway";
  }

  @Override
  void serve(HttpServletRequest request, HttpServletResponse response) {
    McpEndpoint running = endpoint;
    if (running == null) {
      refuse(request, response, Denial.unavailable());
      return;
    }
    ServletReply reply = reply(request, response);
    try {
      running.handle(RequestContexts.from(request), reply);
    } catch (Throwable e) { // the container would end the request as if it were answered
      reply.failed(e);
    }
  }

  /** How many exchanges with upstreams have not ended. */
  int running() {
    McpEndpoint running = endpoint;
    return running == null ? 0 : running.running();
  }

  /**
   * Ends the streams nobody waits for the end of, those of sessions and subscriptions, in order, so
   * that clients open them again elsewhere: for a server that is about to stop, and takes no more
   * requests. Who waits for an answer goes on waiting, until {@link #destroy}.
   */
  public void endStreams() {
    McpEndpoint running = endpoint;
    if (running != null) {
      running.endStreams();
    }
  }

  /** Refuses who still waits for an answer, 503 {@code unavailable}, and closes the gateway. */
  @Override
  public void destroy() {
    McpEndpoint running = endpoint;
    endpoint = null;
    if (running != null) {
      running.close();
    }
  }
}
