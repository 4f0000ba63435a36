package io.gatewaystack.context;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a request. They never change, but for header fields that repeat what stands in the
 * body: see {@link RequestContext#withMcpParams}.
 *
 * @param id correlation id, safe to echo and to log: at most 128 of {@code [A-Za-z0-9._-]}
 * @param method HTTP method as sent
 * @param rawPath path as sent, undecoded
 * @param path path decoded once; the raw path when that is not acceptable
 * @param query query string as sent, without the question mark; null when there is none
 * @param headers header fields
 * @param client address of the caller, trusted proxies taken into account
 * @param at when the request arrived
 */
public record RequestInfo(
    String id,
    String method,
    String rawPath,
    String path,
    @Nullable String query,
    Headers headers,
    InetAddress client,
    Instant at) {

  /** The same request with other header fields; who may do so is {@link McpParams}' to say. */
  RequestInfo with(Headers changed) {
    return new RequestInfo(id, method, rawPath, path, query, changed, client, at);
  }

  /** Shows neither headers nor query: they may hold credentials. */
  @Override
  public String toString() {
    return "RequestInfo[" + id + " " + method + "]";
  }
}
