package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConsoleSinkTest {
  private static final EdgeRefusal REFUSAL =
      new EdgeRefusal("id", "GET", "/a", 400, "bad", Duration.ZERO, null);

  @Test
  void writesOneMarkedLinePerEvent() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (Explicabl audit = Explicabl.builder().sink(ConsoleSink.of(stream)).build()) {
      audit.record(REFUSAL);
      audit.record(REFUSAL);
    }
    String[] lines = stream.toString(US_ASCII).split("\n", -1);

    assertThat(lines).hasSize(3);
    assertThat(lines[0]).startsWith("[explicabl] {\"id\":\"").endsWith("}");
    assertThat(lines[1]).startsWith("[explicabl] {\"id\":\"").isNotEqualTo(lines[0]);
    assertThat(lines[2]).isEmpty();
  }

  @Test
  void noticesThatAPrintStreamSwallowedAnError() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    Collected collected = new Collected();
    try (Explicabl audit = Explicabl.builder().sink(collected).build()) {
      audit.record(REFUSAL);
    }
    ConsoleSink sink = ConsoleSink.of(new PrintStream(broken, true, US_ASCII));

    assertThatThrownBy(() -> sink.write(collected.events)).isInstanceOf(IOException.class);
  }

  @Test
  void neverClosesTheStreamOfItsCaller() {
    AtomicBoolean closed = new AtomicBoolean();
    OutputStream stream =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    Explicabl.builder().sink(ConsoleSink.of(stream)).build().close();

    assertThat(closed).isFalse();
  }
}
