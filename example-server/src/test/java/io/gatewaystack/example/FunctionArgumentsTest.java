package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file of settings says about a function holds by POST as it does over MCP. */
class FunctionArgumentsTest {
  @TempDir Path folder;

  private final Functions functions = new Functions();
  private TestServer server;

  @BeforeEach
  void startFunctions() {
    server = TestServer.builder().servlet("/*", functions).start();
  }

  @AfterEach
  void stopFunctions() {
    server.close();
  }

  private RunningGateway start(String endpoint) throws IOException {
    Files.writeString(
        folder.resolve("post.schema.json"),
        """
        {"type": "object", "properties": {"amount": {"type": "integer", "maximum": 10}},
         "required": ["amount"], "additionalProperties": false}
        """);
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            mcp:
              /agents:
                functions: {url: "%s"}
                tools:
                  post: {function: true, scopes: [ledger:write], schema: post.schema.json}
                  free: {function: true, scopes: [ledger:write]}
            """
                    .formatted(server.uri("/functions"))
                + endpoint);
    return RunningGateway.start(folder, "GATEWAY_CONFIG", file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tools/post", "/post", "/tools/%70ost"})
  void theSchemaOfAFunctionRunsWithoutMcpToo(String path) throws Exception {
    try (RunningGateway gateway = start("")) {
      String writer = gateway.token("writer", "ledger:write");
      for (String unfit : new String[] {"{\"amount\":11}", "{}", "", "{\"amount\":1,\"x\":2}"}) {
        RawResponse refused = gateway.post(path, writer, unfit);
        assertThat(refused.status()).as(unfit).isEqualTo(400);
        assertThat(json(refused).path("error").asString()).isEqualTo("invalid_arguments");
      }
      assertThat(functions.calls).hasValue(0);

      assertThat(gateway.post(path, writer, "{\"amount\":10}").status()).isEqualTo(200);
      assertThat(gateway.post("/tools/free", writer, "{\"amount\":11}").status()).isEqualTo(200);
      assertThat(functions.calls).hasValue(2);
    }
  }

  @Test
  void aQueryBesideJudgedArgumentsIsRefused() throws Exception {
    try (RunningGateway gateway = start("")) {
      String writer = gateway.token("writer", "ledger:write");
      RawResponse refused = gateway.post("/tools/post?amount=99", writer, "{\"amount\":1}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(json(refused).path("code").asString()).isEqualTo("arguments_in_query");
    }
  }

  @Test
  void aHiddenFunctionDoesNotExistWithoutMcpEither() throws Exception {
    String reader = "ledger:read";
    try (RunningGateway gateway = start("    hide: true\n")) {
      RawResponse hidden = gateway.post("/tools/post", gateway.token("a", reader), "{}");
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.header("WWW-Authenticate")).isEmpty();
    }
    try (RunningGateway gateway = start("")) {
      RawResponse open = gateway.post("/tools/post", gateway.token("a", reader), "{}");
      assertThat(open.status()).isEqualTo(403);
      assertThat(open.header("WWW-Authenticate").orElseThrow()).contains("ledger:write");
    }
  }

  private static final class Functions extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      calls.incrementAndGet();
      response.setContentType("application/json");
      response.getOutputStream().print("{}");
    }
  }
}
