package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LayersTest {

  @Test
  void aFailureLetsTheRequestPassWithAWarning() {
    Layer open =
        Layers.failOpen(
            layer(
                c -> {
                  throw new IllegalStateException("store down");
                }));

    Decision decision = open.before(Requests.http());

    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(decision.context().require(Warnings.class).codes())
        .containsExactly("fail_open:test");
    assertThat(open.name()).isEqualTo("test");
  }

  @Test
  void aDecisionIsPassedOnUnchanged() {
    Decision denied = Decision.deny(Requests.http(), Denial.internalError());

    assertThat(Layers.failOpen(fixed(denied)).before(Requests.http())).isSameAs(denied);
  }

  @Test
  void whatTheClientsBodyCausesStaysARefusal() {
    Layer open =
        Layers.failOpen(
            layer(c -> Decision.deny(c, Denial.of(400, c.operation().method(), 1, "d"))));

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> open.before(Requests.mcp("[]")));
  }

  @Test
  void anErrorOfTheMachineStillFailsClosed() {
    Layer open =
        Layers.failOpen(
            layer(
                c -> {
                  throw new StackOverflowError();
                }));

    assertThat(Pipeline.of(open).before(Requests.http())).isInstanceOf(Decision.Deny.class);
  }

  @Test
  void aPipelineCannotBeOpenedBecauseItNeverFails() {
    Pipeline pipeline = Pipeline.of(layer(Decision::proceed));

    assertThatIllegalArgumentException().isThrownBy(() -> Layers.failOpen(pipeline));
  }

  private static Layer layer(Function<RequestContext, Decision> decision) {
    return new TestLayer("test", new ArrayList<>(List.of()), decision);
  }

  private static Layer fixed(Decision decision) {
    return new Layer() {
      @Override
      public String name() {
        return "fixed";
      }

      @Override
      public Decision before(RequestContext context) {
        return decision;
      }
    };
  }
}
