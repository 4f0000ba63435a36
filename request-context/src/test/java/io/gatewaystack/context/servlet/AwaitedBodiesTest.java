package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitedBodiesTest {
  private static Caller caller(int number) {
    return new Caller("https://idp", "s" + number);
  }

  @ParameterizedTest
  @CsvSource({"1, 67, 67", "2, 40, 40", "10, 9, 10", "99, 1, 1", "200, 0, 1"})
  void everyCallerGetsTwiceAsManyAsAreLeftForOthers(int callers, int least, int most) {
    AwaitedBodies awaited = new AwaitedBodies(100);
    int[] own = new int[callers];
    for (int turn = 0; turn < 100; turn++) {
      for (int i = 0; i < callers; i++) {
        own[i] += awaited.begin(caller(i)) ? 1 : 0;
      }
    }
    assertThat(own)
        .containsOnly(least, most)
        .satisfies(each -> assertThat(each[0]).isEqualTo(most));
  }

  @Test
  void whoComesLaterGetsATurnWhileOneCallerHasAllOfHis() {
    AwaitedBodies awaited = new AwaitedBodies(4);
    assertThat(awaited.begin(caller(1))).isTrue();
    assertThat(awaited.begin(caller(1))).isTrue();
    assertThat(awaited.begin(caller(1))).isTrue();
    assertThat(awaited.begin(caller(1))).isFalse();
    assertThat(awaited.begin(caller(2))).isTrue();
    awaited.end(caller(1));
    awaited.end(caller(2));
    assertThat(awaited.begin(caller(1))).isTrue();
  }

  @Test
  void oneBodyCanAlwaysBeAwaited() {
    AwaitedBodies awaited = new AwaitedBodies(1);
    assertThat(awaited.begin(caller(1))).isTrue();
    assertThat(awaited.begin(caller(2))).isFalse();
    awaited.end(caller(1));
    assertThat(awaited.begin(caller(2))).isTrue();
  }

  @Test
  void aStormNeverAwaitsMoreAndKeepsNothing() throws Exception {
    int most = 6;
    AwaitedBodies awaited = new AwaitedBodies(most);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Caller caller = caller(i % 4);
      tasks.add(
          () -> {
            int begun = 0;
            for (int n = 0; n < 5_000; n++) {
              if (awaited.begin(caller)) {
                highest.accumulateAndGet(now.incrementAndGet(), Math::max);
                begun++;
                now.decrementAndGet();
                awaited.end(caller);
              }
            }
            return begun;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      int begun = 0;
      for (Future<Integer> task : threads.invokeAll(tasks)) {
        begun += task.get();
      }
      assertThat(begun).isPositive();
    } finally {
      threads.shutdownNow();
    }
    assertThat(highest.get()).isBetween(1, most);
    assertThat(awaited.callers()).isZero();
    assertThat(List.of(awaited.begin(caller(1)), awaited.begin(caller(1)))).containsOnly(true);
  }
}
