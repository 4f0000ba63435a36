package io.gatewaystack.example.config;

import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.ProxyablBuilder;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.validatabl.ValidatablBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reverse proxy.
 *
 * @param target where requests go; nothing is proxied when absent
 * @param prefix the path that stands for the target
 * @param allowedPaths what may be called below the prefix
 * @param timeout how long the target may take to answer
 * @param maxAnswerTime how long an answer may take from its beginning to its end; a day when absent
 * @param identityHeader header field that tells the target who calls
 * @param identityQuery query parameter that tells it as well
 * @param credential what the gateway shows the target
 * @param identityHeaders what the target is told about the caller besides its subject
 * @param routes what requests need; none for every identified caller
 * @param maxConnectionsPerCaller how many connections to the target a caller may hold; a quarter of
 *     all when absent
 */
public record ProxyConfig(
    Optional<URI> target,
    String prefix,
    List<String> allowedPaths,
    Duration timeout,
    Optional<Duration> maxAnswerTime,
    String identityHeader,
    Optional<String> identityQuery,
    UpstreamCredential credential,
    Map<String, IdentityField> identityHeaders,
    List<RouteConfig> routes,
    Optional<Integer> maxConnectionsPerCaller) {
  static final String IDENTITY_HEADER = "X-User-Id";

  static ProxyConfig from(Environment env, DemoConfig demo) {
    Optional<URI> target = env.uri("PROXY_TARGET");
    if (target.isEmpty() && demo.enabled()) {
      target = Optional.of(echo(demo.echoPort()));
    }
    Optional<String> query = env.find("PROXY_INJECT_QUERY");
    target.ifPresent(uri -> env.judged("PROXY_TARGET", () -> Proxyabl.builder(uri).build()));
    String prefix = env.text("PROXY_PREFIX", "/proxy");
    if (!isPrefix(prefix)) {
      env.problem("PROXY_PREFIX", "(expected: a path such as /proxy)");
    }
    List<String> paths = env.words("PROXY_ALLOWED_PATHS", "/");
    env.judged(
        "PROXY_ALLOWED_PATHS", () -> anyProxy().allowedPaths(paths.toArray(String[]::new)).build());
    String header = env.text("PROXY_INJECT_HEADER", IDENTITY_HEADER);
    env.judged("PROXY_INJECT_HEADER", () -> anyProxy().identityHeader(header).build());
    return new ProxyConfig(
        target,
        prefix,
        paths,
        env.millis("PROXY_TIMEOUT_MS", 5000),
        Optional.empty(),
        header,
        query,
        UpstreamCredential.none(),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  static boolean isPrefix(String path) {
    return path.matches("(/[A-Za-z0-9_-]+)+");
  }

  /**
   * The proxied route.
   *
   * @throws IllegalArgumentException when a setting is unfit
   */
  public ProxyablBuilder proxyabl() {
    ProxyablBuilder builder =
        Proxyabl.builder(target.orElseThrow())
            .name(prefix.substring(1))
            .prefix(prefix)
            .allowedPaths(allowedPaths.toArray(String[]::new))
            .timeout(timeout)
            .identityHeader(identityHeader)
            .identityQuery(identityQuery.orElse(null))
            .credential(credential);
    maxAnswerTime.ifPresent(builder::maxAnswerTime);
    identityHeaders.forEach(builder::identityHeader);
    maxConnectionsPerCaller.ifPresent(builder::maxConnectionsPerCaller);
    builder.build();
    return builder;
  }

  /**
   * Maps its routes to the scopes they need.
   *
   * @throws IllegalArgumentException when a route is unfit
   */
  public ValidatablBuilder mapped(ValidatablBuilder builder) {
    if (routes.isEmpty()) {
      builder.openRoute("*", prefix);
    }
    for (RouteConfig route : routes) {
      if (route.scopes().isEmpty()) {
        builder.openRoute(route.method(), route.path());
      } else {
        builder.route(route.method(), route.path(), route.scopes().toArray(String[]::new));
      }
    }
    return builder;
  }

  private static ProxyablBuilder anyProxy() {
    return Proxyabl.builder(echo(1));
  }

  /** The same with the echo upstream that demo mode has started. */
  ProxyConfig withEcho(int port) {
    return new ProxyConfig(
        Optional.of(echo(port)),
        prefix,
        allowedPaths,
        timeout,
        maxAnswerTime,
        identityHeader,
        identityQuery,
        credential,
        identityHeaders,
        routes,
        maxConnectionsPerCaller);
  }

  private static URI echo(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
