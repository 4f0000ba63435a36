package io.gatewaystack.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A real Jetty on a free port of 127.0.0.1, for tests that must speak HTTP.
 *
 * <pre>{@code
 * try (TestServer server = TestServer.builder().filter("/*", filter).servlet("/*", app).start()) {
 *   client.send(server.uri("/hello"));
 * }
 * }</pre>
 */
public final class TestServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private TestServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Starts with an application that answers 404 everywhere. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Absolute URI of {@code pathAndQuery}, which starts with a slash. */
  public URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
  }

  /** Stops accepting, ends running requests and frees the port. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    }
  }

  /** Filters and servlets in the order they are added. Not thread-safe. */
  public static final class Builder {
    private final ServletContextHandler application = new ServletContextHandler();

    private Builder() {}

    /** Maps a filter to {@code pattern} for request and async dispatches, async supported. */
    public Builder filter(String pattern, Filter filter) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      application.addFilter(
          holder, pattern, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
      return this;
    }

    /** Maps a servlet to {@code pattern}, async supported. */
    public Builder servlet(String pattern, Servlet servlet) {
      ServletHolder holder = new ServletHolder(servlet);
      holder.setAsyncSupported(true);
      application.addServlet(holder, pattern);
      return this;
    }

    /** Puts the application below a path such as {@code /app}; at the root by default. */
    public Builder contextPath(String path) {
      application.setContextPath(path);
      return this;
    }

    /** Runs {@code setup} while the application starts, where servlets may still be registered. */
    public Builder onStartup(Consumer<ServletContext> setup) {
      application.addServletContainerInitializer((classes, context) -> setup.accept(context));
      return this;
    }

    /** Starts listening. */
    public TestServer start() {
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server, 1, 1);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(application);
      try {
        server.start();
      } catch (Exception e) {
        throw new IllegalStateException("Jetty did not start", e);
      }
      return new TestServer(server, connector);
    }
  }
}
