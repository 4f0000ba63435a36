package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.Fetched;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.context.net.JdkFetcher;
import io.gatewaystack.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Anybody can name an issuer that accepts connections and does not answer. */
class HangingIssuerTest {
  private static final int WAITING_ON = 16;
  private static final int MOST_WAITING = 100;

  private final TestIssuer issuer = TestIssuer.start();
  private final TestIssuer healthy = TestIssuer.start();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean hangs = new AtomicBoolean(true);
  private final ExecutorService threads = Executors.newFixedThreadPool(150);
  private final Queue<Denial> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final JwtVerifier verifier = builder().buildVerifier();

  private IdentifiablBuilder builder() {
    Fetcher direct = new JdkFetcher(AddressPolicy.httpsOrLoopback());
    return Identifiabl.builder(issuer.issuer(), AUDIENCE)
        .trust(TrustedIssuer.builder(healthy.issuer(), AUDIENCE).build())
        .jwksTimeout(Duration.ofMinutes(1))
        .fetcher(
            (uri, limits) -> {
              boolean hanging = hangs.get() && uri.getPort() == issuer.jwksUri().getPort();
              Fetched fetched = direct.get(uri, limits);
              if (hanging) {
                awaitRelease();
              }
              return fetched;
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    released.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    issuer.close();
    healthy.close();
  }

  private void awaitRelease() throws IOException {
    try {
      if (!released.await(10, TimeUnit.SECONDS)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String good(TestIssuer of) {
    return of.token().audience(AUDIENCE).mint();
  }

  private void flood(String token) {
    for (int i = 0; i < 150; i++) {
      threads.execute(
          () -> {
            if (verifier.verify(token) instanceof Verification.Rejected rejected) {
              refused.add(rejected.denial());
            } else {
              accepted.incrementAndGet();
            }
          });
    }
  }

  @Test
  void refusesAllButAFewRequestsWhileItHasNoKeys() {
    flood(good(issuer));

    Await.until(() -> refused.size() >= 150 - MOST_WAITING); // at once
    Await.until(() -> refused.size() == 150 - WAITING_ON);
    flood(good(issuer)); // 16 threads are held, so these run on what is left of them
    Await.until(() -> refused.size() == 300 - WAITING_ON);

    assertThat(refused)
        .allSatisfy(
            denial -> {
              assertThat(denial.status()).isEqualTo(503);
              assertThat(denial.error()).isEqualTo("jwks_unavailable");
              assertThat((Long) denial.members().get(Denial.RETRY_AFTER)).isBetween(1L, 31L);
            });
  }

  @Test
  void acceptsTheTokensThatWaitedOn() {
    flood(good(issuer));
    Await.until(() -> refused.size() == 150 - WAITING_ON);

    released.countDown();

    Await.until(() -> accepted.get() == WAITING_ON);
    assertThat(Verdict.of(verifier.verify(good(issuer)))).isEqualTo(VERIFIED);
    assertThat(verifier.metrics().keyFetches()).isEqualTo(1);
  }

  @Test
  void refusesAllButAFewRequestsWithUnknownKeysAndNoneWithKnownOnes() {
    hangs.set(false);
    assertThat(Verdict.of(verifier.verify(good(issuer)))).isEqualTo(VERIFIED);
    hangs.set(true);

    flood(issuer.token().audience(AUDIENCE).header("kid", "nobody's").mint());
    Await.until(() -> refused.size() == 150 - WAITING_ON);

    assertThat(refused).extracting(Denial::reason).containsOnly("unknown_key");
    assertThat(Verdict.of(verifier.verify(good(issuer)))).isEqualTo(VERIFIED);
    assertThat(verifier.metrics().keyFetches()).isEqualTo(2);
  }

  @Test
  void leavesRequestThreadsToTheTokensOfOthers() throws Exception {
    flood(good(issuer));

    Future<Verification> other = threads.submit(() -> verifier.verify(good(healthy)));

    assertThat(Verdict.of(other.get(4, TimeUnit.SECONDS))).isEqualTo(VERIFIED);
    Await.until(() -> refused.size() == 150 - WAITING_ON);
  }

  @Test
  void makesNobodyWaitLongerThanTheTimeout() {
    JwtVerifier impatient = builder().jwksTimeout(Duration.ofMillis(100)).buildVerifier();

    assertThat(Verdict.of(impatient.verify(good(issuer)))).isEqualTo("jwks_unavailable");
  }
}
