package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a credential is judged again, and what follows from that. */
@Timeout(20)
class TermTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final UpstreamClient client =
      UpstreamClient.start(
          new UpstreamClient.Limits(Duration.ofSeconds(1), 1, 1, AddressPolicy.httpsOrLoopback()));
  private final long start = NanoTime.now();
  private final Semaphore answered = new Semaphore(0);

  @AfterEach
  void close() {
    client.close();
  }

  private Term term(Supplier<Standing.Verdict> question) {
    RequestInfo request =
        new RequestInfo(
            "r",
            "GET",
            "/",
            "/",
            null,
            Headers.EMPTY,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    Standing standing =
        new Standing(
            Duration.ofMinutes(1),
            () -> {
              try {
                return question.get();
              } finally {
                answered.release();
              }
            });
    Identity identity =
        Identity.builder("a", "i").validUntil(Instant.EPOCH.plusSeconds(7200)).build();
    RequestContext context =
        RequestContext.of(request, Route.HTTP, Body.empty()).with(identity).with(standing);
    return Term.of(context, client, start);
  }

  /** Waits until what was asked has been answered, and the answer is known. */
  private void awaitAnswer() throws InterruptedException {
    assertThat(answered.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    CountDownLatch known = new CountDownLatch(1);
    client.executeInTurn(known::countDown);
    assertThat(known.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void asksOnceAMinuteHoweverOftenOneLooks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Term term =
        term(
            () -> {
              asked.incrementAndGet();
              return Standing.Verdict.GOOD;
            });
    for (int second = 0; second < 180; second++) {
      assertThat(term.over(start + TimeUnit.SECONDS.toNanos(second))).isEmpty();
      if (second > 0 && second % 60 == 0) {
        awaitAnswer();
      }
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void isOverOnceTheCredentialIsRefused() throws Exception {
    Term term = term(() -> Standing.Verdict.ENDED);
    assertThat(term.over(start + MINUTE - 1)).isEmpty();
    assertThat(term.over(start + MINUTE)).isEmpty();
    awaitAnswer();
    assertThat(term.over(start + MINUTE)).hasValue("credential_refused");
  }

  @Test
  void isOverAfterAQuarterOfAnHourInWhichNobodyCouldJudge() throws Exception {
    Term unknown = term(() -> Standing.Verdict.UNKNOWN);
    Term failing =
        term(
            () -> {
              throw new IllegalStateException("a bug of an owner's");
            });
    for (Term term : List.of(unknown, failing)) {
      for (int minute = 1; minute < 15; minute++) {
        assertThat(term.over(start + minute * MINUTE)).isEmpty();
        awaitAnswer();
      }
      assertThat(term.over(start + 15 * MINUTE)).hasValue("credential_not_judged");
    }
  }

  @Test
  void endsWithTheCredentialWhateverIsFoundOut() {
    Term term = term(() -> Standing.Verdict.GOOD);
    assertThat(term.over(start + 120 * MINUTE)).hasValue("token_expired");
  }

  @Test
  void manyThatWaitForAHangingStoreHoldOneThreadAndNobodyUp() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      terms.add(
          term(
              () -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                try {
                  hanging.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                } finally {
                  atOnce.decrementAndGet();
                }
                return Standing.Verdict.GOOD;
              }));
    }
    for (int minute = 1; minute < 10; minute++) {
      long now = start + minute * MINUTE;
      assertThat(terms).allSatisfy(term -> assertThat(term.over(now)).isEmpty());
    }
    hanging.countDown();
    assertThat(answered.tryAcquire(1000, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(answered.tryAcquire(1, 100, TimeUnit.MILLISECONDS)).as("asked twice").isFalse();
  }
}
