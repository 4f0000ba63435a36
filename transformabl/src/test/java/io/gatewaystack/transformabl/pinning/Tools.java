package io.gatewaystack.transformabl.pinning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.section.Content;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Definitions of tools, lists of them and calls, for tests. */
final class Tools {
  static final Route MCP = new Route(Route.Protocol.MCP, "/mcp");
  static final Instant NOON = Instant.parse("2026-07-28T12:00:00Z");

  private Tools() {}

  static String tool(String name, String description) {
    return "{\"name\":\"%s\", \"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
        .formatted(name, description);
  }

  static String list(String... tools) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ttlMs\":1.00,\"tools\":[ "
        + String.join(" , ", tools)
        + " ],\"nextCursor\":\"n\"}}";
  }

  static ToolFingerprint fingerprint(String description) {
    return ToolFingerprint.of(JsonDocument.parse(tool("t", description).getBytes(UTF_8)));
  }

  static Sighting sighting(String tool, String description) {
    return sighting(tool, description, true);
  }

  static Sighting sighting(String tool, String description, boolean trusted) {
    return new Sighting(tool, fingerprint(description), new TreeMap<>(), trusted, true, NOON);
  }

  static RequestContext request(Route route, String httpMethod, String body) {
    Headers headers = Headers.of(Map.of("Content-Type", List.of("application/json")));
    RequestInfo info =
        new RequestInfo(
            "r-1",
            httpMethod,
            "/mcp",
            "/mcp",
            null,
            headers,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(info, route, Body.reading(() -> body.getBytes(UTF_8), headers));
  }

  static RequestContext rpc(String method, String params) {
    return request(
        MCP,
        "POST",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
  }

  static RequestContext call(String tool) {
    return rpc("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{}}");
  }

  static String through(Decision decision, String answer) {
    ResponseEditor editor = ((Decision.Proceed) decision).editor().orElseThrow();
    List<Message> out = new ArrayList<>();
    editor.message(Message.of(answer.getBytes(UTF_8)), out::add);
    editor.end(out::add);
    assertThat(out).hasSize(1);
    return new String(out.get(0).bytes(), UTF_8);
  }

  static Set<String> labels(Decision decision) {
    return decision.context().find(Content.class).map(Content::labels).orElse(Set.of());
  }
}
