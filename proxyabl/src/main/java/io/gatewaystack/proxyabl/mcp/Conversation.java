package io.gatewaystack.proxyabl.mcp;

/** What stands behind an endpoint: one upstream, or a federation of sources. */
interface Conversation {

  /** Sees to it that a request is answered, at once or later. */
  void take(McpCall call);
}
