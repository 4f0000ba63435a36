package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.internal.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done again and again is done no more, and kept by nobody, once it is stopped. */
@Timeout(20)
class RepetitionTest {
  private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
  private final AtomicInteger done = new AtomicInteger();

  private Repetition repetition() {
    return new Repetition(done::incrementAndGet, watched::add, watched::remove);
  }

  private static Duration pause(Repetition repetition) {
    long left = repetition.getExpireNanoTime() - NanoTime.now();
    return Duration.ofSeconds(Math.round(left / 1e9));
  }

  @Test
  void whoStopsItWhileItBeginsToBeWatchedIsNotForgotten() throws Exception {
    AtomicReference<Repetition> itself = new AtomicReference<>();
    AtomicReference<Thread> stopping = new AtomicReference<>();
    Repetition repetition =
        new Repetition(
            done::incrementAndGet,
            deadline -> { // the client leaves between the two steps of this
              Thread leaving = new Thread(() -> itself.get().stop());
              stopping.set(leaving);
              leaving.start();
              while (leaving.getState() != Thread.State.BLOCKED
                  && leaving.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
              }
              watched.add(deadline);
            },
            watched::remove);
    itself.set(repetition);

    repetition.later();
    stopping.get().join();

    assertThat(watched).isEmpty();
    assertThat(repetition.getExpireNanoTime()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void afterItWasStoppedItIsNotDoneLater() {
    Repetition repetition = repetition();
    repetition.later();
    assertThat(watched).containsExactly(repetition);

    repetition.stop();
    assertThat(watched).isEmpty();
    repetition.later();
    repetition.expired();

    assertThat(watched).isEmpty();
    assertThat(done).hasValue(0);
  }

  @Test
  void pausesGrowToAMinuteAndAreShortAgainAfterASuccess() {
    Repetition repetition = repetition();
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      repetition.later();
      assertThat(pause(repetition)).hasSeconds(seconds);
    }
    repetition.expired(); // too early
    assertThat(done).hasValue(0);

    repetition.succeeded();
    repetition.later();

    assertThat(pause(repetition)).hasSeconds(1);
  }
}
