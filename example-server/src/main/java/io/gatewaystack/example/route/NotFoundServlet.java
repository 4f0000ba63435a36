package io.gatewaystack.example.route;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whatever is mapped nowhere: 404 to every method. */
public final class NotFoundServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Denial NOT_FOUND =
      Denial.of(404, "not_found", -32600, "There is nothing here");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestContexts.refuse(request, response, NOT_FOUND);
  }
}
