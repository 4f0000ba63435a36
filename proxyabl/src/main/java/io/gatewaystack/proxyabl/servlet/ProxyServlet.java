package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.Plan;
import io.gatewaystack.proxyabl.Proxyabl;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy as innermost handler: streams the request to the upstream and the answer back,
 * both ways at the pace of the slower side, without holding a thread. It needs a {@code
 * GovernanceFilter} in front and must support asynchronous requests; {@link #register} sees to
 * that.
 *
 * <p>Redirects are relayed, not followed; nothing is ever sent twice; bodies are not decoded.
 * {@code Expect: 100-continue} is answered by the container when the body is first read. Trailers
 * pass when they are announced; interim answers and requests to switch to WebSocket do not. What
 * fails before the answer begins is refused: 502 {@code upstream_unreachable} or {@code
 * upstream_error}, 504 {@code upstream_timeout}. What fails later breaks the client's connection,
 * so that half an answer is never taken for a whole one. A client that goes away ends the call to
 * the upstream.
 *
 * <p>The connections are opened by {@code init} and closed by {@code destroy}.
 */
public final class ProxyServlet extends AsyncServlet {
  private static final Denial NOT_CONFIGURED =
      Denial.of(501, "proxy_not_configured", -32000, "No upstream is configured");

  private final @Nullable Proxyabl proxyabl;
  private volatile @Nullable UpstreamClients clients;

  /** A proxy to the targets of {@code proxyabl}. */
  public ProxyServlet(Proxyabl proxyabl) {
    this.proxyabl = Objects.requireNonNull(proxyabl, "proxyabl");
  }

  private ProxyServlet() {
    this.proxyabl = null;
  }

  /** A proxy without a target: every request is refused with 501 {@code proxy_not_configured}. */
  public static ProxyServlet notConfigured() {
    return new ProxyServlet();
  }

  /**
   * Adds a proxy to an application that has not started yet.
   *
   * @param name the servlet's name, unique in the application
   * @param patterns URL patterns of the servlet specification, e.g. {@code /proxy/*}
   */
  public static void register(
      ServletContext context, String name, ProxyServlet servlet, String... patterns) {
    add(context, name, servlet, patterns);
  }

  @Override
  public void init(ServletConfig config) {
    super.init(config);
    if (proxyabl != null && clients == null) {
      clients = new UpstreamClients(proxyabl.routes());
    }
  }

  @Override
  public String getServletInfo() {
    return "GatewayStack reverse proxy";
  }

  @Override
  void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    UpstreamClients running = clients;
    if (proxyabl == null || running == null) {
      Denial why = proxyabl == null ? NOT_CONFIGURED : Denial.unavailable();
      refuse(request, response, why);
      return;
    }
    Plan plan = proxyabl.plan(RequestContexts.from(request), ServletFields.inbound(request));
    if (plan instanceof Plan.Refuse refuse) {
      refuse(request, response, refuse.denial());
    } else if (plan instanceof Plan.Answer here) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      here.headers().forEach(line -> response.setHeader(line.name(), line.value()));
    } else if (plan instanceof Plan.Forward forward) {
      RequestContexts.update(request, context -> context.with(forward.routing()));
      UpstreamClients.Way way = running.of(forward.route());
      new ProxyCall(forward, way, begin(request, response), request, response).start();
    }
  }

  /** How many calls to the upstream have not ended. */
  int running() {
    UpstreamClients running = clients;
    return running == null ? 0 : running.running();
  }

  /**
   * Ends the streams of events nobody waits for the end of, those that were asked for by GET, in
   * order, so that clients open them again elsewhere: for a server that is about to stop, and takes
   * no more requests. Everything else goes on, until {@link #destroy}.
   */
  public void endStreams() {
    UpstreamClients running = clients;
    if (running != null) {
      running.endStreams();
    }
  }

  /**
   * Refuses who still waits for an upstream, 503 {@code unavailable}, breaks off answers that have
   * begun, and closes all connections.
   */
  @Override
  public void destroy() {
    UpstreamClients running = clients;
    clients = null;
    if (running != null) {
      running.close();
    }
  }
}
