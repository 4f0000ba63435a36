package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class EditingTurnsTest {
  private static final int LARGE = 1 << 20;

  @ParameterizedTest(name = "{0} bytes, memory for {1} of a megabyte: {2} at once")
  @CsvSource({"1048576, 1, 1", "1048576, 3, 3", "8388608, 1, 1", "8192, 1, 8"})
  void asManyAreEditedAtOnceAsThereIsMemoryFor(int bytes, int memory, int most) throws Exception {
    EditingTurns turns = new EditingTurns(16L * LARGE * memory);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger ever = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () ->
                  turns.during(
                      bytes,
                      () -> {
                        ever.accumulateAndGet(now.incrementAndGet(), Math::max);
                        await(ever, most);
                        now.decrementAndGet();
                      })));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertThat(ever.get()).isEqualTo(most);
  }

  @Test
  void smallOnesWaitForNobody() throws Exception {
    EditingTurns turns = new EditingTurns(1);
    CountDownLatch done = new CountDownLatch(1);
    List<Thread> large = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> turns.during(LARGE, () -> untilDone(done)));
      thread.start();
      large.add(thread);
    }
    while (large.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }

    turns.during(8 << 10, done::countDown);

    for (Thread thread : large) {
      thread.join();
    }
    assertThat(done.getCount()).isZero();
  }

  private static void untilDone(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until so many have been there at once, which they have unless they wait for turns. */
  private static void await(AtomicInteger ever, int most) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (ever.get() < most && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aTurnEndsWhateverIsThrown() {
    EditingTurns turns = new EditingTurns(1);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  turns.during(
                      LARGE,
                      () -> {
                        throw new StackOverflowError();
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
  }
}
