package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.AddressPolicy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  @Test
  void aStreamThatFailsKeepsNobodyFromBeingLookedAfter() throws Exception {
    try (UpstreamClient client =
        UpstreamClient.start(
            new UpstreamClient.Limits(
                Duration.ofSeconds(1), 1, 1, AddressPolicy.httpsOrLoopback()))) {
      Heartbeats heartbeats = Heartbeats.start(client, Duration.ofMillis(50));
      CountDownLatch failing = new CountDownLatch(24);
      CountDownLatch fine = new CountDownLatch(24);
      for (int i = 0; i < 8; i++) { // whichever comes first
        heartbeats.add(
            (now, quiet) -> {
              failing.countDown();
              throw new IllegalStateException("a bug");
            });
        heartbeats.add((now, quiet) -> fine.countDown());
      }
      assertThat(failing.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(fine.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
