package io.gatewaystack.example.gateway;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.example.config.ProxyConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.route.DebugTokenServlet;
import io.gatewaystack.example.route.EchoServlet;
import io.gatewaystack.example.route.MethodFilter;
import io.gatewaystack.example.route.NotFoundServlet;
import io.gatewaystack.example.route.OkServlet;
import io.gatewaystack.example.route.TestEchoServlet;
import io.gatewaystack.explicabl.servlet.HealthServlet;
import io.gatewaystack.proxyabl.Discovery;
import io.gatewaystack.proxyabl.servlet.DiscoveryServlet;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.proxyabl.servlet.ToolServlet;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.validatabl.servlet.ResourceMetadataServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The routes of the server and the filters in front of them. What is mapped nowhere is answered
 * with 404, so a route cannot be open by being forgotten here.
 */
record Application(ServerConfig config, Governance governance) {

  ServletContextHandler handler(ProxyServlet proxy, ToolServlet functions) throws IOException {
    ServletContextHandler app = new ServletContextHandler();
    app.setErrorHandler(new JsonErrors());
    filter(app, new GovernedMark(), "/*");
    filter(app, governance.outermost(), "/*");
    servlet(app, new NotFoundServlet(), "/");
    publicRoutes(app);
    protectedRoutes(app, proxy);
    mcp(app);
    tools(app, functions);
    if (config.testRoutes().enabled()) {
      filter(app, governance.protectingTestRoutes(), "/__test__/*");
      TestEchoServlet echo =
          new TestEchoServlet(config.testRoutes().allowed(), config.identity().challengeScopes());
      servlet(app, echo, "/__test__/echo");
    }
    return app;
  }

  private void publicRoutes(ServletContextHandler app) {
    servlet(app, new OkServlet(), "");
    HealthServlet health =
        new HealthServlet(
            config.mode(), config.version(), InstantSource.system(), governance::warnings);
    servlet(app, health, "/health");
    GovernanceFilter limiting = governance.limitingDocuments();
    filter(app, limiting, "/.well-known/*");
    servlet(
        app, new ResourceMetadataServlet(governance.metadata()), ResourceMetadataServlet.MAPPING);
    URI issuer = URI.create(config.identity().issuer());
    DiscoveryServlet discovery = new DiscoveryServlet(Discovery.of(governance.fetcher(), issuer));
    for (Discovery.Document document : Discovery.Document.values()) {
      servlet(app, discovery, document.path());
    }
  }

  private void protectedRoutes(ServletContextHandler app, ProxyServlet proxy) {
    GovernanceFilter protecting = governance.protecting();
    List<String> paths = new ArrayList<>(List.of("/protected/*", "/writer-only"));
    for (ProxyConfig proxied : config.proxies()) {
      String path = proxied.prefix() + "/*";
      paths.add(path);
      servlet(app, proxied.target().isPresent() ? proxy : ProxyServlet.notConfigured(), path);
    }
    OkServlet ok = new OkServlet();
    for (String path : List.of("/protected", "/protected/ping", "/writer-only")) {
      servlet(app, ok, path);
    }
    servlet(app, new EchoServlet(), "/protected/echo");
    if (config.debugToken()) {
      paths.add("/debug-token");
      servlet(app, new DebugTokenServlet(), "/debug-token");
    }
    Filter besides = new Besides(protecting, governance.endpoints());
    paths.forEach(path -> filter(app, besides, path));
  }

  private void mcp(ServletContextHandler app) {
    for (McpRoute endpoint : governance.endpoints()) {
      filter(app, new MethodFilter("POST", "GET", "DELETE"), endpoint.path());
      filter(app, governance.protecting(endpoint), endpoint.path());
      servlet(app, endpoint.servlet(), endpoint.path());
    }
  }

  private void tools(ServletContextHandler app, ToolServlet servlet) throws IOException {
    List<Tool> tools = governance.functions();
    if (tools.isEmpty()) {
      return;
    }
    GovernanceFilter protecting = governance.protectingTools();
    List<String> paths = new ArrayList<>(List.of("/tools/*"));
    tools.forEach(tool -> paths.add("/" + tool.name()));
    for (String path : paths) {
      filter(app, new MethodFilter("POST"), path);
      filter(app, protecting, path);
      servlet(app, servlet, path);
    }
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
