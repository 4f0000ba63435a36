package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.HostField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts and origins are served: a web page that has pointed its own name at this machine (DNS
 * rebinding) is found out by either.
 */
final class Origins {
  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * Lists in any case.
   *
   * @param hosts {@code name} for every port of it, or {@code name:port}; none means every host
   * @param origins {@code scheme://name[:port]}; those of the hosts need not be listed
   */
  Origins(Collection<String> hosts, Collection<String> origins) {
    this.hosts = lower(hosts);
    this.origins = lower(origins);
    for (String host : this.hosts) {
      require(HostField.is(host), "allowedHosts: " + host, "name[:port]");
    }
    for (String origin : this.origins) {
      require(isOrigin(origin), "allowedOrigins: " + origin, "an origin");
    }
  }

  private static boolean isOrigin(String text) {
    int end = text.indexOf("://");
    return end > 0
        && text.substring(0, end).matches("[a-z][a-z0-9+.-]*")
        && HostField.is(text.substring(end + 3));
  }

  private static Set<String> lower(Collection<String> values) {
    return values.stream().map(v -> v.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static void require(boolean met, String setting, String expected) {
    if (!met) {
      throw new IllegalArgumentException(setting + " (expected: " + expected + ")");
    }
  }

  /**
   * Why a request is not served, if it is not. A request without {@code Origin} has none to fit.
   */
  Optional<Denial> check(Headers headers) {
    List<String> host = headers.all("Host");
    if (!hosts.isEmpty() && (host.size() != 1 || !servesHost(host.get(0)))) {
      return Optional.of(Refusals.HOST);
    }
    List<String> origin = headers.all("Origin");
    boolean fits = origin.isEmpty() || origin.size() == 1 && servesOrigin(origin.get(0));
    return fits ? Optional.empty() : Optional.of(Refusals.ORIGIN);
  }

  private boolean servesHost(String value) {
    String host = value.toLowerCase(Locale.ROOT);
    return HostField.is(host) && (hosts.contains(host) || hosts.contains(withoutPort(host)));
  }

  private boolean servesOrigin(String value) {
    String origin = value.toLowerCase(Locale.ROOT);
    return origins.contains(origin)
        || !hosts.isEmpty()
            && isOrigin(origin)
            && servesHost(origin.substring(origin.indexOf("://") + 3));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
