package io.gatewaystack.example.route;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code GET} tells callers what their own token says; for finding out why one is refused. */
public final class DebugTokenServlet extends RouteServlet {
  private static final long serialVersionUID = 1L;

  /** Serves GET. */
  public DebugTokenServlet() {
    super(Set.of("GET"));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Identity identity = RequestContexts.from(request).require(Identity.class);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("ok", true);
    told.put("sub", identity.subject());
    told.put("aud", identity.claims().get("aud"));
    told.put("scope", String.join(" ", identity.scopes()));
    told.put("permissions", identity.claims().get("permissions"));
    Json.send(response, told);
  }
}
