package io.gatewaystack.example.gateway;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.route.EchoServlet;
import io.gatewaystack.example.route.NotFoundServlet;
import io.gatewaystack.example.route.OkServlet;
import io.gatewaystack.example.route.TestEchoServlet;
import io.gatewaystack.explicabl.servlet.HealthServlet;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.validatabl.servlet.ResourceMetadataServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The routes of the server and the filters in front of them. What is mapped nowhere is answered
 * with 404, so a route cannot be open by being forgotten here.
 *
 * @param base what the server is called from outside
 */
record Application(ServerConfig config, Governance governance, URI base) {

  ServletContextHandler handler(ProxyServlet proxy) {
    ServletContextHandler app = new ServletContextHandler();
    app.setErrorHandler(new JsonErrors());
    filter(app, new GovernedMark(), "/*");
    filter(app, governance.outermost(base), "/*");
    servlet(app, new NotFoundServlet(), "/");
    publicRoutes(app);
    protectedRoutes(app, proxy);
    if (config.testRoutes().enabled()) {
      filter(app, governance.protectingTestRoutes(base), "/__test__/*");
      servlet(app, new TestEchoServlet(config.testRoutes().allowed()), "/__test__/echo");
    }
    return app;
  }

  private void publicRoutes(ServletContextHandler app) {
    servlet(app, new OkServlet(), "");
    servlet(
        app, new HealthServlet(config.mode(), config.version(), InstantSource.system()), "/health");
    filter(app, governance.limitingMetadata(base), ResourceMetadataServlet.MAPPING);
    servlet(
        app,
        new ResourceMetadataServlet(governance.resources(base)),
        ResourceMetadataServlet.MAPPING);
  }

  private void protectedRoutes(ServletContextHandler app, ProxyServlet proxy) {
    GovernanceFilter protecting = governance.protecting(base);
    String proxied = config.proxy().prefix() + "/*";
    for (String path : List.of("/protected/*", "/writer-only", proxied)) {
      filter(app, protecting, path);
    }
    OkServlet ok = new OkServlet();
    for (String path : List.of("/protected", "/protected/ping", "/writer-only")) {
      servlet(app, ok, path);
    }
    servlet(app, new EchoServlet(), "/protected/echo");
    servlet(app, proxy, proxied);
  }

  private static void filter(ServletContextHandler app, Filter filter, String path) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    app.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
  }

  private static void servlet(ServletContextHandler app, Servlet servlet, String path) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    app.addServlet(holder, path);
  }
}
