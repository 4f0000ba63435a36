package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Events of requests that pass through a pipeline. */
class ExplicablInPipelineTest extends Audited {
  @Test
  void recordsInAPipelineWhatAnInnerLayerDenied() {
    Layer denying = layer("validatabl", c -> Decision.deny(c, NO_SCOPE));
    throughPipeline(denying, c -> {});

    assertThat(collected.events.get(0).ending())
        .isEqualTo(new Ending("validatabl", AuditEvent.Decision.DENY, "NEEDS_WRITE"));
  }

  @Test
  void recordsInAPipelineThatALayerFailedClosed() {
    Layer failing =
        layer(
            "limitabl",
            c -> {
              throw new IllegalStateException("broken");
            });
    throughPipeline(failing, c -> {});

    assertThat(collected.events.get(0).ending())
        .isEqualTo(new Ending("limitabl", AuditEvent.Decision.ERROR, "internal_error"));
  }

  @Test
  void recordsInAPipelineThatTheHandlerThrew() {
    assertThatThrownBy(
            () ->
                throughPipeline(
                    layer("open", Decision::proceed),
                    c -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(collected.events).hasSize(1);
    assertThat(collected.events.get(0).ending().decision()).isEqualTo(AuditEvent.Decision.ERROR);
  }

  private void throughPipeline(Layer inner, Consumer<RequestContext> handler) {
    try (Explicabl audit = audit().build()) {
      Pipeline.of(audit, inner)
          .execute(
              new Exchange(Requests.get("/a")),
              c -> {
                handler.accept(c);
                return "answer";
              },
              denial -> "refusal");
    }
  }

  private static Layer layer(
      String name, java.util.function.Function<RequestContext, Decision> before) {
    return new Layer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Decision before(RequestContext context) {
        return before.apply(context);
      }
    };
  }
}
