package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * An MCP server of both eras for federations: says who it is in every answer, and can be told to
 * answer single methods otherwise.
 */
final class FakeMcp implements AutoCloseable {
  private final String name;
  private final ScriptedUpstream upstream;
  private final Map<String, ScriptedUpstream.Script> scripts = new ConcurrentHashMap<>();
  private volatile String session;

  private FakeMcp(String name) {
    this.name = name;
    this.session = "s-" + name;
    this.upstream = ScriptedUpstream.running(this::answer);
  }

  static FakeMcp named(String name) {
    return new FakeMcp(name);
  }

  /** Answers a method, {@code GET} or {@code DELETE} in another way from now on. */
  FakeMcp on(String method, ScriptedUpstream.Script script) {
    scripts.put(method, script);
    return this;
  }

  /** Answers a method with a result from now on. */
  FakeMcp result(String method, String result) {
    return on(method, (request, answer) -> answer.json(response(request, result)));
  }

  static String response(ScriptedUpstream.Request request, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id(request), result);
  }

  static String id(ScriptedUpstream.Request request) {
    return tree(request).path("id").toString();
  }

  static JsonNode tree(ScriptedUpstream.Request request) {
    return JsonDocument.parse(request.body().getBytes(StandardCharsets.UTF_8)).tree();
  }

  static String method(ScriptedUpstream.Request request) {
    return request.body().isEmpty()
        ? request.method()
        : tree(request).path("method").asString("response");
  }

  /** What it calls its session. */
  String session() {
    return session;
  }

  /** Knows only another session from now on, as after a restart. */
  void forgetSession() {
    session = "again-" + name;
  }

  McpUpstream upstream() {
    return McpUpstream.of(name, upstream.uri());
  }

  /** The next request of a method; others before it are skipped. */
  ScriptedUpstream.Request next(String method) throws InterruptedException {
    ScriptedUpstream.Request request = upstream.request();
    while (!method(request).equals(method)) {
      request = upstream.request();
    }
    return request;
  }

  /** The next request of all. */
  ScriptedUpstream.Request next() throws InterruptedException {
    return upstream.request();
  }

  boolean wasAskedMore() {
    return upstream.hasMoreRequests();
  }

  private void answer(ScriptedUpstream.Request request, ScriptedUpstream.Answer answer)
      throws Exception {
    String method = method(request);
    boolean modern = request.header("MCP-Protocol-Version").equals("2026-07-28");
    boolean known =
        modern || method.equals("initialize") || request.header("Mcp-Session-Id").equals(session);
    if (request.method().equals("POST") && !takesBoth(request.header("Accept"))) {
      answer.status(406);
    } else if (!known) {
      answer.status(404);
    } else if (scripts.containsKey(method)) {
      scripts.get(method).answer(request, answer);
    } else {
      usual(method, request, answer);
    }
  }

  /** As clients must, and servers may demand. */
  private static boolean takesBoth(String accept) {
    return accept.contains("application/json") && accept.contains("text/event-stream");
  }

  private void usual(
      String method, ScriptedUpstream.Request request, ScriptedUpstream.Answer answer)
      throws Exception {
    switch (method) {
      case "initialize" -> {
        answer.header("Mcp-Session-Id", session);
        answer.json(
            response(
                request,
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
                    + "\"serverInfo\":{\"name\":\""
                    + name
                    + "\",\"version\":\"1\"}}"));
      }
      case "tools/list" ->
          answer.json(response(request, "{\"tools\":[{\"name\":\"t\",\"by\":\"" + name + "\"}]}"));
      case "tools/call" ->
          answer.json(
              response(request, "{\"content\":[{\"type\":\"text\",\"text\":\"" + name + "\"}]}"));
      case "DELETE" -> answer.status(200);
      case "GET" -> answer.status(405);
      default -> {
        if (request.body().contains("\"id\"") && !method.equals("response")) {
          answer.json(
              "{\"jsonrpc\":\"2.0\",\"id\":"
                  + id(request)
                  + ",\"error\":{\"code\":-32601,\"message\":\"unknown\"}}");
        } else {
          answer.status(202);
        }
      }
    }
  }

  @Override
  public void close() {
    upstream.close();
  }
}
