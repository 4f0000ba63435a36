package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;

/**
 * One call of a tool.
 *
 * @param arguments a JSON object, as the layers in front have left it
 * @param context the request's context: who calls, under which id
 */
public record ToolCall(JsonDocument arguments, RequestContext context) {

  /** Shows no arguments. */
  @Override
  public String toString() {
    return "ToolCall[" + context.request().id() + "]";
  }
}
