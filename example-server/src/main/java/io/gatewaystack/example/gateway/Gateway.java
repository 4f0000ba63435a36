package io.gatewaystack.example.gateway;

import io.gatewaystack.example.config.HttpConfig;
import io.gatewaystack.example.config.ProxyConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.demo.Demo;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
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
  private final Server server;
  private final Governance governance;
  private final @Nullable Demo demo;

  private Gateway(Server server, Governance governance, @Nullable Demo demo) {
    this.server = server;
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

  private static Gateway start(ServerConfig config, OutputStream console, @Nullable Demo demo)
      throws IOException {
    ProxyServlet proxy = proxy(config.proxy());
    Governance governance = new Governance(config, console);
    Server server = Listening.server();
    Gateway gateway = new Gateway(server, governance, demo);
    try {
      int port = Listening.bind(server, config.http().port());
      URI base =
          config.http().publicBaseUrl().orElseGet(() -> URI.create("http://localhost:" + port));
      server.setRequestLog(new EdgeLog(governance.audit()));
      server.setErrorHandler(new JsonErrors());
      Handler application = new Application(config, governance, base).handler(proxy);
      server.setHandler(
          new GracefulHandler(Listening.notTooSlow(crossOrigin(config.http(), application))));
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
    handler.setAllowedHeaders(
        Set.of("authorization", "content-type", "x-request-id", "mcp-session-id", "x-api-key"));
    handler.setExposedHeaders(Set.of("WWW-Authenticate", "Location", "X-Request-Id"));
    handler.setAllowCredentials(false);
    handler.setDeliverPreflightRequests(false);
    handler.setHandler(application);
    return handler;
  }

  private static ProxyServlet proxy(ProxyConfig config) {
    if (config.target().isEmpty()) {
      return ProxyServlet.notConfigured();
    }
    return new ProxyServlet(
        Proxyabl.builder(config.target().get())
            .prefix(config.prefix())
            .allowedPaths(config.allowedPaths().toArray(String[]::new))
            .timeout(config.timeout())
            .identityHeader(config.identityHeader())
            .identityQuery(config.identityQuery().orElse(null))
            .build());
  }

  /** The port it listens on. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** What demo mode has started, in demo mode. */
  public Optional<Demo> demo() {
    return Optional.ofNullable(demo);
  }

  /** Refuses new requests, lets running ones end for up to ten seconds, writes what is recorded. */
  @Override
  public void close() {
    Listening.stop(server);
    governance.close();
    if (demo != null) {
      demo.close();
    }
  }
}
