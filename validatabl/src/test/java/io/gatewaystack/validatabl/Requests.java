package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Contexts as the adapter would make them. */
public final class Requests {
  private static final Headers JSON =
      Headers.of(Map.of("Content-Type", List.of("application/json")));

  private Requests() {}

  public static RequestContext http(String method, String path) {
    return of(Route.HTTP, method, path, Headers.EMPTY, "");
  }

  public static RequestContext httpJson(String path, String body) {
    return of(Route.HTTP, "POST", path, JSON, body);
  }

  public static RequestContext mcp(String body) {
    return of(new Route(Protocol.MCP, "/mcp"), "POST", "/mcp", JSON, body);
  }

  public static RequestContext mcpWithoutBody(String method) {
    return of(new Route(Protocol.MCP, "/mcp"), method, "/mcp", Headers.EMPTY, "");
  }

  public static RequestContext rpc(String method, String params) {
    return mcp(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  public static RequestContext toolCall(String tool) {
    return toolCall(tool, "{}");
  }

  public static RequestContext toolCall(String tool, String arguments) {
    return rpc("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }

  public static RequestContext restTool(String tool, String body) {
    return of(new Route(Protocol.REST_TOOL, "/tools"), "POST", "/tools/" + tool, JSON, body);
  }

  public static RequestContext modelCall(String body) {
    return of(new Route(Protocol.MODEL, "/v1"), "POST", "/v1/chat/completions", JSON, body);
  }

  public static RequestContext of(
      Route route, String method, String path, Headers headers, String body) {
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
    return RequestContext.of(info, route, Body.of(body.getBytes(UTF_8), headers));
  }

  /** A tool call from an address. */
  public static RequestContext toolCallFrom(InetAddress client) {
    RequestContext call = toolCall("t");
    RequestInfo known = call.request();
    RequestInfo info =
        new RequestInfo(
            known.id(),
            known.method(),
            known.rawPath(),
            known.path(),
            null,
            known.headers(),
            client,
            known.at());
    return RequestContext.of(info, call.route(), call.body());
  }

  /** A REST tool call whose body nobody has read yet. */
  public static RequestContext unread(String tool, Supplier<byte[]> source) {
    RequestContext call = restTool(tool, "");
    return RequestContext.of(call.request(), call.route(), Body.reading(source, JSON));
  }

  /** The same request with another body and a caller. */
  public static RequestContext of(RequestContext request, Body body, Identity caller) {
    return RequestContext.of(request.request(), request.route(), body).with(caller);
  }

  /** A caller with scopes. */
  public static Identity caller(String... scopes) {
    return Identity.builder("ada", "https://issuer.example").scopes(List.of(scopes)).build();
  }
}
