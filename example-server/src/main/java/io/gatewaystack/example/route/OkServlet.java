package io.gatewaystack.example.route;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET} answers {@code {"ok":true}}; what stands in front decides who gets that far. */
public final class OkServlet extends RouteServlet {
  private static final long serialVersionUID = 1L;

  /** Serves GET and HEAD. */
  public OkServlet() {
    super(new TreeSet<>(Set.of("GET", "HEAD")));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Json.send(response, Map.of("ok", true));
  }
}
