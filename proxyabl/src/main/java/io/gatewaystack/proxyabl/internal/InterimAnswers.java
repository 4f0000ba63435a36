package io.gatewaystack.proxyabl.internal;

import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Promise;

/**
 * Skips every answer that is not the final one, known or not, as often as they come (RFC 9110
 * section 15.2); 101 is final. Jetty's own handlers know three of them, the first only once, and
 * the client waits for ever behind any other.
 */
final class InterimAnswers extends ProcessingProtocolHandler {
  @Override
  public String getName() {
    return "interim";
  }

  @Override
  public boolean accept(Request request, Response response) {
    return HttpStatus.isInterim(response.getStatus());
  }

  /**
   * Comes when the client is waiting for the next answer again. Between two of them it has none to
   * abort: who ended the request just then has ended nothing, and would be read on for ever.
   */
  @Override
  protected void onProcessing(Request request, HttpFields headers) {
    Throwable ended = request.getAbortCause();
    if (ended != null && request instanceof HttpRequest aborted) {
      aborted.getConversation().abort(ended, Promise.noop());
    }
  }
}
