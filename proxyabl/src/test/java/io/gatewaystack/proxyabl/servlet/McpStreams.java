package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;

/** Requests for streams of one upstream, and what comes of them. */
final class McpStreams {
  static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";
  static final String PROGRESS =
      "id: 1\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n";
  static final String RESULT =
      "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"n\":1.00}}\n\n";

  private McpStreams() {}

  static byte[] call(String... headerLines) {
    return McpGate.message("/mcp", "alice", CALL, headerLines);
  }

  static byte[] modernCall() {
    return McpGate.message(
        "/mcp",
        "alice",
        McpGate.modern("tools/call", "\"name\":\"t\""),
        McpGate.MODERN,
        "Mcp-Method: tools/call",
        "Mcp-Name: t");
  }

  static byte[] get(String... headerLines) {
    return McpGate.head("GET /mcp", "alice", headerLines).getBytes(US_ASCII);
  }

  /** The next event, its lines joined by {@code |}; chunk sizes between them are skipped. */
  static String next(RawHttp client) throws IOException {
    StringBuilder event = new StringBuilder();
    String line = client.readLine();
    while (line.isEmpty() || line.matches("[0-9A-Fa-f]{1,4}")) {
      line = client.readLine();
    }
    while (!line.isEmpty()) {
      event.append(event.isEmpty() ? "" : "|").append(line);
      line = client.readLine();
    }
    return event.toString();
  }
}
