package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.denial.Denial;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** What can be wrong with an upstream, seen before its answer began. */
public enum UpstreamFault {
  /** No connection could be had. */
  UNREACHABLE(Denial.of(502, "upstream_unreachable", 50201, "The upstream cannot be reached")),
  /** Too many requests wait for it already. */
  BUSY(
      Denial.of(502, "upstream_unreachable", 50201, "The upstream cannot be reached")
          .withCode("upstream_busy")),
  /** It did not answer in time. */
  TIMEOUT(Denial.of(504, "upstream_timeout", 50401, "The upstream did not answer in time")),
  /** It closed the connection, or what it sent is not an HTTP response we accept. */
  ERROR(Denial.of(502, "upstream_error", 50202, "The upstream did not answer properly"));

  private final Denial denial;

  UpstreamFault(Denial denial) {
    this.denial = denial;
  }

  /** What the client is told. */
  public Denial denial() {
    return denial;
  }

  /**
   * Names a failure.
   *
   * @param dispatched whether a connection had been given to the request
   */
  public static UpstreamFault of(Throwable cause, boolean dispatched) {
    if (cause instanceof RejectedExecutionException) {
      return BUSY;
    }
    if (cause instanceof TimeoutException || cause instanceof java.net.SocketTimeoutException) {
      return TIMEOUT;
    }
    return dispatched ? ERROR : UNREACHABLE;
  }
}
