package io.gatewaystack.example.gateway;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Says by the status that the answer to a preflight has no content; Jetty's own handler says 200.
 */
final class CrossOrigin extends CrossOriginHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean options = request.getMethod().equals("OPTIONS");
    return super.handle(request, response, options ? noContent(response, callback) : callback);
  }

  private static Callback noContent(Response response, Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void succeeded() {
        if (response.getStatus() == 0 && !response.isCommitted()) {
          response.setStatus(204);
        }
        super.succeeded();
      }
    };
  }
}
