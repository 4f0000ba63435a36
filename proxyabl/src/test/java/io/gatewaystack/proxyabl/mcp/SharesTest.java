package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
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
  private static final McpUpstream FS = McpUpstream.of("fs", URI.create("http://127.0.0.1/mcp"));
  private static final McpUpstream GIT = McpUpstream.of("git", URI.create("http://127.0.0.1/mcp"));

  private static UpstreamRequest request(McpUpstream upstream, String subject) {
    Caller caller = new Caller("https://idp", subject);
    return new UpstreamRequest(
        upstream, caller, "GET", List.of(), new byte[0], Duration.ofSeconds(1));
  }

  @Test
  void eachCallerHasItsShareOfEachUpstream() {
    Shares shares = new Shares(2);
    UpstreamRequest alice = request(FS, "alice");

    assertThat(List.of(shares.take(alice), shares.take(alice), shares.take(alice)))
        .containsExactly(true, true, false);
    assertThat(shares.take(request(FS, "bob"))).isTrue();
    assertThat(shares.take(request(GIT, "alice"))).isTrue();
    shares.giveBack(alice);
    assertThat(List.of(shares.take(alice), shares.take(alice))).containsExactly(true, false);
  }

  @Test
  void nothingIsKeptOfWhoHoldsNone() {
    Shares shares = new Shares(1);
    for (int i = 0; i < 1_000; i++) {
      UpstreamRequest request = request(FS, "s" + i);
      assertThat(shares.take(request)).isTrue();
      assertThat(shares.holders()).isEqualTo(1);
      shares.giveBack(request);
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
              if (shares.take(request(FS, "alice"))) {
                highest.accumulateAndGet(holding.incrementAndGet(), Math::max);
                taken++;
                holding.decrementAndGet();
                shares.giveBack(request(FS, "alice"));
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
