package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.testing.RawResponse;
import java.io.IOException;

/** What a legacy client says to several upstreams. */
final class FederationRequests {
  static final String SESSION = "Mcp-Session-Id";
  static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{\"sampling\":{}},\"clientInfo\":{\"name\":\"c\"}}}";
  static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
  static final String CALL =
      "{ \"jsonrpc\":\"2.0\",\"vendor\":1.00,\"id\":3,\"method\":\"tools/call\",\"params\":"
          + "{\"name\":\"git.t\",\"arguments\":{\"n\":1.50}}}";

  private FederationRequests() {}

  static String open(McpGate gate) throws IOException {
    return gate.post(INITIALIZE).header(SESSION).orElseThrow();
  }

  static RawResponse post(McpGate gate, String session, String json) throws IOException {
    return gate.post(json, SESSION + ": " + session, McpGate.LEGACY);
  }
}
