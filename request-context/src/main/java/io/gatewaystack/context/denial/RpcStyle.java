package io.gatewaystack.context.denial;

/** How a refusal is answered when the refused request is a JSON-RPC request. */
public enum RpcStyle {
  /** A JSON-RPC error under the denial's own HTTP status: clients act on the status. */
  KEEP_STATUS,
  /** HTTP 200 with a JSON-RPC error: the agent reads the reason and keeps its transport. */
  ERROR,
  /** HTTP 200 with a tool result marked {@code isError}: the model can correct its call. */
  TOOL_RESULT
}
