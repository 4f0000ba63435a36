package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the guide shows compiles, runs and does what it says, in front of the official SDK. */
class ProtectAnMcpServerTest {
  private static final Path GUIDE = Path.of("..", "docs", "protect-an-mcp-server.md");

  @Test
  void theCodeOfTheGuideIsTheCodeThatRunsHere() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/gatewaystack/validatabl/mcp/ProtectAnMcpServer.java"));
    String ran = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("    // end"));
    String unindented =
        ran.lines().map(line -> line.replaceFirst("^ {4}", "")).collect(Collectors.joining("\n"));
    var block = Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(GUIDE));

    assertThat(block.find()).isTrue();
    assertThat(block.group(1).strip()).isEqualTo(unindented.strip());
    assertThat(unindented.strip().lines().count()).isLessThanOrEqualTo(10);
  }

  @Test
  void twoUsersSeeAndCallWhatIsTheirs() {
    try (TestIssuer issuer = TestIssuer.start();
        SdkServer server = protectedServer(issuer)) {
      try (McpSyncClient reader = server.connect(token(issuer, "ledger:read"));
          McpSyncClient writer = server.connect(token(issuer, "ledger:write"))) {
        assertThat(tools(reader)).containsExactlyInAnyOrder("echo", "ledger_read");
        assertThat(tools(writer)).containsExactlyInAnyOrder("echo", "ledger_post");
        assertThat(call(writer, "ledger_post")).contains("called ledger_post");
        assertThatThrownBy(() -> call(reader, "ledger_post")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> call(writer, "admin_reset"))
            .hasMessageContaining("does not exist");
      }
    }
  }

  @Test
  void strangersAreLedToTheMetadata() throws IOException {
    try (TestIssuer issuer = TestIssuer.start();
        SdkServer server = protectedServer(issuer)) {
      RawResponse refused =
          RawHttp.exchange(
              server.port(), "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      RawResponse metadata =
          RawHttp.exchange(
              server.port(),
              "GET /.well-known/oauth-protected-resource/mcp HTTP/1.1\r\nHost: localhost\r\n"
                  + "Connection: close\r\n\r\n");

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate").orElseThrow())
          .contains("https://gw.example/.well-known/oauth-protected-resource/mcp");
      assertThat(metadata.status()).isEqualTo(200);
      assertThat(metadata.text())
          .contains(
              "\"resource\":\"https://gw.example/mcp\"",
              "\"" + issuer.issuer() + "\"",
              "ledger:read",
              "ledger:write");
    }
  }

  private static SdkServer protectedServer(TestIssuer issuer) {
    Map<String, List<String>> scopesByTool =
        Map.of("ledger_read", List.of("ledger:read"), "ledger_post", List.of("ledger:write"));
    return SdkServer.start(
        context -> ProtectAnMcpServer.register(context, issuer.issuer(), scopesByTool));
  }

  private static String token(TestIssuer issuer, String scope) {
    return issuer.token().audience("https://gw.example/mcp").scope(scope).mint();
  }

  private static List<String> tools(McpSyncClient client) {
    return client.listTools().tools().stream().map(tool -> tool.name()).toList();
  }

  private static String call(McpSyncClient client, String tool) {
    return client.callTool(CallToolRequest.builder(tool).build()).content().toString();
  }
}
