package io.gatewaystack.example.config;

import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads proxied routes from the file of settings. */
final class ProxyReader {
  static final List<String> KEYS =
      Stream.concat(
              Stream.of(
                  "url",
                  "allowedPaths",
                  "timeoutMillis",
                  "maxAnswerTimeMillis",
                  "identityHeaders",
                  "identityQuery",
                  "routes",
                  "maxConnectionsPerCaller"),
              UpstreamSettings.CREDENTIAL_KEYS.stream())
          .toList();
  static final List<String> ROUTE_KEYS = List.of("method", "path", "scopes", "open");

  private static final int MAX_ROUTES = 1000;

  /** Connections to one target at most. */
  private static final int MAX_CONNECTIONS = 4096;

  private final Environment env;
  private final Problems problems;

  ProxyReader(Environment env, Problems problems) {
    this.env = env;
    this.problems = problems;
  }

  /** What a prefix stands for; empty when it is unfit. */
  Optional<ProxyConfig> proxy(String prefix, DocumentNode node) {
    Members members = new Members(node, "proxies." + prefix + ".", problems);
    members.allow(KEYS);
    if (!ProxyConfig.isPrefix(prefix)) {
      problems.add(node.line(), "proxies." + prefix + ": (expected: a path such as /crm)");
    }
    UpstreamSettings settings = new UpstreamSettings(members, env);
    List<String> paths = members.texts("allowedPaths");
    List<RouteConfig> routes = routes(members, prefix);
    return settings
        .url("url")
        .map(
            url ->
                new ProxyConfig(
                    Optional.of(url),
                    prefix,
                    paths.isEmpty() ? List.of("/") : paths,
                    settings.millis("timeoutMillis").orElse(Duration.ofSeconds(5)),
                    settings.millis("maxAnswerTimeMillis"),
                    ProxyConfig.IDENTITY_HEADER,
                    members.parsed("identityQuery", text -> text),
                    settings.credential(),
                    settings.identityHeaders(),
                    routes,
                    members.integer("maxConnectionsPerCaller", 1, MAX_CONNECTIONS)))
        .filter(proxy -> settings.judged(proxy::proxyabl).isPresent());
  }

  private static String path(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("path: " + text + " (expected: / or /a/b)");
    }
    return text;
  }

  private List<RouteConfig> routes(Members members, String prefix) {
    List<RouteConfig> routes = new ArrayList<>();
    List<DocumentNode> elements = members.elements(members.find("routes"), "routes", MAX_ROUTES);
    for (int i = 0; i < elements.size(); i++) {
      Members route =
          new Members(elements.get(i), "proxies.%s.routes[%d].".formatted(prefix, i), problems);
      route.allow(ROUTE_KEYS);
      List<String> scopes = route.texts("scopes");
      if (route.flag("open").orElse(false) != scopes.isEmpty()) {
        route.refuse("scopes: (expected: at least one, or open: true)");
      }
      String path = route.parsed(route.require("path"), "path", ProxyReader::path).orElse("/");
      routes.add(
          new RouteConfig(
              route.parsed("method", text -> text).orElse("*"),
              path.equals("/") ? prefix : prefix + path,
              scopes));
    }
    return routes;
  }
}
