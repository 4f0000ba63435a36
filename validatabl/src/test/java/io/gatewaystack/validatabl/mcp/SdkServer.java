package io.gatewaystack.validatabl.mcp;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.TestServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server of the official SDK in Jetty, behind one filter, and clients of the same SDK. */
final class SdkServer implements AutoCloseable {
  static final List<String> TOOLS = List.of("echo", "ledger_post", "ledger_read", "admin_reset");
  static final List<String> PROMPTS = List.of("greet", "audit");
  static final List<String> RESOURCES =
      List.of("ledger://open/news", "ledger://accounts/1", "ledger://secret/keys");
  static final List<String> TEMPLATES =
      List.of("ledger://open/{page}", "ledger://accounts/{id}", "ledger://secret/{name}");
  static final List<String> ACCOUNTS = List.of("1", "2", "30");

  private final TestServer server;
  private final McpSyncServer mcp;

  private SdkServer(TestServer server, McpSyncServer mcp) {
    this.server = server;
    this.mcp = mcp;
  }

  /** A server behind a filter of default settings. */
  static SdkServer start(Layer governance) {
    return start(
        context -> GovernanceFilter.register(context, GovernanceFilter.mcp(governance), "/mcp/*"));
  }

  /** A server whose application registers what it wants. */
  static SdkServer start(Consumer<ServletContext> setUp) {
    return start(setUp, null);
  }

  /** The same with sessions that remember, if it is said how. */
  static SdkServer start(Consumer<ServletContext> setUp, @Nullable Resumption resumption) {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpSyncServer mcp =
        McpServer.sync(resumption == null ? transport : resumption.around(transport))
            .serverInfo("fixture", "1")
            .capabilities(
                ServerCapabilities.builder()
                    .tools(true)
                    .prompts(true)
                    .resources(true, true)
                    .completions()
                    .build())
            .prompts(PROMPTS.stream().map(SdkServer::prompt).toList())
            .resources(RESOURCES.stream().map(SdkServer::resource).toList())
            .resourceTemplates(TEMPLATES.stream().map(SdkServer::template).toList())
            .completions(completions())
            .build();
    TOOLS.forEach(name -> mcp.addTool(tool(name)));
    TestServer server = TestServer.builder().onStartup(setUp).servlet("/mcp/*", transport).start();
    return new SdkServer(server, mcp);
  }

  int port() {
    return server.port();
  }

  /** Tells every client with a stream that there are other tools now. */
  void changeTools() {
    mcp.notifyToolsListChanged();
  }

  /** A client that has shaken hands. */
  McpSyncClient connect(String token) {
    return connect(token, tools -> {});
  }

  /** A client that asks for the tools again when it hears that they changed. */
  McpSyncClient connect(String token, Consumer<List<String>> changed) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(server.uri("").toString())
                    .endpoint("/mcp")
                    .addHttpRequestCustomizer(
                        (request, method, uri, body, context) ->
                            request.setHeader("Authorization", "Bearer " + token))
                    .build())
            .requestTimeout(Duration.ofSeconds(10))
            .toolsChangeConsumer(tools -> changed.accept(tools.stream().map(Tool::name).toList()))
            .build();
    client.initialize();
    return client;
  }

  @Override
  public void close() {
    mcp.close();
    server.close();
  }

  private static SyncToolSpecification tool(String name) {
    return SyncToolSpecification.builder()
        .tool(Tool.builder(name, Map.of("type", "object")).description("does " + name).build())
        .callHandler(
            (exchange, call) ->
                CallToolResult.builder().addTextContent("called " + call.name()).build())
        .build();
  }

  private static SyncPromptSpecification prompt(String name) {
    return new SyncPromptSpecification(
        Prompt.builder(name).arguments(List.of(PromptArgument.builder("x").build())).build(),
        (exchange, request) ->
            GetPromptResult.builder(
                    List.of(
                        new McpSchema.PromptMessage(
                            McpSchema.Role.USER, TextContent.builder("hello").build())))
                .description("got " + request.name())
                .build());
  }

  private static SyncResourceSpecification resource(String uri) {
    return new SyncResourceSpecification(
        Resource.builder(uri, uri).build(), (exchange, request) -> read(request.uri()));
  }

  private static SyncResourceTemplateSpecification template(String uri) {
    return new SyncResourceTemplateSpecification(
        ResourceTemplate.builder(uri, uri).build(), (exchange, request) -> read(request.uri()));
  }

  private static ReadResourceResult read(String uri) {
    TextResourceContents content =
        TextResourceContents.builder(uri, "content of " + uri).mimeType("text/plain").build();
    return ReadResourceResult.builder(List.of(content)).build();
  }

  private static List<SyncCompletionSpecification> completions() {
    CompleteResult accounts =
        new CompleteResult(new CompleteCompletion(ACCOUNTS, ACCOUNTS.size(), false));
    return List.of(
        new SyncCompletionSpecification(
            new ResourceReference("ledger://accounts/{id}"), (exchange, request) -> accounts),
        new SyncCompletionSpecification(
            new ResourceReference("ledger://secret/{name}"), (exchange, request) -> accounts),
        new SyncCompletionSpecification(
            new PromptReference("greet"), (exchange, request) -> accounts),
        new SyncCompletionSpecification(
            new PromptReference("audit"), (exchange, request) -> accounts));
  }
}
