package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads that record at once: nothing is lost uncounted. */
class SinkStormTest extends SinkWriting {
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
}
