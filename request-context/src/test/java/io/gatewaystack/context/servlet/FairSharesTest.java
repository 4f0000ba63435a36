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
import org.junit.jupiter.params.provider.ValueSource;

class FairSharesTest {
  private static Caller caller(int number) {
    return new Caller("https://idp", "s" + number);
  }

  @ParameterizedTest
  @CsvSource({"1, 67, 67", "2, 40, 40", "10, 9, 10", "99, 1, 1", "200, 0, 1"})
  void everyCallerGetsTwiceAsManyAsAreLeftForOthers(int callers, int least, int most) {
    FairShares shares = new FairShares(100);
    int[] own = new int[callers];
    for (int turn = 0; turn < 100; turn++) {
      for (int i = 0; i < callers; i++) {
        own[i] += shares.take(caller(i), 1) ? 1 : 0;
      }
    }
    assertThat(own)
        .containsOnly(least, most)
        .satisfies(each -> assertThat(each[0]).isEqualTo(most));
  }

  @Test
  void whoComesLaterGetsATurnWhileOneCallerHasAllOfHis() {
    FairShares shares = new FairShares(4);
    assertThat(shares.take(caller(1), 1)).isTrue();
    assertThat(shares.take(caller(1), 1)).isTrue();
    assertThat(shares.take(caller(1), 1)).isTrue();
    assertThat(shares.take(caller(1), 1)).isFalse();
    assertThat(shares.take(caller(2), 1)).isTrue();
    shares.giveBack(caller(1), 1);
    shares.giveBack(caller(2), 1);
    assertThat(shares.take(caller(1), 1)).isTrue();
  }

  @Test
  void onePartCanAlwaysBeTaken() {
    FairShares shares = new FairShares(1);
    assertThat(shares.take(caller(1), 1)).isTrue();
    assertThat(shares.take(caller(2), 1)).isFalse();
    shares.giveBack(caller(1), 1);
    assertThat(shares.take(caller(2), 1)).isTrue();
  }

  @Test
  void aStormNeverTakesMoreAndKeepsNothing() throws Exception {
    int most = 6;
    FairShares shares = new FairShares(most);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Caller caller = caller(i % 4);
      tasks.add(
          () -> {
            int begun = 0;
            for (int n = 0; n < 5_000; n++) {
              if (shares.take(caller, 1)) {
                highest.accumulateAndGet(now.incrementAndGet(), Math::max);
                begun++;
                now.decrementAndGet();
                shares.giveBack(caller, 1);
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
    assertThat(shares.callers()).isZero();
    assertThat(List.of(shares.take(caller(1), 1), shares.take(caller(1), 1))).containsOnly(true);
  }

  @Test
  void partsOfAnySizeAreCountedWhole() {
    FairShares shares = new FairShares(100);
    assertThat(shares.take(caller(1), 60)).isTrue();
    assertThat(shares.take(caller(1), 20)).isFalse();
    assertThat(shares.take(caller(2), 20)).isTrue();
    shares.giveBack(caller(1), 50);
    assertThat(shares.take(caller(3), 35)).isTrue();
    shares.giveBack(caller(1), 10);
    shares.giveBack(caller(2), 20);
    shares.giveBack(caller(3), 35);
    assertThat(shares.callers()).isZero();
  }

  @Test
  void aPartMayGrowAndShrink() {
    FairShares shares = new FairShares(100);
    assertThat(shares.take(caller(1), 10)).isTrue();
    assertThat(shares.change(caller(1), 10, 1_000)).as("the only one may grow").isTrue();
    assertThat(shares.change(caller(1), 1_000, 30)).isTrue();
    assertThat(shares.take(caller(2), 10)).isTrue();
    assertThat(shares.change(caller(2), 10, 50)).isFalse();
    assertThat(shares.change(caller(2), 10, 40)).isTrue();
    shares.giveBack(caller(1), 30);
    shares.giveBack(caller(2), 40);
    assertThat(shares.callers()).isZero();
  }

  @Test
  void whatIsLargerThanAllIsTakenWhenNothingElseIs() {
    FairShares shares = new FairShares(100);
    assertThat(shares.take(caller(1), 1_000)).isTrue();
    assertThat(shares.take(caller(2), 1)).isFalse();
    shares.giveBack(caller(1), 1_000);
    assertThat(shares.take(caller(2), 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE - 1L, Long.MAX_VALUE})
  void anyNumberMayBeTheMost(long most) {
    FairShares shares = new FairShares(most);
    for (int i = 0; i < 1_000; i++) {
      assertThat(shares.take(caller(1), 1)).isTrue();
    }
    assertThat(shares.take(caller(2), most / 4)).isTrue();
    assertThat(shares.take(caller(3), most - 1_000)).isFalse();
  }
}
