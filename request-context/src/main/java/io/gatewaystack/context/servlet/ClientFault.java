package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;

/**
 * What can be wrong with a client that sends a body. Containers report a body that is broken, cut
 * short or late by exceptions of many types.
 */
public final class ClientFault {
  private static final Denial TOO_SLOW =
      Denial.of(408, "request_timeout", -32600, "The request body came too slowly");
  private static final Denial INCOMPLETE =
      Denial.invalidRequest("body_incomplete", "The request body was not received");

  private ClientFault() {}

  /** Whether the client has broken the connection, as far as the container can tell. */
  public static boolean isGone(Throwable cause) {
    return isCausedBy(IOException.class, cause) && !isSlow(cause);
  }

  /** What to tell the client: 408 when its body came too slowly, else 400. */
  public static Denial denial(Throwable cause) {
    return isSlow(cause) ? TOO_SLOW : INCOMPLETE;
  }

  private static boolean isSlow(Throwable cause) {
    return isCausedBy(TimeoutException.class, cause)
        || isCausedBy(SocketTimeoutException.class, cause);
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
