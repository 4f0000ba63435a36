package io.gatewaystack.transformabl;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Contexts of requests as the adapter would make them. */
final class Requests {
  static final Route MCP = new Route(Route.Protocol.MCP, "/mcp");
  static final Route TOOL = new Route(Route.Protocol.REST_TOOL, "/tools");
  static final Route MODEL = new Route(Route.Protocol.MODEL, "/v1");

  private Requests() {}

  static RequestContext post(Route route, String json) {
    return post(route, json.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static RequestContext post(Route route, byte[] body, Map<String, String> moreHeaders) {
    return request("POST", route, moreHeaders, () -> body);
  }

  /** A request with {@code Content-Type: application/json} unless {@code moreHeaders} names one. */
  static RequestContext request(
      String method, Route route, Map<String, String> moreHeaders, Supplier<byte[]> body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("Content-Type", List.of("application/json"));
    moreHeaders.forEach((name, value) -> fields.put(name, List.of(value)));
    Headers headers = Headers.of(fields);
    String path = route.prefix() + "/x";
    RequestInfo info =
        new RequestInfo(
            "r-1",
            method,
            path,
            path,
            null,
            headers,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(info, route, Body.reading(body, headers));
  }

  static String text(RequestContext context) {
    return new String(context.body().bytes(), StandardCharsets.UTF_8);
  }
}
