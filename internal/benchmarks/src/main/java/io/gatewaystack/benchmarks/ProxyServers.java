package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.testing.TestIssuer;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * One of four proxies to the same upstream, for a load generator to compare: Jetty's own
 * asynchronous one, ours without layers, ours governed by identity, scope, limit and audit, and
 * ours with every layer of the example server. Arguments: {@code jetty}, {@code ungoverned}, {@code
 * governed} or {@code complete}; upstream URL; port; folder that receives the tokens in {@code
 * tokens.<proxy>}.
 */
public final class ProxyServers {
  private ProxyServers() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws Exception {
    URI upstream = URI.create(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "jetty" -> start(port, null, jetty(upstream));
      case "ungoverned" -> start(port, new GovernanceFilter(new Passing()), ours(upstream));
      case "governed", "complete" -> {
        TestIssuer issuer = TestIssuer.start();
        Path tokens = Path.of(arguments[3], "tokens." + arguments[0]);
        Files.write(tokens, Layering.tokens(issuer, 1000));
        Explicabl audit = Layering.counting();
        Pipeline layers =
            arguments[0].equals("complete")
                ? Layering.of(audit, issuer.issuer())
                : Layering.essential(audit, issuer.issuer());
        start(port, new GovernanceFilter(layers), ours(upstream));
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("READY");
  }

  private static ServletHolder jetty(URI upstream) {
    ServletHolder bare = new ServletHolder(new AsyncProxyServlet.Transparent());
    bare.setInitParameter("proxyTo", upstream.toString());
    bare.setInitParameter("prefix", "/proxy");
    return bare;
  }

  private static ServletHolder ours(URI upstream) {
    return new ServletHolder(new ProxyServlet(Proxyabl.builder(upstream).anonymous(true).build()));
  }

  private static void start(int port, @Nullable GovernanceFilter filter, ServletHolder servlet)
      throws Exception {
    ServletContextHandler app = new ServletContextHandler();
    if (filter != null) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      app.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    }
    servlet.setAsyncSupported(true);
    app.addServlet(servlet, "/proxy/*");
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setHeaderCacheSize(0); // tokens differ: remembering them costs, and never pays
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(app);
    server.start();
  }

  /** No governance: the adapter with a layer that does nothing. */
  private record Passing() implements Layer {
    @Override
    public String name() {
      return "passing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context);
    }
  }
}
