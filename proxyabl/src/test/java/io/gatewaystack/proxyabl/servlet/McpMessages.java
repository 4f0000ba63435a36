package io.gatewaystack.proxyabl.servlet;

/** Messages to one upstream, and its answers. */
final class McpMessages {
  static final String RESULT =
      "{\"id\":7, \"result\":{\"z\":1.00,\"a\":[],\"vendor\":{\"x\":1E400}},\n\"jsonrpc\":\"2.0\"}";
  static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private McpMessages() {}
}
