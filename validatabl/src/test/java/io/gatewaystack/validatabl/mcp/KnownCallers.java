package io.gatewaystack.validatabl.mcp;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import java.util.Map;

/** Stands for an identity layer: the bearer token is the name of one of a few callers. */
record KnownCallers(Map<String, Identity> byToken) implements Layer {

  @Override
  public String name() {
    return "known-callers";
  }

  @Override
  public Decision before(RequestContext context) {
    Identity caller =
        context
            .request()
            .headers()
            .first("Authorization")
            .map(value -> byToken.get(value.replace("Bearer ", "")))
            .orElse(null);
    return Decision.proceed(caller == null ? context : context.with(caller));
  }
}
