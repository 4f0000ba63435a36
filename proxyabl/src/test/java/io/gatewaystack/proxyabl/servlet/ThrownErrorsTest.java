package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown on the way to an answer, nobody takes it for an answer. */
@Timeout(20)
class ThrownErrorsTest {
  /** The same tools over MCP and over REST, behind a filter of the test. */
  private static final class Tools implements AutoCloseable {
    private final Believer believer = new Believer();
    private final TestServer server;

    Tools(Filter inside, Tool... tools) {
      Toolbox toolbox = Toolbox.of(List.of(tools));
      McpServlet mcp = new McpServlet(McpGateway.builder().tools(toolbox.all()).build());
      server =
          TestServer.builder()
              .onStartup(context -> McpServlet.register(context, "mcp", mcp, "/mcp"))
              .filter(
                  "/*",
                  GovernanceFilter.builder(believer)
                      .routes(Routes.none().mcp("/mcp").restTools("/tools"))
                      .build())
              .filter("/*", inside)
              .servlet("/tools/*", new ToolServlet(toolbox, InstantSource.system()))
              .start();
    }

    Tools(Tool... tools) {
      this((request, response, chain) -> chain.doFilter(request, response), tools);
    }

    RawResponse rest() throws IOException {
      return RawHttp.exchange(
          server.port(), McpGate.head("POST /tools/t", "alice", "Content-Length: 0"));
    }

    RawResponse mcp() throws IOException {
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";
      byte[] message = McpGate.message("/mcp", "alice", call, McpGate.LEGACY);
      return RawHttp.exchange(server.port(), new String(message, StandardCharsets.ISO_8859_1));
    }

    Outcome outcome() throws InterruptedException {
      return believer.ending().outcome();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  static Stream<Named<Error>> errors() {
    return Stream.of(
        Named.of("assertion", new AssertionError("secret detail")),
        Named.of("missing class", new NoClassDefFoundError("secret/Detail")),
        Named.of("deep recursion", new StackOverflowError("secret detail")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void aToolThatThrowsAnErrorHasFailed(Error error) throws Exception {
    Tool tool =
        Tool.named("t")
            .answeringLater(
                call -> {
                  throw error;
                });
    try (Tools tools = new Tools(tool)) {
      RawResponse rest = tools.rest();
      assertThat(rest.status()).isEqualTo(500);
      assertThat(rest.text())
          .contains("\"ok\":false", "\"code\":\"GATEWAY_ERROR\"")
          .doesNotContain("secret");
      assertThat(tools.outcome()).isEqualTo(new Outcome.Completed(500));
      RawResponse mcp = tools.mcp();
      assertThat(mcp.status()).isEqualTo(200);
      assertThat(mcp.text()).contains("\"isError\":true", "GATEWAY_ERROR").doesNotContain("secret");
      assertThat(tools.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void anErrorBesideTheToolIsToldAsOurs(Error error) throws Exception {
    try (Tools tools = new Tools(new Nowhere(error))) {
      for (RawResponse answer : List.of(tools.rest(), tools.mcp())) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("internal_error").doesNotContain("secret");
        assertThat(tools.outcome()).isInstanceOf(Outcome.Denied.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rest", "mcp"})
  void anErrorTheContainerTellsIsNotAnEmptyAnswer(String form) throws Exception {
    CompletableFuture<ToolResult> never = new CompletableFuture<>();
    Filter failing =
        (request, response, chain) -> {
          chain.doFilter(request, response);
          throw new AssertionError("secret detail");
        };
    try (Tools tools = new Tools(failing, Tool.named("t").answeringLater(call -> never))) {
      RawResponse answer = form.equals("rest") ? tools.rest() : tools.mcp();
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("internal_error").doesNotContain("secret");
      assertThat(tools.outcome()).isInstanceOf(Outcome.Denied.class);
      if (form.equals("rest")) { // over MCP, a call of the older revisions goes on
        assertThatThrownBy(() -> never.get(5, TimeUnit.SECONDS))
            .isInstanceOf(CancellationException.class);
      }
    }
  }

  @Test
  void aResultThatCannotBeToldIsAnErrorToo() throws Exception {
    Tool broken = Tool.named("t").answering(call -> new ToolResult.Success(null));
    Tool sound = Tool.named("t").answering(call -> ToolResult.text("hello"));
    try (Tools tools = new Tools(broken)) {
      RawResponse answer = tools.rest();
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("internal_error");
      assertThat(tools.outcome()).isInstanceOf(Outcome.Denied.class);
    }
    try (Tools tools = new Tools(sound)) {
      assertThat(tools.rest().text()).contains("\"ok\":true", "\"data\":\"hello\"");
    }
  }

  /** A tool that cannot even say where it is. */
  private record Nowhere(Error error) implements Tool {
    @Override
    public String name() {
      return "t";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public JsonDocument inputSchema() {
      return JsonDocument.parse("{}".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Set<String> scopes() {
      return Set.of();
    }

    @Override
    public String endpoint() {
      throw error;
    }

    @Override
    public CompletionStage<ToolResult> call(ToolCall call) {
      return CompletableFuture.completedFuture(ToolResult.text("hello"));
    }
  }
}
