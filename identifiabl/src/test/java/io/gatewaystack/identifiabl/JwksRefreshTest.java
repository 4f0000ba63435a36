package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.context.net.JdkFetcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Fetches on threads of their own: ahead of time, without traffic, and when one hangs. */
class JwksRefreshTest extends IssuerKeys {
  @Test
  void refreshesAheadOnAnotherThreadWithNoRequestWaiting() {
    CountDownLatch hanging = new CountDownLatch(1);
    Set<Thread> fetching = ConcurrentHashMap.newKeySet();
    Fetcher direct = new JdkFetcher(AddressPolicy.httpsOrLoopback());
    Fetcher fetcher =
        (uri, limits) -> {
          if (!fetching.add(Thread.currentThread())) {
            throw new IllegalStateException("a thread of its own for every fetch");
          }
          if (fetching.size() == 2) {
            awaitLatch(hanging);
          }
          return direct.get(uri, limits);
        };
    JwtVerifier slow = uncached().fetcher(fetcher).buildVerifier();
    assertThat(Verdict.of(slow.verify(good()))).isEqualTo(VERIFIED);
    clock.advance(Duration.ofMinutes(8).minusNanos(1));
    assertThat(Verdict.of(slow.verify(good()))).isEqualTo(VERIFIED);
    assertThat(slow.metrics().keyFetches()).isEqualTo(1);

    clock.advance(Duration.ofNanos(1));
    for (int i = 0; i < 10; i++) {
      assertThat(Verdict.of(slow.verify(good()))).isEqualTo(VERIFIED);
    }

    Await.until(() -> slow.metrics().keyFetches() == 2);
    hanging.countDown();
    Await.until(() -> issuer.jwksFetches() == 2);
    assertThat(fetching).doesNotContain(Thread.currentThread());
  }

  @Test
  void refreshesWithoutTraffic() {
    JwtVerifier realTime =
        Identifiabl.builder(issuer.issuer(), AUDIENCE)
            .jwksMaxAge(Duration.ofSeconds(1))
            .jwksCooldown(Duration.ofSeconds(1))
            .buildVerifier();
    realTime.verify(randomKid(1));

    Await.until(() -> issuer.jwksFetches() >= 2);
  }

  @Test
  void recoversFromColdStartWithoutTraffic() {
    issuer.stop();
    JwtVerifier realTime =
        Identifiabl.builder(issuer.issuer(), AUDIENCE)
            .jwksCooldown(Duration.ofSeconds(1))
            .buildVerifier();
    assertThat(Verdict.of(realTime.verify(randomKid(1)))).isEqualTo("jwks_unavailable");

    issuer.restart();

    Await.until(() -> realTime.metrics().keyFetches() > realTime.metrics().keyFetchFailures());
    clock.set(Instant.now());
    assertThat(Verdict.of(realTime.verify(good()))).isEqualTo(VERIFIED);
  }

  /** The cooldown counts from the start of a fetch: one that hangs makes recovery no later. */
  @Test
  void fetchesAgainAtOnceWhenTheCooldownEndedWhileAFetchHung() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    JwtVerifier hung =
        uncached()
            .jwksTimeout(Duration.ofMillis(100))
            .fetcher(
                (uri, limits) -> {
                  calls.incrementAndGet();
                  awaitLatch(hanging);
                  throw new IOException("down");
                })
            .buildVerifier();
    assertThat(Verdict.of(hung.verify(good()))).isEqualTo("jwks_unavailable");
    clock.advance(COOLDOWN);
    assertThat(calls).hasValue(1);

    hanging.countDown();

    Await.until(() -> calls.get() == 2);
    Await.until(() -> hung.metrics().keyFetchFailures() == 2);
    assertThat(calls).hasValue(2);
  }

  @Test
  void keepsTheInterruptOfWaitingThread() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    JwtVerifier hung =
        uncached()
            .fetcher(
                (uri, limits) -> {
                  asked.countDown();
                  awaitLatch(hanging);
                  throw new IllegalStateException("not an IOException");
                })
            .buildVerifier();
    AtomicReference<String> verdict = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () ->
                verdict.set(
                    Verdict.of(hung.verify(good())) + Thread.currentThread().isInterrupted()));
    waiting.start();
    awaitLatch(asked);

    waiting.interrupt();
    waiting.join(5_000);

    assertThat(verdict).hasValue("jwks_unavailabletrue");
    hanging.countDown();
    Await.until(() -> hung.metrics().keyFetchFailures() == 1);
  }
}
