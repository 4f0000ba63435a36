package io.gatewaystack.example.gateway;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How the server reads requests: strictly, within limits, and without saying what it is. */
final class Listening {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int HEADER_BYTES = 16 * 1024;
  private static final long SLOWEST_BODY_BYTES_PER_SECOND = 4096;
  private static final Duration BODY_GRACE = Duration.ofSeconds(10);

  private Listening() {}

  static Server server() {
    QueuedThreadPool threads = new QueuedThreadPool(200);
    threads.setName("gateway");
    return new Server(threads);
  }

  /**
   * Takes a port; nothing is answered before the server starts.
   *
   * @throws IOException naming the setting when the port is taken
   */
  static int bind(Server server, int port) throws IOException {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http()));
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE.toMillis()); // a pause is no reason to end a request
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw e;
      }
      throw new IOException("PORT: " + port + " is in use (expected: a free port)", e);
    }
    return connector.getLocalPort();
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setHeaderCacheSize(0); // tokens differ: remembering them costs, and never pays
    http.setHttpCompliance(
        HttpCompliance.RFC9110.without(
            "RFC9110-CRLF", Violation.LF_HEADER_TERMINATION, Violation.LF_CHUNK_TERMINATION));
    return http;
  }

  /** Ends requests whose body trickles in; answers may be as slow as an event stream is. */
  static Handler notTooSlow(Handler handler) {
    return new MinimumUploadRate(handler, SLOWEST_BODY_BYTES_PER_SECOND, BODY_GRACE);
  }

  static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
