package io.gatewaystack.example.gateway;

import io.gatewaystack.example.config.HttpConfig;
import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.demo.Demo;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.proxyabl.servlet.ToolServlet;
import io.gatewaystack.proxyabl.tool.Toolbox;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/** The running server. Closing it drains requests, then audit events. */
public final class Gateway implements AutoCloseable {
  private static final Set<String> REQUEST_FIELDS =
      Set.of(
          "accept",
          "authorization",
          "content-type",
          "last-event-id",
          "mcp-method",
          "mcp-name",
          "mcp-protocol-version",
          "mcp-session-id",
          "traceparent",
          "x-api-key",
          "x-request-id");
  private static final Set<String> ANSWER_FIELDS =
      Set.of("Location", "Mcp-Session-Id", "Retry-After", "WWW-Authenticate", "X-Request-Id");

  private final Server server;
  private final Stop stop;
  private final Governance governance;
  private final @Nullable Demo demo;

  private Gateway(Server server, Stop stop, Governance governance, @Nullable Demo demo) {
    this.server = server;
    this.stop = stop;
    this.governance = governance;
    this.demo = demo;
  }

  /**
   * Starts a server, and what demo mode adds.
   *
   * @param console takes audit events as lines
   * @throws IllegalArgumentException when a setting does not fit
   * @throws IOException when a port is taken or the audit file cannot be opened
   */
  public static Gateway start(ServerConfig settings, OutputStream console) throws IOException {
    Demo demo = settings.demo().enabled() ? Demo.start(settings) : null;
    try {
      return start(demo == null ? settings : demo.completed(settings), console, demo);
    } catch (IOException | RuntimeException e) {
      if (demo != null) {
        demo.close();
      }
      throw e;
    }
  }

  /**
   * Reads the files that the settings name, as a start does, and closes them again.
   *
   * @throws InvalidConfig naming every setting whose file cannot be used
   */
  public static void check(ServerConfig settings) {
    new OwnersFiles(settings).close();
  }

  private static Gateway start(ServerConfig config, OutputStream console, @Nullable Demo demo)
      throws IOException {
    ProxyServlet proxy = proxy(config);
    OwnersFiles files = new OwnersFiles(config);
    Server server = Listening.server();
    Governance governance;
    try {
      int port = Listening.bind(server, config.http().port());
      URI base =
          config.http().publicBaseUrl().orElseGet(() -> URI.create("http://localhost:" + port));
      governance = new Governance(config, base, files, console);
    } catch (IOException | RuntimeException e) {
      Listening.stop(server);
      files.close();
      throw e;
    }
    GracefulHandler requests = new GracefulHandler();
    ToolServlet functions =
        new ToolServlet(Toolbox.of(governance.functions()), InstantSource.system());
    Stop stop = new Stop(server, requests, proxy, functions, governance.endpoints());
    Gateway gateway = new Gateway(server, stop, governance, demo);
    try {
      server.setRequestLog(new EdgeLog(governance.audit()));
      server.setErrorHandler(new JsonErrors());
      Handler application = new Application(config, governance).handler(proxy, functions);
      requests.setHandler(Listening.notTooSlow(crossOrigin(config.http(), application)));
      server.setHandler(requests);
      server.start();
      return gateway;
    } catch (Exception e) {
      gateway.close();
      throw e instanceof IOException io ? io : new IOException("the server did not start", e);
    }
  }

  /** Lets scripts of the configured origins call; without any, browsers keep them out. */
  private static Handler crossOrigin(HttpConfig config, Handler application) {
    if (config.origins().isEmpty()) {
      return application;
    }
    CrossOriginHandler handler = new CrossOriginHandler();
    handler.setAllowedOriginPatterns(
        config.origins().stream()
            .map(origin -> origin.equals("*") ? "*" : Pattern.quote(origin))
            .collect(Collectors.toSet()));
    handler.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    handler.setAllowedHeaders(REQUEST_FIELDS);
    handler.setExposedHeaders(ANSWER_FIELDS);
    handler.setAllowCredentials(false);
    handler.setDeliverPreflightRequests(true);
    handler.setHandler(new Preflights(application));
    return handler;
  }

  private static ProxyServlet proxy(ServerConfig config) {
    List<Proxyabl> routes =
        config.proxies().stream()
            .filter(proxied -> proxied.target().isPresent())
            .map(proxied -> proxied.proxyabl().build())
            .toList();
    return routes.isEmpty()
        ? ProxyServlet.notConfigured()
        : new ProxyServlet(Proxyabl.of(routes.toArray(Proxyabl[]::new)));
  }

  /** The port it listens on. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** What demo mode has started, in demo mode. */
  public Optional<Demo> demo() {
    return Optional.ofNullable(demo);
  }

  /**
   * Refuses new requests, ends open streams, lets running requests end for up to ten seconds and
   * refuses who waits longer, writes what is recorded.
   */
  @Override
  public void close() {
    try {
      stop.run();
    } finally { // also when something did not stop
      governance.close();
      if (demo != null) {
        demo.close();
      }
    }
  }
}
