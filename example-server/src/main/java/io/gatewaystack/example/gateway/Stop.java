package io.gatewaystack.example.gateway;

import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.proxyabl.servlet.ToolServlet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * How the server ends: new requests are refused, and streams end that nobody waits for the end of;
 * requests that are running have a while to end by themselves, then whoever still waits is told.
 *
 * @param requests counts those that are running
 */
record Stop(
    Server server,
    GracefulHandler requests,
    ProxyServlet proxy,
    ToolServlet functions,
    List<McpRoute> endpoints) {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration TELLING = Duration.ofSeconds(1);

  void run() {
    CompletableFuture<Void> ended = requests.shutdown();
    for (Connector connector : server.getConnectors()) {
      var unused = connector.shutdown(); // connections are closed below, used or not
    }
    proxy.endStreams();
    endpoints.forEach(endpoint -> endpoint.servlet().endStreams());
    if (!isDone(ended, GRACE)) {
      proxy.destroy();
      functions.destroy(); // before what they are connected by
      endpoints.forEach(McpRoute::close);
      isDone(ended, TELLING);
    }
    Listening.stop(server);
  }

  private static boolean isDone(CompletableFuture<Void> ended, Duration time) {
    try {
      ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) { // whoever waits for the stop wants it now
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
