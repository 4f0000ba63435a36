package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.ProxyRoute;
import io.gatewaystack.proxyabl.ProxyablConfig;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import io.gatewaystack.proxyabl.internal.Shares;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.util.URIUtil;

/** The HTTP clients of a proxy's routes: routes with the same limits share one. */
final class UpstreamClients implements AutoCloseable {
  /** So that each stream is looked at once a second. */
  private static final Duration LOOKS = Duration.ofSeconds(5);

  private final Map<Terms, Way> ways = new HashMap<>();
  private final Map<ProxyRoute, Way> ofRoutes = new HashMap<>();

  private record Terms(UpstreamClient.Limits limits, int perCaller) {
    static Terms of(ProxyablConfig config) {
      return new Terms(
          new UpstreamClient.Limits(
              config.timeout(), config.maxConnections(), config.maxQueued(), config.addresses()),
          config.maxConnectionsPerCaller());
    }

    Way open(String origin) {
      UpstreamClient client = UpstreamClient.start(limits);
      return new Way(client, new Shares(perCaller), Heartbeats.start(client, LOOKS), origin);
    }
  }

  /**
   * How a route's target is reached.
   *
   * @param streams the event streams that come from it
   * @param origin what connections lead to, and shares are shares of: scheme, host and port
   */
  record Way(UpstreamClient client, Shares shares, Heartbeats streams, String origin) {
    private Way to(String other) {
      return new Way(client, shares, streams, other);
    }
  }

  /** Starts what the routes need. */
  UpstreamClients(List<ProxyRoute> routes) {
    try {
      for (ProxyRoute route : routes) {
        String origin = origin(route.config().target());
        Terms terms = Terms.of(route.config());
        ofRoutes.put(route, ways.computeIfAbsent(terms, t -> t.open(origin)).to(origin));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String origin(URI target) {
    String scheme = target.getScheme().toLowerCase(Locale.ROOT);
    int port = target.getPort();
    return new Origin(
            scheme,
            target.getHost().toLowerCase(Locale.ROOT),
            port < 0 ? URIUtil.getDefaultPortForScheme(scheme) : port)
        .asString();
  }

  Way of(ProxyRoute route) {
    return Objects.requireNonNull(ofRoutes.get(route), "way");
  }

  /** How many calls to upstreams have not ended. */
  int running() {
    return ways.values().stream()
        .mapToInt(way -> way.client().running() - 1) // the look after streams is watched, too
        .sum();
  }

  /** Ends the event streams that have no end of their own. */
  void endStreams() {
    ways.values().forEach(way -> way.streams().serverStops());
  }

  @Override
  public void close() {
    ways.values().forEach(way -> way.client().close());
  }
}
