package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.AddressPolicy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one timer of a client, which everybody's time limits hang on. */
@Timeout(20)
class UpstreamClientTimerTest {
  private static final class Ringing extends Deadline {
    private final Runnable bell;
    private volatile long at = NanoTime.now() + TimeUnit.MILLISECONDS.toNanos(100);
    private final CountDownLatch closing = new CountDownLatch(1);

    Ringing(Runnable bell) {
      this.bell = bell;
    }

    @Override
    public long getExpireNanoTime() {
      return at;
    }

    @Override
    public void expired() {
      at = NEVER;
      bell.run();
    }

    @Override
    public void closing() {
      closing.countDown();
    }
  }

  private static UpstreamClient client() {
    return UpstreamClient.start(
        new UpstreamClient.Limits(Duration.ofSeconds(1), 1, 1, AddressPolicy.httpsOrLoopback()));
  }

  private static void fail() {
    throw new AssertionError("a bug");
  }

  @Test
  void whatFailsWhenItsTimeIsOverKeepsNobodyElseWaiting() throws Exception {
    try (UpstreamClient client = client()) {
      CountDownLatch rung = new CountDownLatch(8);
      for (int i = 0; i < 8; i++) { // whichever comes first
        client.watch(new Ringing(UpstreamClientTimerTest::fail));
        client.watch(new Ringing(rung::countDown));
      }
      assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatBeginsAfterTheEndIsToldSo() throws Exception {
    UpstreamClient client = client();
    Ringing before = new Ringing(() -> {});
    client.watch(before);
    client.close();
    Ringing after = new Ringing(() -> {});
    client.watch(after);
    assertThat(before.closing.await(0, TimeUnit.SECONDS)).isTrue();
    assertThat(after.closing.await(0, TimeUnit.SECONDS)).isTrue();
  }
}
