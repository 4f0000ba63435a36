package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;

/** What can be wrong with a client that sends a body. */
final class ClientFault {
  private static final Denial TOO_SLOW =
      Denial.of(408, "request_timeout", -32600, "The request body came too slowly");
  private static final Denial INCOMPLETE =
      Denial.invalidRequest("body_incomplete", "The request body was not received");

  private ClientFault() {}

  /** Whether the client has closed its connection, as far as the container can tell. */
  static boolean isGone(Throwable cause) {
    return isCausedBy(EOFException.class, cause) || isCausedBy(SocketException.class, cause);
  }

  /** What to tell the client. */
  static Denial denial(Throwable cause) {
    boolean slow =
        isCausedBy(TimeoutException.class, cause)
            || isCausedBy(SocketTimeoutException.class, cause);
    return slow ? TOO_SLOW : INCOMPLETE;
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
