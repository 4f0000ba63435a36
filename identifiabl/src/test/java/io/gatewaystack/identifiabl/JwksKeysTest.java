package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.context.net.JdkFetcher;
import io.gatewaystack.testing.SigningKey;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksKeysTest {
  private static final Duration COOLDOWN = Duration.ofSeconds(30);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.start(clock);
  private final JwtVerifier verifier = uncached().buildVerifier();
  private final AtomicInteger subjects = new AtomicInteger();

  @AfterEach
  void stop() {
    issuer.close();
  }

  private IdentifiablBuilder uncached() {
    return Identifiabl.builder(issuer.issuer(), AUDIENCE).clock(clock).tokenCache(Duration.ZERO, 1);
  }

  private String good() {
    return issuer.token().audience(AUDIENCE).subject("s" + subjects.incrementAndGet()).mint();
  }

  private String verdict(String token) {
    return Verdict.of(verifier.verify(token));
  }

  /** Well-formed and by the right issuer, signed by nobody. */
  private String randomKid(int number) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"random-" + number + "\"}";
    String payload = "{\"iss\":\"" + issuer.issuer() + "\"}";
    return TestKey.base64(header.getBytes(UTF_8))
        + '.'
        + TestKey.base64(payload.getBytes(UTF_8))
        + ".AAAA";
  }

  @Test
  void fetchesOnceForManyTokens() {
    for (int i = 0; i < 100; i++) {
      assertThat(verdict(good())).isEqualTo(VERIFIED);
    }
    assertThat(issuer.jwksFetches()).isEqualTo(1);
  }

  @Test
  void fetchesOnceForManyRequestsAtOnce() throws Exception {
    List<String> tokens = IntStream.range(0, 64).mapToObj(i -> good()).toList();

    List<String> verdicts = inParallel(64, i -> verdict(tokens.get(i)));

    assertThat(verdicts).containsOnly(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(1);
  }

  @Test
  void acceptsKeyRotatedInOnItsFirstRequestAndNoLongerTheOldOne() {
    String old = good();
    assertThat(verdict(old)).isEqualTo(VERIFIED);

    issuer.rotate();

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("unknown_key");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  private String nameless() {
    return issuer.token().audience(AUDIENCE).withoutHeader("kid").mint();
  }

  @Test
  void acceptsKeyRotatedInForTokensThatNameNone() {
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    String old = nameless();

    issuer.rotate();

    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsKeyRotatedInUnderTheSameName() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    String old = good();
    SigningKey successor = SigningKey.generate("x").as(issuer.key().kid());
    issuer.serveJwks(200, TestKey.jwks(successor.jwk()));

    String fresh = issuer.token().audience(AUDIENCE).signedBy(successor).mint();
    assertThat(verdict(fresh)).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsTokensThatNameNoKeyAgainWhenTheOldKeyIsGone() {
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    issuer.addKey();
    assertThat(verdict(good())).as("fetches both keys").isEqualTo(VERIFIED);
    assertThat(verdict(nameless())).as("which of two would be a guess").isEqualTo("unknown_key");

    issuer.rotate();
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(nameless())).isEqualTo("unknown_key");
    clock.advance(Duration.ofNanos(1));
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(3);
  }

  @Test
  void saysThatAKeyIsUnknownWhenItIsGoneWithItsForgery() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    SigningKey thief = SigningKey.generate("x").as(issuer.key().kid());
    String forged = issuer.token().audience(AUDIENCE).signedBy(thief).mint();

    issuer.rotate();

    assertThat(verdict(forged)).isEqualTo("unknown_key");
  }

  @Test
  void fetchesOnceForManyForgeries() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    SigningKey thief = SigningKey.generate("x").as(issuer.key().kid());
    String forged = issuer.token().audience(AUDIENCE).signedBy(thief).mint();

    assertThat(inParallel(32, i -> verdict(forged))).containsOnly("bad_signature");
    assertThat(verdict(forged)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsKeyRotatedInByManyRequestsAtOnce() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.addKey();
    List<String> tokens = IntStream.range(0, 32).mapToObj(i -> good()).toList();

    assertThat(inParallel(32, i -> verdict(tokens.get(i)))).containsOnly(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsSecondKeyRotatedInAfterTheCooldown() {
    verdict(good());
    issuer.rotate();
    verdict(good());

    issuer.rotate();

    assertThat(verdict(good())).isEqualTo("unknown_key");
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(good())).isEqualTo("unknown_key");
    clock.advance(Duration.ofNanos(1));
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(3);
  }

  @Test
  void fetchesOnceForFortyThousandRandomKeys() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);

    Set<String> verdicts = ConcurrentHashMap.newKeySet();
    inParallel(
        8,
        thread -> {
          for (int i = 0; i < 5_000; i++) {
            verdicts.add(verdict(randomKid(thread * 5_000 + i)));
          }
          return "";
        });

    assertThat(verdicts).containsExactly("unknown_key");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @Test
  void fetchesOnceForRandomKeysWhenThereAreNoneYet() throws Exception {
    List<String> verdicts = inParallel(32, i -> verdict(randomKid(i)));

    assertThat(verdicts).containsOnly("unknown_key");
    assertThat(issuer.jwksFetches()).isBetween(1, 2);
  }

  @Test
  void neverFetchesTwiceWithinTheCooldownDuringOutage() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(503, "{}");
    clock.advance(Duration.ofMinutes(9));

    for (int second = 0; second < 120; second++) {
      assertThat(verdict(randomKid(second))).isEqualTo("unknown_key");
      assertThat(verdict(good())).isEqualTo(VERIFIED);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(issuer.jwksFetches() - 1).isBetween(4, 5);
  }

  @Test
  void refusesNoKnownKeyAndAcceptsNoOtherThroughTenMinutesOfOutage() {
    String stolen = issuer.token().audience(AUDIENCE).signedBy(SigningKey.generate("x")).mint();
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.stop();

    for (int second = 5; second <= 600; second += 5) {
      clock.advance(Duration.ofSeconds(5));
      assertThat(verdict(good())).as("second %d", second).isEqualTo(VERIFIED);
      assertThat(verdict(stolen)).as("second %d", second).isEqualTo("unknown_key");
    }
    issuer.rotate();
    issuer.restart();
    clock.advance(COOLDOWN);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @Test
  void servesKnownKeysThroughOutageAndThenSaysThatThereAreNone() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.stop();

    for (int minute = 1; minute <= 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(verdict(good())).as("minute %d", minute).isEqualTo(VERIFIED);
    }
    clock.advance(Duration.ofMillis(1));

    Denial denial = Verdict.denial(verifier.verify(good()));
    assertThat(denial.status()).isEqualTo(503);
    assertThat(denial.error()).isEqualTo("jwks_unavailable");
    assertThat(denial.rpcCode()).isEqualTo(50301);
    assertThat(denial.challenge()).isNull();
    assertThat((Long) denial.members().get(Denial.RETRY_AFTER)).isBetween(1L, 31L);
    assertThat(verdict(randomKid(1))).isEqualTo("jwks_unavailable");
  }

  @Test
  void recoversFromOutage() {
    verdict(good());
    issuer.stop();
    clock.advance(Duration.ofMinutes(61));
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");

    issuer.restart();
    clock.advance(COOLDOWN);

    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {204, 301, 404, 500})
  void recoversFromColdStartWithoutKeysAfterTheCooldown(int status) {
    issuer.serveJwks(status, issuer.jwks());
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");
    issuer.publish();
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");

    clock.advance(Duration.ofNanos(1));

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(verifier.metrics().keyFetches()).isEqualTo(2);
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
  }

  @Test
  void keepsItsKeysWhenTheNextAnswerIsBroken() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, "<html>maintenance</html>");
    clock.advance(Duration.ofMinutes(9));

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    Await.until(() -> verifier.metrics().keyFetchFailures() == 1);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\"}]}"})
  void keepsItsKeysWhenTheNextAnswerHasNoneUntilTheyAreTooOld(String keyless) {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, keyless);

    assertThat(verdict(randomKid(1))).isEqualTo("unknown_key");
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    clock.advance(Duration.ofHours(1));
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    Await.until(() -> verifier.metrics().keyFetchFailures() == 2);
    clock.advance(COOLDOWN);
    assertThat(verdict(good())).as("then the issuer is believed").isEqualTo("unknown_key");
  }

  @Test
  void acceptsKeysAgainAfterAnAnswerWithoutAny() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, "{\"keys\":[]}");
    assertThat(verdict(randomKid(1))).isEqualTo("unknown_key");

    issuer.publish();
    issuer.rotate();
    clock.advance(COOLDOWN);

    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

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

  private interface Work {
    String run(int thread) throws Exception;
  }

  private static List<String> inParallel(int threads, Work work) throws Exception {
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

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
