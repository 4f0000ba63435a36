package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.denial.Rendering.Form;
import io.gatewaystack.context.denial.Rendering.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers with a refusal instead of the application. */
final class DenialWriter {
  private DenialWriter() {}

  /** The answer to a refusal of this request. */
  static Rendering render(
      Settings settings, RequestContext context, HttpServletRequest request, Denial denial) {
    Operation operation = context.findOperation().orElse(null);
    Target target =
        new Target(
            form(context, operation),
            context.request().id(),
            context.findRpcId().orElse(null),
            PublicUrl.ofMetadata(settings, context, request));
    return Rendering.of(denial, target);
  }

  /** Status and headers of an answer; false when it is too late because bytes were sent. */
  static boolean head(Rendering answer, HttpServletResponse response) {
    if (response.isCommitted()) {
      return false;
    }
    response.resetBuffer();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (!ShortAnswer.is(response, answer.body().length)) {
      response.setContentLength(answer.body().length);
    }
    return true;
  }

  static void write(Rendering answer, HttpServletResponse response) throws IOException {
    if (!head(answer, response)) {
      return;
    }
    try {
      response.getOutputStream().write(answer.body());
    } catch (IllegalStateException e) { // the application took the writer before it was refused
      response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private static Form form(RequestContext context, @Nullable Operation operation) {
    boolean message =
        context.route().protocol() == Route.Protocol.MCP
            && context.request().method().equals("POST");
    boolean takesNoAnswer = operation != null && operation.id() == null;
    if (!message || takesNoAnswer) {
      return Form.HTTP;
    }
    return acceptsOnlyEvents(context) ? Form.JSON_RPC_EVENT : Form.JSON_RPC;
  }

  private static boolean acceptsOnlyEvents(RequestContext context) {
    String accept = String.join(",", context.request().headers().all("Accept"));
    return accept.contains("text/event-stream")
        && !accept.contains("application/json")
        && !accept.contains("*/*")
        && !accept.contains("application/*");
  }
}
