package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import java.util.function.LongPredicate;

/**
 * One call of a tool.
 *
 * @param arguments a JSON object, as the layers in front have left it
 * @param context the request's context: who calls, under which id
 * @param memory counts what is held of the result before it is whole: takes how many bytes more,
 *     and says false when there is no room for them. What is taken is given back when the request
 *     ends
 */
public record ToolCall(JsonDocument arguments, RequestContext context, LongPredicate memory) {

  /** A call whose result is not counted before it is whole. */
  public ToolCall(JsonDocument arguments, RequestContext context) {
    this(arguments, context, bytes -> true);
  }

  /** Shows no arguments. */
  @Override
  public String toString() {
    return "ToolCall[" + context.request().id() + "]";
  }
}
