package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Content;
import java.util.Map;

/** Requests with a body of some type, and what becomes of them. */
final class Bodies {
  static final String FORM = "application/x-www-form-urlencoded";

  private Bodies() {}

  static Decision decide(Transformabl layer, String type, byte[] body) {
    return Pipeline.of(layer)
        .before(
            Requests.post(
                Route.HTTP,
                body,
                Map.of("Content-Type", type, "Content-Length", "" + body.length)));
  }

  static RequestContext passed(Transformabl layer, String type, byte[] body) {
    Decision decision = decide(layer, type, body);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context();
  }

  static Denial denied(Transformabl layer, String type, String body) {
    Decision decision = decide(layer, type, body.getBytes(UTF_8));
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    return ((Decision.Deny) decision).denial();
  }

  static Content content(RequestContext context) {
    return context.require(Content.class);
  }
}
