package io.gatewaystack.proxyabl.internal;

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

/** Who holds how many connections. */
class SharesTest {
  private static final Caller ALICE = caller("alice");

  private static Caller caller(String subject) {
    return new Caller("https://idp", subject);
  }

  @Test
  void eachCallerHasItsShareOfEachUpstream() {
    Shares shares = new Shares(2);

    assertThat(
            List.of(shares.take("fs", ALICE), shares.take("fs", ALICE), shares.take("fs", ALICE)))
        .containsExactly(true, true, false);
    assertThat(shares.take("fs", caller("bob"))).isTrue();
    assertThat(shares.take("git", ALICE)).isTrue();
    shares.giveBack("fs", ALICE);
    assertThat(List.of(shares.take("fs", ALICE), shares.take("fs", ALICE)))
        .containsExactly(true, false);
  }

  @Test
  void nothingIsKeptOfWhoHoldsNone() {
    Shares shares = new Shares(1);
    for (int i = 0; i < 1_000; i++) {
      Caller caller = caller("s" + i);
      assertThat(shares.take("fs", caller)).isTrue();
      assertThat(shares.holders()).isEqualTo(1);
      shares.giveBack("fs", caller);
    }
    assertThat(shares.holders()).isZero();
  }

  @Test
  void aStormNeverHoldsMoreAndLosesNothing() throws Exception {
    int most = 5;
    Shares shares = new Shares(most);
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tasks.add(
          () -> {
            int taken = 0;
            for (int n = 0; n < 5_000; n++) {
              if (shares.take("fs", caller("alice"))) {
                highest.accumulateAndGet(holding.incrementAndGet(), Math::max);
                taken++;
                holding.decrementAndGet();
                shares.giveBack("fs", caller("alice"));
              }
            }
            return taken;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      int taken = 0;
      for (Future<Integer> task : threads.invokeAll(tasks)) {
        taken += task.get();
      }
      assertThat(taken).isPositive();
      assertThat(highest.get()).isBetween(1, most);
      assertThat(shares.holders()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }
}
