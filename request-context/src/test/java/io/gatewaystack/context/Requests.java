package io.gatewaystack.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as a test wants them; header fields are given as {@code "Name: value"}. */
final class Requests {
  static final Route MCP = new Route(Route.Protocol.MCP, "/mcp");
  static final String JSON = "Content-Type: application/json";

  private Requests() {}

  static RequestInfo info(String method, String path, String... headers) {
    return new RequestInfo(
        "req-1",
        method,
        path,
        path,
        "token=secret",
        headers(headers),
        InetAddress.getLoopbackAddress(),
        Instant.EPOCH);
  }

  static Headers headers(String... lines) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      fields
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 2));
    }
    return Headers.of(fields);
  }

  static RequestContext context(Route route, String method, String body, String... headers) {
    RequestInfo info = info(method, route.prefix().isEmpty() ? "/" : route.prefix(), headers);
    return RequestContext.of(info, route, Body.of(body.getBytes(UTF_8), info.headers()));
  }

  static RequestContext mcp(String body) {
    return context(MCP, "POST", body, JSON);
  }

  static RequestContext http() {
    return context(Route.HTTP, "GET", "");
  }
}
