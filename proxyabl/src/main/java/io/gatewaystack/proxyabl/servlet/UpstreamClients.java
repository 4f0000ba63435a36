package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.ProxyRoute;
import io.gatewaystack.proxyabl.ProxyablConfig;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The HTTP clients of a proxy's routes: routes with the same limits share one. */
final class UpstreamClients implements AutoCloseable {
  private final Map<UpstreamClient.Limits, UpstreamClient> clients = new HashMap<>();
  private final Map<ProxyRoute, UpstreamClient> ofRoutes = new HashMap<>();

  /** Starts what the routes need. */
  UpstreamClients(List<ProxyRoute> routes) {
    try {
      for (ProxyRoute route : routes) {
        ofRoutes.put(route, clients.computeIfAbsent(limits(route.config()), UpstreamClient::start));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static UpstreamClient.Limits limits(ProxyablConfig config) {
    return new UpstreamClient.Limits(
        config.timeout(), config.maxConnections(), config.maxQueued(), config.addresses());
  }

  UpstreamClient of(ProxyRoute route) {
    return Objects.requireNonNull(ofRoutes.get(route), "client");
  }

  /** How many calls to upstreams have not ended. */
  int running() {
    return clients.values().stream().mapToInt(UpstreamClient::running).sum();
  }

  @Override
  public void close() {
    clients.values().forEach(UpstreamClient::close);
  }
}
