package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @ParameterizedTest(name = "flags {0}")
  @ValueSource(strings = {"00", "01", "ff"})
  void readsAndWritesTheHeader(String flags) {
    String header = "00-" + TRACE + "-" + PARENT + "-" + flags;

    assertThat(Trace.parse(header))
        .hasValue(new Trace(TRACE, PARENT, Integer.parseInt(flags, 16)))
        .map(Trace::traceparent)
        .hasValue(header);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0١"
      })
  void startsAnewForAMalformedHeader(String header) {
    assertThat(Trace.parse(header)).isEmpty();
  }

  @Test
  void startsWithRandomIdsThatParse() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Trace trace = Trace.start();
      assertThat(Trace.parse(trace.traceparent())).hasValue(trace);
      assertThat(trace.flags()).isZero();
      assertThat(seen.add(trace.traceId())).isTrue();
    }
  }
}
