package io.gatewaystack.proxyabl.internal;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request that any thread may end at any moment. Jetty's client (12.1.14) throws at whoever ends
 * a request that another thread is just sending: such an end waits until it is sent.
 */
public final class Sending {
  private final Request request;
  private boolean sending;
  private @Nullable Throwable ended;

  /** A request that was not sent yet. */
  public Sending(Request request) {
    this.request = request;
  }

  /** Sends it; the listener hears how it ends, also when it has been ended before. */
  public void send(Response.CompleteListener listener) {
    synchronized (this) {
      sending = true;
    }
    try {
      request.send(listener);
    } finally {
      sent();
    }
  }

  private void sent() {
    Throwable cause;
    synchronized (this) {
      sending = false;
      cause = ended;
    }
    if (cause != null) {
      abort(cause);
    }
  }

  /** Ends it, whether it is running or not. */
  public void end(Throwable cause) {
    synchronized (this) {
      ended = cause;
      if (sending) {
        return;
      }
    }
    abort(cause);
  }

  private void abort(Throwable cause) {
    var unused = request.abort(cause); // of no interest: it was running or it was not
  }
}
