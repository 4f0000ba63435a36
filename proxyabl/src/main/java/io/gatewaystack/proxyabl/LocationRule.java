package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.RequestPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * References in an answer as the client must hear them. One that points into the target, absolute
 * or from its root, becomes a path below the route's prefix; every other one stays as it is: a
 * relative path means the same on both sides, and what lies outside the target is not ours.
 */
final class LocationRule {
  private final URI target;
  private final String basePath;
  private final String prefix;

  LocationRule(ProxyablConfig config) {
    this.target = config.target();
    this.basePath = UpstreamPath.base(config.target());
    this.prefix = UpstreamPath.encode(config.prefix());
  }

  String toClient(String reference) {
    URI uri;
    try {
      uri = new URI(reference);
    } catch (URISyntaxException e) {
      return reference;
    }
    String path = uri.getRawPath();
    boolean ours =
        path != null
            && (uri.getRawAuthority() == null ? uri.getScheme() == null : isTarget(uri))
            && UpstreamPath.isWithin(path, basePath)
            && (path.isEmpty() || RequestPath.decode(path).isPresent());
    if (!ours || path.isEmpty() && uri.getRawAuthority() == null) {
      return reference; // not into the target, or relative to the page it stands in
    }
    String below = prefix + path.substring(basePath.length());
    return (below.isEmpty() ? "/" : below)
        + part("?", uri.getRawQuery())
        + part("#", uri.getRawFragment());
  }

  private boolean isTarget(URI uri) {
    String scheme = uri.getScheme() == null ? target.getScheme() : uri.getScheme();
    return uri.getRawUserInfo() == null
        && uri.getHost() != null
        && uri.getHost().equalsIgnoreCase(target.getHost())
        && scheme.equalsIgnoreCase(target.getScheme())
        && port(uri, scheme) == port(target, scheme);
  }

  private static int port(URI uri, String scheme) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return scheme.toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static String part(String mark, @Nullable String value) {
    return value == null ? "" : mark + value;
  }
}
