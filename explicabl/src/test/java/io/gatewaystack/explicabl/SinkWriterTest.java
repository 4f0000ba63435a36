package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sinks that block or throw, and sinks beside them. */
class SinkWriterTest extends SinkWriting {
  @Test
  void holdsABlockedSinksEventsUpToTheCapacityAndDropsTheRestAloud() throws Exception {
    Gate gate = new Gate();
    Explicabl audit = audit(gate).queueCapacity(10).build();
    audit.record(refusal("first"));
    gate.entered.await();
    for (int i = 0; i < 25; i++) {
      audit.record(refusal("r" + i));
    }
    assertThat(audit.stats()).containsExactly(new SinkStats("Gate", 10, 0, 16, 0, 0, 10));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("audit sink Gate: its queue is full, 1 events dropped so far");

    clock.advance(Duration.ofMinutes(1));
    audit.record(refusal("again"));
    audit.record(refusal("again"));
    assertThat(log.list).hasSize(2);
    assertThat(log.list.get(1).getFormattedMessage()).contains("17 events dropped");
    assertThat(log.list.get(1).getLevel()).isEqualTo(Level.ERROR);

    gate.open.countDown();
    audit.close();
    assertThat(audit.stats()).containsExactly(new SinkStats("Gate", 10, 10, 18, 0, 0, 0));
    assertThat(gate.collected.events).hasSize(10);
    assertThat(gate.closed).isTrue();
  }

  @Test
  void writesToOneSinkWhileAnotherIsBlockedAndAThirdThrows() throws Exception {
    Gate gate = new Gate();
    CountDownLatch written = new CountDownLatch(3);
    AuditSink healthy =
        batch -> {
          for (int i = 0; i < batch.size(); i++) {
            written.countDown();
          }
        };
    AuditSink throwing =
        batch -> {
          throw new IOException("disk full");
        };
    Explicabl audit = audit(gate).sink(throwing).sink(healthy).build();
    audit.record(refusal("a"));
    gate.entered.await();
    audit.record(refusal("b"));
    audit.record(refusal("c"));

    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    gate.open.countDown();
    audit.close();
    assertThat(gate.collected.events).hasSize(3);
    assertThat(audit.stats().get(1).lost()).isEqualTo(3);
    assertThat(audit.stats().get(2).written()).isEqualTo(3);
  }

  @Test
  void goesOnAfterASinkFailedAndReportsItOnceAMinute() {
    AtomicInteger calls = new AtomicInteger();
    AuditSink flaky =
        new AuditSink() {
          @Override
          public void write(List<AuditEvent> batch) throws IOException {
            switch (calls.getAndIncrement()) {
              case 0 -> throw new IOException("disk full");
              case 1 -> throw new IllegalStateException("bug");
              case 2 -> throw new StackOverflowError();
              default -> {}
            }
          }

          @Override
          public String name() {
            return "flaky";
          }
        };
    Explicabl audit = audit(flaky).build();
    for (int i = 1; i <= 4; i++) {
      audit.record(refusal("r" + i));
      awaitCalls(calls, i);
    }
    audit.close();

    assertThat(audit.stats()).containsExactly(new SinkStats("flaky", 4, 1, 0, 3, 3, 0));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("audit sink flaky failed, 1 events lost so far");
  }

  private static void awaitCalls(AtomicInteger calls, int expected) {
    while (calls.get() < expected) {
      Thread.onSpinWait();
    }
  }

  @Test
  void handsOutBatchesThatNobodyCanChange() {
    List<Throwable> thrown = new ArrayList<>();
    AuditSink meddling =
        batch -> {
          try {
            batch.clear();
          } catch (UnsupportedOperationException e) {
            thrown.add(e);
          }
        };
    Explicabl audit = audit(meddling).build();
    audit.record(refusal("a"));
    audit.close();

    assertThat(thrown).hasSize(1);
  }
}
