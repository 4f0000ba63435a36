package io.gatewaystack.explicabl;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Contexts of requests, as the servlet adapter would make them. */
final class Requests {
  static final Instant ARRIVED = Instant.parse("2026-01-01T00:00:00Z");
  static final Headers JSON = Headers.of(Map.of("Content-Type", List.of("application/json")));

  private Requests() {}

  static RequestContext get(String path) {
    return RequestContext.of(info("req-1", "GET", path, Headers.EMPTY), Route.HTTP, Body.empty());
  }

  static RequestContext withId(String id) {
    return RequestContext.of(info(id, "GET", "/a", Headers.EMPTY), Route.HTTP, Body.empty());
  }

  static RequestContext mcp(String message) {
    Route route = new Route(Route.Protocol.MCP, "/mcp");
    Body body = Body.of(message.getBytes(StandardCharsets.UTF_8), JSON);
    return RequestContext.of(info("req-1", "POST", "/mcp", JSON), route, body);
  }

  static RequestInfo info(String id, String method, String path, Headers headers) {
    return new RequestInfo(
        id, method, path, path, "secret=query", headers, address("203.0.113.77"), ARRIVED);
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
