package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.testing.TestServer;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** An MCP server built with the official Java SDK, whose tools use everything a session offers. */
final class SdkServer implements AutoCloseable {
  private static final Map<String, Object> ANYTHING = Map.of("type", "object");

  private final TestServer http;
  private final McpSyncServer server;

  private SdkServer(TestServer http, McpSyncServer server) {
    this.http = http;
    this.server = server;
  }

  /** A server whose answers name it. */
  static SdkServer named(String name) {
    return named(name, new AtomicBoolean(true));
  }

  /** The same, which answers nothing but 503 until it is up. */
  static SdkServer named(String name, AtomicBoolean up) {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint("/mcp")
            .contextExtractor(
                request ->
                    McpTransportContext.create(
                        Map.of(
                            "user", String.valueOf(request.getHeader("X-User-Id")),
                            "authorization", String.valueOf(request.getHeader("Authorization")))))
            .build();
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo(name, "1")
            .instructions("Ask " + name)
            .capabilities(
                ServerCapabilities.builder()
                    .tools(true)
                    .prompts(true)
                    .resources(true, true)
                    .logging()
                    .build())
            .toolCall(tool("echo"), (exchange, call) -> text(name + ": " + call.arguments()))
            .toolCall(tool("whoami"), (exchange, call) -> whoAmI(exchange))
            .toolCall(tool("everything"), SdkServer::everything)
            .toolCall(tool("failing"), (exchange, call) -> failing())
            .resources(resource(name))
            .prompts(prompt(name))
            .build();
    Filter door =
        (request, response, chain) -> {
          if (up.get()) {
            chain.doFilter(request, response);
          } else {
            ((HttpServletResponse) response).setStatus(503);
          }
        };
    TestServer http = TestServer.builder().filter("/*", door).servlet("/*", transport).start();
    return new SdkServer(http, server);
  }

  private static Tool tool(String name) {
    return Tool.builder(name, ANYTHING).description("The tool " + name).build();
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder().addTextContent(text).build();
  }

  private static CallToolResult failing() {
    return CallToolResult.builder().addTextContent("it failed").isError(true).build();
  }

  private static CallToolResult whoAmI(McpSyncServerExchange exchange) {
    McpTransportContext context = exchange.transportContext();
    return text(context.get("user") + " " + context.get("authorization"));
  }

  /**
   * Logs, reports progress, and asks the client for a sample and for its roots. Not for input of
   * the user's: the SDK (2.1.0) cannot write that request with the Jackson (3.2) that is managed
   * here.
   */
  private static CallToolResult everything(McpSyncServerExchange exchange, CallToolRequest call) {
    exchange.loggingNotification(
        LoggingMessageNotification.builder(LoggingLevel.INFO, "started").logger("sdk").build());
    if (call.progressToken() != null) {
      exchange.progressNotification(
          ProgressNotification.builder(call.progressToken(), 0.5).total(1.0).build());
    }
    SamplingMessage question =
        SamplingMessage.builder(Role.USER, TextContent.builder("capital?").build()).build();
    String sampled =
        ((TextContent)
                exchange
                    .createMessage(CreateMessageRequest.builder(List.of(question), 10).build())
                    .content())
            .text();
    return text(sampled + " " + exchange.listRoots().roots().size());
  }

  private static McpServerFeatures.SyncResourceSpecification resource(String name) {
    String uri = "memo://" + name + "/1";
    return new McpServerFeatures.SyncResourceSpecification(
        Resource.builder(uri, "memo").build(),
        (exchange, request) ->
            McpSchema.ReadResourceResult.builder(
                    List.of(TextResourceContents.builder(request.uri(), "memo of " + name).build()))
                .build());
  }

  private static McpServerFeatures.SyncPromptSpecification prompt(String name) {
    BiFunction<McpSyncServerExchange, McpSchema.GetPromptRequest, McpSchema.GetPromptResult> get =
        (exchange, request) ->
            McpSchema.GetPromptResult.builder(
                    List.of(
                        McpSchema.PromptMessage.builder(
                                Role.USER, TextContent.builder("prompt of " + name).build())
                            .build()))
                .build();
    return new McpServerFeatures.SyncPromptSpecification(Prompt.builder("greet").build(), get);
  }

  URI uri() {
    return http.uri("/mcp");
  }

  /** Tells every session that the tools have changed. */
  void toolsChanged() {
    server.notifyToolsListChanged();
  }

  void addTool(String name) {
    server.addTool(
        McpServerFeatures.SyncToolSpecification.builder()
            .tool(tool(name))
            .callHandler((exchange, call) -> text(name))
            .build());
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
