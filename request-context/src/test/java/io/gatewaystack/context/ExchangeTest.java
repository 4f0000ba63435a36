package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Usage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  @Test
  void losesNoUpdateOfManyThreads() {
    Exchange exchange = new Exchange(Requests.http());

    IntStream.range(0, 50_000)
        .parallel()
        .forEach(i -> exchange.update(context -> context.merge(new Usage(1, 2, 3))));

    assertThat(exchange.context().require(Usage.class))
        .isEqualTo(new Usage(50_000, 100_000, 150_000));
  }

  @Test
  void returnsTheNewContextAndKeepsTheOldOneWhenAChangeFails() {
    Exchange exchange = new Exchange(Requests.http());
    Identity jane = Identity.builder("jane", "idp").build();

    RequestContext updated = exchange.update(context -> context.with(jane));

    assertThat(exchange.context()).isSameAs(updated);
    assertThatIllegalStateException()
        .isThrownBy(() -> exchange.update(context -> context.with(jane)));
    assertThat(exchange.context()).isSameAs(updated);
  }
}
