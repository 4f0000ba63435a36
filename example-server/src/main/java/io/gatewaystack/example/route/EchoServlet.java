package io.gatewaystack.example.route;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * {@code POST} answers {@code {"ok":true,"sub":…,"body":…}}: who called, and the body as it arrived
 * behind the layers, byte for byte when it is JSON.
 */
public final class EchoServlet extends RouteServlet {
  private static final long serialVersionUID = 1L;

  /** Serves POST. */
  public EchoServlet() {
    super(Set.of("POST"));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestContext context = RequestContexts.from(request);
    Echo echo = Echo.start().with("ok", true);
    Json.send(
        response,
        echo.with("sub", context.require(Identity.class).subject())
            .withRaw("body", Echo.bodyOf(context))
            .bytes());
  }
}
