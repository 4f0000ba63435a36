package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolCalls;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The gateway's own tools, as MCP lists and calls them. */
final class LocalTools {
  private static final JsonDocument NO_ARGUMENTS =
      JsonDocument.parse("{}".getBytes(StandardCharsets.US_ASCII));

  private final Toolbox tools;
  private final ServerInfo server;
  private final ToolCalls calls;
  private final List<Object> listed;

  LocalTools(Toolbox tools, ServerInfo server, ToolCalls calls) {
    this.calls = calls;
    this.tools = tools;
    this.server = server;
    List<Object> all = new ArrayList<>();
    tools.all().forEach(tool -> all.add(listed(tool)));
    this.listed = List.copyOf(all);
  }

  Optional<Tool> find(String name) {
    return tools.find(name);
  }

  boolean isEmpty() {
    return listed.isEmpty();
  }

  /** One element of {@code tools/list} for each. */
  List<Object> listed() {
    return listed;
  }

  private static Map<String, Object> listed(Tool tool) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tool.name());
    tool.title().ifPresent(title -> json.put("title", title));
    json.put("description", tool.description());
    json.put("inputSchema", Rpc.raw(tool.inputSchema()));
    json.put("input_schema", Rpc.raw(tool.inputSchema())); // what some agents look for
    List<String> scopes = List.copyOf(tool.scopes());
    json.put("requiredScopes", scopes);
    json.put("securitySchemes", List.of(securityScheme(scopes)));
    json.put("executable", tool.executable());
    return json;
  }

  private static Map<String, Object> securityScheme(List<String> scopes) {
    Map<String, Object> scheme = new LinkedHashMap<>();
    scheme.put("type", scopes.isEmpty() ? "noauth" : "oauth2");
    if (!scopes.isEmpty()) {
      scheme.put("scopes", scopes);
    }
    return scheme;
  }

  /** Calls a tool; cancelling the future cancels the call. */
  CompletableFuture<byte[]> call(Tool tool, McpCall call) {
    JsonDocument arguments =
        JsonSpan.of(call.message())
            .at("params", "arguments")
            .map(JsonSpan::bytes)
            .map(JsonDocument::parse)
            .orElse(NO_ARGUMENTS);
    if (!arguments.tree().isObject()) {
      ToolResult wrong = ToolResult.failed("INVALID_ARGUMENTS", "The arguments must be an object");
      return CompletableFuture.completedFuture(message(wrong, call));
    }
    CompletableFuture<ToolResult> result =
        calls.call(
            tool,
            new ToolCall(arguments, call.context(), call.reply()::hold),
            call.reply()::refuseAtOnce);
    CompletableFuture<byte[]> message = result.thenApply(ended -> message(ended, call));
    return cancelling(message, result);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // cancelling is all that follows
  private static CompletableFuture<byte[]> cancelling(
      CompletableFuture<byte[]> message, CompletableFuture<ToolResult> result) {
    message.whenComplete(
        (bytes, cause) -> {
          if (message.isCancelled()) {
            result.cancel(true);
          }
        });
    return message;
  }

  private byte[] message(ToolResult ended, McpCall call) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (call.isModern()) {
      result.put("resultType", "complete");
    }
    if (ended instanceof ToolResult.Success success) {
      success(success.data(), result);
    } else if (ended instanceof ToolResult.Failure failure) {
      failure(failure, result);
    }
    if (call.isModern()) {
      result.put("_meta", Map.of("io.modelcontextprotocol/serverInfo", server.json()));
    }
    return Rpc.result(call.operation().id(), result);
  }

  private static void success(JsonDocument data, Map<String, Object> result) {
    boolean text = data.tree().isString();
    String told =
        text ? data.tree().stringValue() : new String(data.bytes(), StandardCharsets.UTF_8);
    result.put("content", List.of(text(told)));
    if (data.tree().isObject()) {
      result.put("structuredContent", Rpc.raw(data));
    }
    result.put("isError", false);
  }

  private static void failure(ToolResult.Failure failure, Map<String, Object> result) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", failure.code());
    error.put("message", failure.message());
    failure.details().ifPresent(details -> error.put("details", Rpc.raw(details)));
    result.put("content", List.of(text(failure.message())));
    result.put("structuredContent", Map.of("error", error));
    result.put("isError", true);
  }

  private static Map<String, Object> text(String text) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("type", "text");
    content.put("text", text);
    return content;
  }
}
