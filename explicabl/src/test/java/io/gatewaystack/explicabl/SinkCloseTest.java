package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What becomes of events when an audit ends. */
class SinkCloseTest extends SinkWriting {
  @Test
  void givesUpOnASinkThatDoesNotEndInTime() throws Exception {
    Gate gate = new Gate();
    Explicabl audit = audit(gate).closeTimeout(Duration.ofMillis(50)).build();
    audit.record(refusal("a"));
    gate.entered.await();
    audit.close();
    awaitEnd(gate);

    assertThat(audit.stats()).containsExactly(new SinkStats("Gate", 1, 0, 0, 1, 1, 0));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("audit sink Gate did not end in time, 1 events given up");
  }

  @Test
  void givesUpWhatStillWaitsBehindASinkThatDoesNotEnd() throws Exception {
    Gate gate = new Gate();
    Explicabl audit = audit(gate).closeTimeout(Duration.ofMillis(50)).build();
    audit.record(refusal("a"));
    gate.entered.await();
    audit.record(refusal("b"));
    audit.record(refusal("c"));
    audit.close();
    awaitEnd(gate);

    assertThat(audit.stats()).containsExactly(new SinkStats("Gate", 3, 0, 0, 3, 1, 0));
  }

  @Test
  void dropsAndCountsWhatComesAfterTheClose() {
    Collected sink = new Collected();
    Explicabl audit = audit(sink).build();
    audit.close();
    audit.close();
    audit.record(refusal("late"));

    assertThat(sink.events).isEmpty();
    assertThat(audit.stats()).containsExactly(new SinkStats("Collected", 0, 0, 1, 0, 0, 0));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("audit sink Collected: its queue is closed, 1 events dropped so far");
  }

  @Test
  void reportsASinkThatDoesNotClose() {
    AuditSink stubborn =
        new AuditSink() {
          @Override
          public void write(List<AuditEvent> batch) {}

          @Override
          public String name() {
            return "stubborn";
          }

          @Override
          public void close() throws IOException {
            throw new IOException("still open");
          }
        };
    audit(stubborn).build().close();

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("audit sink stubborn did not close");
  }

  @Test
  void keepsTheInterruptOfAThreadThatWaitsForTheClose() throws Exception {
    Gate gate = new Gate();
    Explicabl audit = audit(gate).build();
    audit.record(refusal("a"));
    gate.entered.await();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              audit.close();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    closer.start();
    closer.join();

    assertThat(interrupted).isTrue();
    gate.open.countDown();
    awaitEnd(gate);
  }

  /** What a writer logs at its end belongs to the test that started it. */
  private static void awaitEnd(Gate gate) {
    while (!gate.closed.get()) {
      Thread.onSpinWait();
    }
  }
}
