package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** An issuer whose keys come and go, a verifier that fetches them, and many who ask at once. */
abstract class IssuerKeys {
  static final Duration COOLDOWN = Duration.ofSeconds(30);

  final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  final TestIssuer issuer = TestIssuer.start(clock);
  final JwtVerifier verifier = uncached().buildVerifier();
  private final AtomicInteger subjects = new AtomicInteger();

  @AfterEach
  final void stop() {
    issuer.close();
  }

  IdentifiablBuilder uncached() {
    return Identifiabl.builder(issuer.issuer(), AUDIENCE).clock(clock).tokenCache(Duration.ZERO, 1);
  }

  String good() {
    return issuer.token().audience(AUDIENCE).subject("s" + subjects.incrementAndGet()).mint();
  }

  String nameless() {
    return issuer.token().audience(AUDIENCE).withoutHeader("kid").mint();
  }

  String verdict(String token) {
    return Verdict.of(verifier.verify(token));
  }

  /** Well-formed and by the right issuer, signed by nobody. */
  String randomKid(int number) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"random-" + number + "\"}";
    String payload = "{\"iss\":\"" + issuer.issuer() + "\"}";
    return TestKey.base64(header.getBytes(UTF_8))
        + '.'
        + TestKey.base64(payload.getBytes(UTF_8))
        + ".AAAA";
  }

  interface Work {
    String run(int thread) throws Exception;
  }

  static List<String> inParallel(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      results.add(
          pool.submit(
              () -> {
                start.await();
                return work.run(thread);
              }));
    }
    start.countDown();
    List<String> all = new ArrayList<>();
    for (Future<String> result : results) {
      all.add(result.get(30, TimeUnit.SECONDS));
    }
    pool.shutdown();
    return all;
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
