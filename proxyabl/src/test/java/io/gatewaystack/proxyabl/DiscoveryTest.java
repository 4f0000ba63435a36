package io.gatewaystack.proxyabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.Fetched;
import io.gatewaystack.proxyabl.Discovery.Document;
import io.gatewaystack.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DiscoveryTest {
  private static final URI ISSUER = URI.create("https://issuer.example/");

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");

  @Test
  void nobodyWaitsForAFetcherThatThrows() {
    AtomicInteger tries = new AtomicInteger();
    Discovery discovery =
        new Discovery(
            (uri, limits) -> {
              if (tries.incrementAndGet() <= 3) {
                throw new IllegalStateException("broken");
              }
              return CompletableFuture.completedFuture(new Fetched(200, "{}".getBytes(UTF_8)));
            },
            ISSUER,
            clock);

    assertThat(discovery.get(Document.OPENID_CONFIGURATION)).failsWithin(Duration.ofSeconds(10));
    assertThat(tries).hasValue(3);
    clock.advance(Duration.ofSeconds(10));
    assertThat(discovery.get(Document.OPENID_CONFIGURATION))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo("{}".getBytes(UTF_8));
  }
}
