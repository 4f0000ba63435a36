package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.section.Caller;
import io.gatewaystack.proxyabl.HeaderField;
import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * One HTTP request to an upstream.
 *
 * @param upstream where it goes
 * @param caller on whose behalf
 * @param memory counts what is held of the answer, as {@link McpReply#hold} does
 * @param method POST, GET or DELETE
 * @param headers every header line but those that frame the body
 * @param body empty for none; kept, not copied
 * @param idleTimeout longest time until the next whole message of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record UpstreamRequest(
    McpUpstream upstream,
    Caller caller,
    LongPredicate memory,
    String method,
    List<HeaderField> headers,
    byte[] body,
    Duration idleTimeout) {

  /** The same request for a stream on which nothing may happen for long. */
  UpstreamRequest listening() {
    return new UpstreamRequest(upstream, caller, memory, method, headers, body, Backends.LISTENING);
  }

  /**
   * How long until the answer must begin. There are servers that begin a stream with the first
   * thing they tell.
   */
  Duration timeout() {
    return method.equals("GET") ? idleTimeout : upstream.timeout();
  }

  /** Shows where it goes only. */
  @Override
  public String toString() {
    return "UpstreamRequest[" + method + " " + upstream.name() + "]";
  }
}
