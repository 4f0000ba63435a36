package io.gatewaystack.example.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How the server is reached.
 *
 * @param port the port to listen on; 0 takes a free one
 * @param publicBaseUrl what the server is called from outside
 * @param trustedProxyHops how many reverse proxies of ours stand in front
 * @param origins origins whose scripts may call; {@code *} for all
 */
public record HttpConfig(
    int port, Optional<URI> publicBaseUrl, int trustedProxyHops, List<String> origins) {

  static HttpConfig from(Environment env) {
    Optional<URI> base = env.uri("PUBLIC_BASE_URL").map(HttpConfig::withoutSlash);
    boolean hasMore =
        base.filter(u -> !u.getRawPath().isEmpty() || u.getRawQuery() != null).isPresent();
    if (hasMore) {
      env.problem("PUBLIC_BASE_URL", "(expected: scheme, host and port without a path)");
    }
    List<String> origins = env.words("APP_ORIGIN", "");
    for (String origin : origins) {
      if (!origin.equals("*")) {
        env.parseUri("APP_ORIGIN", origin)
            .filter(uri -> !origin.equals(uri.getScheme() + "://" + uri.getRawAuthority()))
            .ifPresent(uri -> env.problem("APP_ORIGIN", "(expected: scheme://host[:port] alone)"));
      }
    }
    return new HttpConfig(
        env.number("PORT", 8080, 0, 65_535),
        base,
        env.number("TRUSTED_PROXY_HOPS", 0, 0, 16),
        origins);
  }

  private static URI withoutSlash(URI uri) {
    return "/".equals(uri.getRawPath()) ? URI.create(uri.toString().replaceAll("/$", "")) : uri;
  }
}
