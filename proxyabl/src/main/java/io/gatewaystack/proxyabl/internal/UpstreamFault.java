package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.denial.Denial;
import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** What the client is told about an upstream that failed before its answer began. */
public final class UpstreamFault {
  private static final Denial UNREACHABLE =
      Denial.of(502, "upstream_unreachable", 50201, "The upstream cannot be reached");
  private static final Denial BUSY = UNREACHABLE.withCode("upstream_busy");
  private static final Denial TIMEOUT =
      Denial.of(504, "upstream_timeout", 50401, "The upstream did not answer in time");
  private static final Denial ERROR =
      Denial.of(502, "upstream_error", 50202, "The upstream did not answer properly");

  private UpstreamFault() {}

  /**
   * Names a failure.
   *
   * @param dispatched whether a connection had been given to the request
   */
  public static Denial denial(Throwable cause, boolean dispatched) {
    if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
      return TIMEOUT;
    }
    if (cause instanceof RejectedExecutionException) {
      return BUSY;
    }
    return dispatched ? ERROR : UNREACHABLE;
  }
}
