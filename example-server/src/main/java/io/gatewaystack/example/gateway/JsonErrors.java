package io.gatewaystack.example.gateway;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.denial.Rendering.Form;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Tells the container's own refusals in our words: JSON for everything, nothing of what went wrong
 * inside.
 */
final class JsonErrors extends ErrorHandler {
  private static final String REQUEST_ID = "X-Request-Id";
  private static final Map<Integer, Denial> KNOWN =
      Map.of(
          401, Denial.of(401, "unauthorized", -32001, "A credential is needed"),
          404, Denial.of(404, "not_found", -32600, "There is nothing here"),
          405, Denial.of(405, "method_not_allowed", -32600, "The method is not allowed here"),
          408, Denial.of(408, "request_timeout", -32600, "The request came too slowly"),
          413, Denial.payloadTooLarge(),
          414, Denial.of(414, "uri_too_long", -32600, "The request target is too long"),
          431, Denial.of(431, "headers_too_large", -32600, "The header fields are too large"),
          503, Denial.unavailable());

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = request.getAttribute(ERROR_STATUS) instanceof Integer told ? told : 500;
    String id = response.getHeaders().get(REQUEST_ID);
    Rendering answer = render(status, id == null ? RequestIds.random() : id, response.getHeaders());
    response.setStatus(answer.status());
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private static Rendering render(int status, String requestId, HttpFields.Mutable fields) {
    Denial denial = KNOWN.getOrDefault(status, otherwise(status));
    Rendering answer = Rendering.of(denial, new Rendering.Target(Form.HTTP, requestId, null, null));
    answer.headers().forEach(fields::put);
    fields.put(REQUEST_ID, requestId);
    return answer;
  }

  private static Denial otherwise(int status) {
    return switch (status) {
      case 500, 502, 503, 504 -> Denial.internalError();
      // A version, method or encoding we do not know (505, 501) is the client's mistake, not ours.
      default ->
          Denial.of(
              status < 500 ? status : 400,
              "invalid_request",
              -32600,
              "The request is not acceptable");
    };
  }
}
