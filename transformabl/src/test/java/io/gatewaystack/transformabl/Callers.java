package io.gatewaystack.transformabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.util.Map;

/** Requests of callers who are known, in sessions or in none. */
final class Callers {
  static final Identity JOE = Identity.builder("joe", "https://iss").build();

  private Callers() {}

  static RequestContext request(Identity identity) {
    return Requests.post(Route.HTTP, "{}").with(identity);
  }

  static RequestContext mcp(Identity identity, String session) {
    return Requests.post(Requests.MCP, new byte[0], Map.of("Mcp-Session-Id", session))
        .with(identity);
  }
}
