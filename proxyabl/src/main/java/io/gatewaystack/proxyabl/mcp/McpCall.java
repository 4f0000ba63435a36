package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.proxyabl.internal.Term;
import java.util.List;

/**
 * One request of a client that may go on.
 *
 * @param context its context; its header fields may be read until it is handed on
 * @param operation what it wants
 * @param era how it speaks
 * @param binding whom ids given to it belong to
 * @param term until when its caller may be told anything
 * @param reply its client
 */
record McpCall(
    RequestContext context,
    Operation operation,
    Era era,
    Binding binding,
    Term term,
    McpReply reply) {

  Headers headers() {
    return context.request().headers();
  }

  /** Whether it is a message, and not the GET or DELETE of a session. */
  boolean isPost() {
    return context.request().method().equals("POST");
  }

  boolean isModern() {
    return era == Era.MODERN;
  }

  /** Whether it listens to what happens in a session, or takes an answer up again. */
  boolean isStream() {
    return operation.kind() == Operation.Kind.MCP_STREAM;
  }

  /** Whether it asks a server to tell what happens, for as long as it can. */
  boolean isSubscription() {
    return isModern() && operation.method().equals("subscriptions/listen");
  }

  /** Whether nobody waits for the end of what it is told. */
  boolean listens() {
    return isStream() || isSubscription();
  }

  /** Whether its client takes a stream for an answer. */
  boolean acceptsEvents() {
    return headers().all("Accept").stream().anyMatch(line -> line.contains("text/event-stream"));
  }

  /** The message. */
  JsonDocument message() {
    return context.body().json();
  }

  void refuse(Denial denial) {
    reply.refuse(denial, List.of());
  }

  /** Names the request only. */
  @Override
  public String toString() {
    return "McpCall[" + context.request().id() + "]";
  }
}
