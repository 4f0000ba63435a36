package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;

/** Identifies whom {@code X-Caller} names, if anybody and nobody has, then reads the body. */
final class BodyReader implements Layer {
  @Override
  public String name() {
    return "body-reader";
  }

  @Override
  public Decision before(RequestContext context) {
    RequestContext known = context;
    if (context.find(Identity.class).isEmpty()) {
      known =
          context
              .request()
              .headers()
              .first("X-Caller")
              .map(caller -> context.with(Identity.builder(caller, "https://idp").build()))
              .orElse(context);
    }
    assertThat(known.body().bytes()).isNotNull();
    return Decision.proceed(known);
  }
}
