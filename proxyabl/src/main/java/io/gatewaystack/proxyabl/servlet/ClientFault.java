package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a client that sends a body. */
final class ClientFault {
  private static final Denial TOO_SLOW =
      Denial.of(408, "request_timeout", -32600, "The request body came too slowly");
  private static final Denial INCOMPLETE =
      Denial.invalidRequest("body_incomplete", "The request body was not received");

  private ClientFault() {}

  /** What to tell the client; null when it is gone. */
  static @Nullable Denial denial(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException || t instanceof SocketTimeoutException) {
        return TOO_SLOW;
      }
      if (t instanceof EOFException) {
        return null;
      }
    }
    return INCOMPLETE;
  }
}
