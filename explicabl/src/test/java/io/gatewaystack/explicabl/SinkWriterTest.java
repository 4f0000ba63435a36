package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(20)
class SinkWriterTest {
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(SinkWriter.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  private static EdgeRefusal refusal(String id) {
    return new EdgeRefusal(id, "GET", "/", 400, "bad", Duration.ZERO, null);
  }

  private Explicabl.Builder audit(AuditSink sink) {
    return Explicabl.builder().sink(sink).clock(clock).nanoTime(clock::nanoTime);
  }

  /** A sink that tells when it has been called and goes on when it is let. */
  private static final class Gate implements AuditSink {
    final Collected collected = new Collected();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void write(List<AuditEvent> batch) throws IOException {
      entered.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      collected.write(batch);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void losesNothingAndKeepsEachThreadsOrderUnderAStorm() throws Exception {
    int threads = 8;
    int each = 5_000;
    List<AuditEvent> received = new ArrayList<>();
    AuditSink plain = received::addAll;
    Explicabl audit = Explicabl.builder().sink(plain).queueCapacity(threads * each).build();
    storm(threads, each, audit);
    audit.close();

    assertThat(audit.stats())
        .containsExactly(new SinkStats(plain.name(), 40_000, 40_000, 0, 0, 0, 0));
    Map<String, Integer> next = new HashMap<>();
    for (AuditEvent event : received) {
      String[] id = event.requestId().split("\\.", 2);
      assertThat(Integer.parseInt(id[1])).isEqualTo(next.merge(id[0], 1, Integer::sum) - 1);
    }
  }

  @Test
  void countsEveryDropExactlyWhenTheQueueOverflows() throws Exception {
    AtomicInteger received = new AtomicInteger();
    Explicabl audit =
        Explicabl.builder()
            .sink(batch -> received.addAndGet(batch.size()))
            .queueCapacity(2_000)
            .build();
    storm(8, 50_000, audit);
    audit.close();
    SinkStats stats = audit.stats().get(0);

    assertThat(stats.accepted() + stats.dropped()).isEqualTo(400_000);
    assertThat(stats.dropped()).isPositive();
    assertThat(stats.written()).isEqualTo(stats.accepted()).isEqualTo(received.get());
    assertThat(stats.lost()).isZero();
    assertThat(stats.queued()).isZero();
  }

  @Test
  void losesNoAcceptedEventWhenItIsClosedInTheMiddleOfAStorm() throws Exception {
    for (int round = 0; round < 20; round++) {
      AtomicInteger received = new AtomicInteger();
      Explicabl audit = Explicabl.builder().sink(batch -> received.addAndGet(batch.size())).build();
      CyclicBarrier start = new CyclicBarrier(3);
      List<Thread> senders = senders(2, 500, audit, start);
      start.await();
      audit.close();
      for (Thread sender : senders) {
        sender.join();
      }
      SinkStats stats = audit.stats().get(0);

      assertThat(stats.accepted() + stats.dropped()).isEqualTo(1000);
      assertThat(stats.written()).isEqualTo(stats.accepted()).isEqualTo(received.get());
      assertThat(stats.queued()).isZero();
    }
  }

  private static void storm(int threads, int each, Explicabl audit) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    for (Thread sender : senders(threads, each, audit, start)) {
      sender.join();
    }
  }

  private static List<Thread> senders(int threads, int each, Explicabl audit, CyclicBarrier start) {
    List<Thread> senders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String name = "t" + t;
      Thread sender =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int i = 0; i < each; i++) {
                  audit.record(refusal(name + "." + i));
                }
              });
      sender.start();
      senders.add(sender);
    }
    return senders;
  }

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
  void givesUpOnASinkThatDoesNotEndInTime() throws Exception {
    Gate gate = new Gate();
    Explicabl audit = audit(gate).closeTimeout(Duration.ofMillis(50)).build();
    audit.record(refusal("a"));
    gate.entered.await();
    audit.close();
    while (audit.stats().get(0).queued() > 0) {
      Thread.onSpinWait();
    }

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
    while (audit.stats().get(0).queued() > 0) {
      Thread.onSpinWait();
    }

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
  }
}
