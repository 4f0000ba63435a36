package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An MCP gateway at {@code /mcp} and {@code /other}, behind one layer that believes a header of the
 * test.
 */
final class McpGate implements AutoCloseable {
  static final String SECRET = "upstream-secret";

  static final String LEGACY = "MCP-Protocol-Version: 2025-11-25";
  static final String MODERN = "MCP-Protocol-Version: 2026-07-28";

  private final TestServer server;
  private final McpServlet servlet;
  private final Believer believer = new Believer();

  private McpGate(
      McpGateway gateway, UnaryOperator<Layer> around, Consumer<GovernanceFilter.Builder> limits) {
    servlet = new McpServlet(gateway);
    GovernanceFilter.Builder filter =
        GovernanceFilter.builder(around.apply(believer))
            .routes(Routes.none().mcp("/mcp").mcp("/other"));
    limits.accept(filter);
    server =
        TestServer.builder()
            .onStartup(context -> McpServlet.register(context, "mcp", servlet, "/mcp", "/other"))
            .filter("/*", filter.build())
            .start();
  }

  static McpGate to(URI upstream) {
    return to(upstream, gateway -> {});
  }

  static McpGate to(URI upstream, Consumer<McpGateway.Builder> settings) {
    McpUpstream server =
        McpUpstream.of("up", upstream).withCredential(UpstreamCredential.bearer(SECRET));
    return with(
        gateway -> {
          gateway.upstream(server);
          settings.accept(gateway);
        });
  }

  static McpGate with(Consumer<McpGateway.Builder> settings) {
    return with(settings, layer -> layer);
  }

  static McpGate with(Consumer<McpGateway.Builder> settings, UnaryOperator<Layer> around) {
    return new McpGate(gateway(settings), around, filter -> {});
  }

  /** With so much memory for bodies and answers. */
  static McpGate narrow(long maxBodyMemory, Consumer<McpGateway.Builder> settings) {
    return new McpGate(
        gateway(settings), layer -> layer, filter -> filter.maxBodyMemory(maxBodyMemory));
  }

  private static McpGateway gateway(Consumer<McpGateway.Builder> settings) {
    McpGateway.Builder builder = McpGateway.builder();
    settings.accept(builder);
    return builder.build();
  }

  int port() {
    return server.port();
  }

  URI uri() {
    return server.uri("/mcp");
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(server.port());
  }

  /** Posts a message to {@code /mcp} as {@code alice}. */
  RawResponse post(String json, String... headerLines) throws IOException {
    return exchange(message("/mcp", "alice", json, headerLines));
  }

  RawResponse exchange(byte[] request) throws IOException {
    try (RawHttp http = connect()) {
      return http.send(request).read();
    }
  }

  /** Sends a request without body to {@code /mcp} as {@code alice}. */
  RawResponse exchange(String method, String... headerLines) throws IOException {
    return exchange(
        head(method + " /mcp", "alice", headerLines).getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] message(String path, String subject, String json, String... headerLines) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String[] lines = new String[headerLines.length + 3];
    System.arraycopy(headerLines, 0, lines, 0, headerLines.length);
    lines[headerLines.length] = "Content-Type: application/json";
    lines[headerLines.length + 1] = "Content-Length: " + body.length;
    lines[headerLines.length + 2] = "Accept: application/json, text/event-stream";
    byte[] head = head("POST " + path, subject, lines).getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  static String head(String methodAndPath, String subject, String... headerLines) {
    StringBuilder head =
        new StringBuilder(methodAndPath).append(" HTTP/1.1\r\nHost: gateway.test\r\n");
    if (!subject.isEmpty()) {
      head.append(Believer.SUBJECT).append(": ").append(subject).append("\r\n");
    }
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** A request of the 2026-07-28 revision. */
  static String modern(String method, String params) {
    String meta =
        "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    String all = params.isEmpty() ? meta : params + "," + meta;
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}"
        .formatted(method, all);
  }

  /** What is found out from now on when a caller's credential is judged again. */
  void judge(Standing.Verdict now) {
    believer.judge(now);
  }

  /** How the next request ended; waits for it. */
  Believer.Ending ending() throws InterruptedException {
    return believer.ending();
  }

  Outcome outcome() throws InterruptedException {
    return ending().outcome();
  }

  /** How many exchanges with upstreams have not ended. */
  int running() {
    return servlet.running();
  }

  /** Whether every exchange ends; some do so just after their client has the answer. */
  boolean comesToRest() throws InterruptedException {
    for (int i = 0; i < 500 && running() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return running() == 0;
  }

  /** The server is about to stop. */
  void endStreams() {
    servlet.endStreams();
  }

  /** The server stops. */
  void destroy() {
    servlet.destroy();
  }

  @Override
  public void close() {
    server.close();
  }
}
