package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Callers.JOE;
import static io.gatewaystack.transformabl.Callers.mcp;
import static io.gatewaystack.transformabl.Callers.request;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is forgotten of sessions, whose it is, and that no number comes again. */
class PseudonymSessionsTest {
  @Test
  void whatIsForgottenLeavesItsNumbersBehind() {
    AtomicLong nanos = new AtomicLong();
    Pseudonyms pseudonyms =
        Pseudonyms.perSession(Duration.ofSeconds(10), Pseudonyms.MAX_BYTES, nanos::get);
    PseudonymScope stream = pseudonyms.of(mcp(JOE, "s"));
    assertThat(pseudonyms.of(mcp(JOE, "s")).token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    assertThat(stream.value("[EMAIL_1]")).isEqualTo("a@b.co");
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    PseudonymScope later = pseudonyms.of(mcp(JOE, "s"));
    assertThat(later.token(EMAIL, "c@d.co")).isEqualTo("[EMAIL_2]");
    assertThat(later.value("[EMAIL_1]")).as("forgotten").isNull();
    assertThat(stream.value("[EMAIL_1]")).as("still held").isEqualTo("a@b.co");
    assertThat(stream.value("[EMAIL_2]")).as("learnt since").isEqualTo("c@d.co");
    assertThat(stream.startsToken("[EMAIL_2")).isTrue();
    assertThat(stream.token(EMAIL, "e@f.co")).as("into what is forgotten").isNull();
    assertThat(pseudonyms.of(mcp(JOE, "s")).token(EMAIL, "e@f.co")).isEqualTo("[EMAIL_3]");
    assertThat(pseudonyms.of(mcp(JOE, "t")).token(EMAIL, "e@f.co")).isEqualTo("[EMAIL_2]");
  }

  @Test
  void aCallerWhoTakesTooMuchForgetsOwnSessionsOnly() {
    Pseudonyms pseudonyms =
        Pseudonyms.perSession(Duration.ofHours(1), 3 * Pseudonyms.MAX_CALLER_BYTES, () -> 0);
    Identity victim = Identity.builder("victim", "https://iss").build();
    pseudonyms.of(request(victim)).token(EMAIL, "a@b.co");
    String most = "x".repeat(8_000);
    int sessions = 4; // of more than 1 MiB each
    for (int session = 0; session < sessions; session++) {
      PseudonymScope scope = pseudonyms.of(mcp(JOE, "s" + session));
      for (int value = 0; value < 130; value++) {
        scope.token(EMAIL, most + value);
      }
    }
    assertThat(pseudonyms.of(request(victim)).value("[EMAIL_1]")).isEqualTo("a@b.co");
    assertThat(pseudonyms.of(mcp(JOE, "s0")).isEmpty()).isTrue();
    assertThat(pseudonyms.of(mcp(JOE, "s" + (sessions - 1))).isEmpty()).isFalse();
    assertThat(pseudonyms.of(request(victim)).token(EMAIL, "c@d.co")).isEqualTo("[EMAIL_2]");
  }

  @Test
  void anEndlessTimeIsATime() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMillis(Long.MAX_VALUE));
    pseudonyms.of(request(JOE)).token(EMAIL, "a@b.co");
    assertThat(pseudonyms.of(request(JOE)).value("[EMAIL_1]")).isEqualTo("a@b.co");
  }

  @Test
  void whoWritesMoreTokensThanCanBeRememberedGetsNone() {
    PseudonymScope scope = Pseudonyms.perSession(Duration.ofHours(1)).of(request(JOE));
    assertThat(scope.token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    scope.avoid(
        () ->
            IntStream.range(0, 10_000)
                .mapToObj(i -> "[EMAIL_" + i + "]")
                .collect(Collectors.toSet()));
    assertThat(scope.value("[EMAIL_1]")).isNull();
    assertThat(scope.token(EMAIL, "c@d.co")).isNull();
  }

  @Test
  void allSessionsTogetherAreBounded() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofHours(1), 200_000, () -> 0);
    int remembered = 0;
    for (int i = 0; i < 400; i++) {
      PseudonymScope scope = pseudonyms.of(request(Identity.builder("s" + i, "iss").build()));
      for (int value = 0; value < 10; value++) {
        assertThat(scope.token(EMAIL, value + "@b.co")).isNotNull();
      }
    }
    for (int i = 0; i < 400; i++) {
      PseudonymScope scope = pseudonyms.of(request(Identity.builder("s" + i, "iss").build()));
      remembered += scope.isEmpty() ? 0 : 1;
    }
    assertThat(remembered).isBetween(1, 200_000 / (10 * 400));
  }

  @Test
  void aSessionThatWasIdleIsForgotten() {
    AtomicLong nanos = new AtomicLong();
    Pseudonyms pseudonyms =
        Pseudonyms.perSession(Duration.ofSeconds(10), Pseudonyms.MAX_BYTES, nanos::get);
    PseudonymScope first = pseudonyms.of(request(JOE));
    first.token(EMAIL, "a@b.co");
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(pseudonyms.of(request(JOE)).value("[EMAIL_1]")).isEqualTo("a@b.co");
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(pseudonyms.of(request(JOE)).value("[EMAIL_1]")).isEqualTo("a@b.co");
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(pseudonyms.of(request(JOE)).value("[EMAIL_1]")).isNull();
    assertThat(first.value("[EMAIL_1]")).as("a request that still runs").isEqualTo("a@b.co");
  }

  @Test
  void noSessionGivesATokenTwiceHoweverOftenItIsForgotten() throws Exception {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofHours(1), 8_000, System::nanoTime);
    int threads = 16;
    int requests = 300;
    Map<String, String> values = new ConcurrentHashMap<>();
    AtomicLong given = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    Callable<Integer> storm =
        () -> {
          int twice = 0;
          for (int i = 0; i < requests; i++) {
            String caller = "c" + i % 5;
            String session = "s" + i % 3;
            PseudonymScope scope =
                pseudonyms.of(mcp(Identity.builder(caller, "iss").build(), session));
            String value = i + "@" + Thread.currentThread().getId() + ".co";
            String token = scope.token(EMAIL, value);
            if (token == null) {
              refused.incrementAndGet();
            } else {
              given.incrementAndGet();
              assertThat(scope.value(token)).isEqualTo(value);
              twice += values.put(caller + session + token, value) == null ? 0 : 1;
            }
          }
          return twice;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> storms = IntStream.range(0, threads).mapToObj(i -> storm).toList();
      for (Future<Integer> twice : pool.invokeAll(storms)) {
        assertThat(twice.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(given.get() + refused.get()).isEqualTo((long) threads * requests);
    assertThat(values).hasSize((int) given.get());
    assertThat(given.get()).isPositive();
  }
}
