package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which settings an audit takes. */
class ExplicablBuilderTest extends Audited {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("serviceName", b -> b.serviceName(" ")),
        mistake("environment", b -> b.environment("")),
        mistake("queueCapacity: 0", b -> b.queueCapacity(0)),
        mistake("queueCapacity: 1048577", b -> b.queueCapacity((1 << 20) + 1)),
        mistake("pollInterval: PT0S", b -> b.pollInterval(Duration.ZERO)),
        mistake("pollInterval: PT2S", b -> b.pollInterval(Duration.ofSeconds(2))),
        mistake("closeTimeout: PT-1S", b -> b.closeTimeout(Duration.ofSeconds(-1))),
        mistake("pseudonymKey: 31 bytes", b -> b.pseudonymKey(new byte[31])));
  }

  private static Arguments mistake(String message, UnaryOperator<Explicabl.Builder> setting) {
    return Arguments.of(message, setting);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void refusesSettingsOutOfRange(String message, UnaryOperator<Explicabl.Builder> setting) {
    assertThatThrownBy(() -> setting.apply(audit()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("(expected:");
  }

  @Test
  void acceptsSettingsAtTheirLimits() {
    audit()
        .queueCapacity(1 << 20)
        .pollInterval(Duration.ofSeconds(1))
        .closeTimeout(Duration.ofMillis(500))
        .pseudonymKey(new byte[32])
        .build()
        .close();

    assertThat(collected.events).isEmpty();
  }

  @Test
  void refusesToRecordNowhere() {
    assertThatThrownBy(() -> Explicabl.builder().build())
        .hasMessage("sinks: none (expected: at least one)");
  }
}
