package io.gatewaystack.example.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what a browser asks before a script's call (Fetch standard, "CORS-preflight request"):
 * 204, whatever the path, and without asking who calls. What is allowed stands in the fields that
 * the handler in front has set; for a foreign origin it has set none. Jetty's own answer is 200.
 */
final class Preflights extends Handler.Wrapper {

  Preflights(Handler application) {
    super(application);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean preflight =
        HttpMethod.OPTIONS.is(request.getMethod())
            && request.getHeaders().contains(HttpHeader.ORIGIN)
            && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    if (!preflight) {
      return super.handle(request, response, callback);
    }
    response.setStatus(HttpStatus.NO_CONTENT_204);
    callback.succeeded();
    return true;
  }
}
