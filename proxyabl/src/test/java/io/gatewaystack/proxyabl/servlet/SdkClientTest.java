package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.Root;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official Java SDK on both sides. */
@Timeout(30)
class SdkClientTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private McpSyncClient client(McpGate gate, String subject) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + gate.port())
            .endpoint("/mcp")
            .addHttpRequestCustomizer(
                (request, method, uri, body, context) ->
                    request.setHeader(Believer.SUBJECT, subject))
            .build();
    return McpClient.sync(transport)
        .requestTimeout(Duration.ofSeconds(10))
        .capabilities(ClientCapabilities.builder().roots(true).sampling().build())
        .roots(Root.builder("file:///home").name("home").build())
        .sampling(
            request ->
                CreateMessageResult.builder(
                        Role.ASSISTANT, TextContent.builder("Paris").build(), "model")
                    .build())
        .loggingConsumer(message -> told.add("log " + message.data()))
        .progressConsumer(progress -> told.add("progress " + progress.progress()))
        .toolsChangeConsumer(tools -> told.add("tools " + tools.size()))
        .build();
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().get(0)).text();
  }

  private static CallToolRequest call(String tool) {
    return CallToolRequest.builder(tool).arguments(Map.of("a", 1)).build();
  }

  private String told() throws InterruptedException {
    String next = told.poll(5, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void everythingASessionOffersWorksThroughTheGateway() throws Exception {
    try (SdkServer server = SdkServer.named("one");
        McpGate gate = McpGate.to(server.uri());
        McpSyncClient client = client(gate, "alice")) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("one");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .containsExactlyInAnyOrder("echo", "whoami", "everything", "failing");
      assertThat(text(client.callTool(call("echo")))).isEqualTo("one: {a=1}");
      assertThat(text(client.callTool(call("whoami")))).isEqualTo("alice Bearer " + McpGate.SECRET);
      assertThat(client.callTool(call("failing")).isError()).isTrue();
      assertThat(client.listResources().resources()).hasSize(1);
      assertThat(
              client.readResource(ReadResourceRequest.builder("memo://one/1").build()).contents())
          .first()
          .extracting(c -> ((McpSchema.TextResourceContents) c).text())
          .isEqualTo("memo of one");
      assertThat(client.getPrompt(GetPromptRequest.builder("greet").build()).messages()).hasSize(1);
      assertThat(client.ping()).isNotNull();
    }
  }

  @Test
  void loggingProgressSamplingAndRootsPassBothWays() throws Exception {
    try (SdkServer server = SdkServer.named("one");
        McpGate gate = McpGate.to(server.uri());
        McpSyncClient client = client(gate, "alice")) {
      client.initialize();
      CallToolRequest call =
          CallToolRequest.builder("everything").arguments(Map.of()).progressToken("p-1").build();
      assertThat(text(client.callTool(call))).isEqualTo("Paris 1");
      assertThat(List.of(told(), told())).containsExactlyInAnyOrder("log started", "progress 0.5");
    }
  }

  @Test
  void changesArriveOnTheGetStream() throws Exception {
    try (SdkServer server = SdkServer.named("one");
        McpGate gate = McpGate.to(server.uri());
        McpSyncClient client = client(gate, "alice")) {
      client.initialize();
      client.listTools();
      server.addTool("new");
      assertThat(told()).isEqualTo("tools 5");
    }
  }

  @Test
  void aClientHearsOfAServerThatComesLater() throws Exception {
    AtomicBoolean up = new AtomicBoolean();
    try (SdkServer one = SdkServer.named("one");
        SdkServer two = SdkServer.named("two", up);
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .upstream(McpUpstream.of("a", one.uri()))
                        .upstream(McpUpstream.of("b", two.uri())));
        McpSyncClient client = client(gate, "alice")) {
      client.initialize();
      assertThat(client.listTools().tools()).hasSize(4);
      up.set(true);
      assertThat(told()).isEqualTo("tools 8");
    }
  }

  @Test
  void twoUsersHaveTwoSessions() throws Exception {
    try (SdkServer server = SdkServer.named("one");
        McpGate gate = McpGate.to(server.uri());
        McpSyncClient alice = client(gate, "alice");
        McpSyncClient bob = client(gate, "bob")) {
      alice.initialize();
      bob.initialize();
      for (int i = 0; i < 20; i++) {
        assertThat(text(alice.callTool(call("whoami")))).startsWith("alice ");
        assertThat(text(bob.callTool(call("whoami")))).startsWith("bob ");
      }
    }
  }

  @Test
  void severalServersAndOwnToolsAreOneServer() throws Exception {
    Tool add =
        Tool.named("add")
            .description("Adds")
            .answering(call -> ToolResult.text("sum " + call.arguments().tree().path("a").asInt()));
    try (SdkServer one = SdkServer.named("one");
        SdkServer two = SdkServer.named("two");
        McpGate gate =
            McpGate.with(
                gateway ->
                    gateway
                        .upstream(McpUpstream.of("a", one.uri()))
                        .upstream(
                            McpUpstream.of("b", two.uri())
                                .withCredential(UpstreamCredential.bearer("of-b")))
                        .tools(List.of(add)));
        McpSyncClient client = client(gate, "alice")) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("GatewayStack");
      assertThat(client.getServerInstructions()).isEqualTo("a: Ask one\n\nb: Ask two");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .startsWith("add")
          .containsExactlyInAnyOrder(
              "add",
              "a.echo",
              "a.whoami",
              "a.everything",
              "a.failing",
              "b.echo",
              "b.whoami",
              "b.everything",
              "b.failing");
      assertThat(text(client.callTool(call("add")))).isEqualTo("sum 1");
      assertThat(text(client.callTool(call("a.echo")))).isEqualTo("one: {a=1}");
      assertThat(text(client.callTool(call("b.echo")))).isEqualTo("two: {a=1}");
      assertThat(text(client.callTool(call("a.whoami")))).isEqualTo("alice null");
      assertThat(text(client.callTool(call("b.whoami")))).isEqualTo("alice Bearer of-b");
      assertThat(text(client.callTool(call("b.everything")))).isEqualTo("Paris 1");
      assertThat(told()).isEqualTo("log started");
      assertThat(client.listResources().resources())
          .extracting(McpSchema.Resource::uri)
          .containsExactly("a+memo://one/1", "b+memo://two/1");
      ReadResourceRequest read = ReadResourceRequest.builder("b+memo://two/1").build();
      assertThat(client.readResource(read).contents().get(0).uri()).isEqualTo("b+memo://two/1");
      assertThat(client.listPrompts().prompts())
          .extracting(McpSchema.Prompt::name)
          .containsExactly("a.greet", "b.greet");
      assertThat(client.getPrompt(GetPromptRequest.builder("b.greet").build()).messages())
          .hasSize(1);
      two.addTool("new");
      assertThat(told()).isEqualTo("tools 10");
      one.addTool("new");
      assertThat(told()).isEqualTo("tools 11");
    }
  }

  @Test
  void anErrorOfTheServerIsTheClientsError() throws Exception {
    try (SdkServer server = SdkServer.named("one");
        McpGate gate = McpGate.to(server.uri());
        McpSyncClient client = client(gate, "alice")) {
      client.initialize();
      assertThatThrownBy(() -> client.callTool(call("nothing")))
          .hasMessageContaining("Unknown tool");
    }
  }
}
