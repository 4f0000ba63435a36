package io.gatewaystack.limitabl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class RateLimiterStormTest {
  private static final int THREADS = 64;
  private static final int ROUNDS = 1_000;

  @Test
  void sixtyFourThreadsOnOneKeyAreAdmittedExactlyTheAllowanceInEveryWindow() throws Exception {
    TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
    Duration window = Duration.ofMinutes(1);
    int max = 37;
    RateLimiter limiter = new RateLimiter(new RateLimit("test", max, window), 100, clock::nanoTime);
    AtomicLongArray admitted = new AtomicLongArray(ROUNDS);
    CyclicBarrier nextWindow = new CyclicBarrier(THREADS, () -> clock.advance(window));

    storm(
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            nextWindow.await(60, SECONDS);
            for (int attempt = 0; attempt < 3; attempt++) {
              if (limiter.tryAcquire("key").allowed()) {
                admitted.incrementAndGet(round);
              }
            }
          }
        });

    for (int round = 0; round < ROUNDS; round++) {
      assertThat(admitted.get(round)).as("round %d", round).isEqualTo(max);
    }
  }

  @Test
  void inRealTimeManyKeysAreEachAdmittedExactlyTheAllowance() throws Exception {
    int keys = 500;
    RateLimiter limiter = RateLimiter.of(new RateLimit("test", 101, Duration.ofHours(1)));
    AtomicLongArray admitted = new AtomicLongArray(keys);

    storm(
        () -> {
          for (int attempt = 0; attempt < 5 * keys; attempt++) {
            int key = attempt % keys;
            if (limiter.tryAcquire("key" + key).allowed()) {
              admitted.incrementAndGet(key);
            }
          }
        });

    for (int key = 0; key < keys; key++) {
      assertThat(admitted.get(key)).as("key %d", key).isEqualTo(101);
    }
  }

  /** Users of one tenant: each second the tenant's limit stops them, and nothing may be lost. */
  @Test
  void whatTheTenantLimitGivesBackAddsUpForEveryUser() throws Exception {
    TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
    int users = 8;
    int perUser = 50;
    int perTenant = 100;
    Limitabl limits =
        Limitabl.perIdentity(perUser, Duration.ofHours(1))
            .alsoPerTenant(perTenant, Duration.ofSeconds(1))
            .nanoTime(clock::nanoTime)
            .build();
    int rounds = 10;
    AtomicLongArray perRound = new AtomicLongArray(rounds);
    AtomicLongArray admitted = new AtomicLongArray(users);
    CyclicBarrier nextSecond =
        new CyclicBarrier(THREADS, () -> clock.advance(Duration.ofSeconds(1)));

    storm(
        () -> {
          for (int round = 0; round < rounds; round++) {
            nextSecond.await(60, SECONDS);
            for (int attempt = 0; attempt < 20 * users; attempt++) {
              int user = attempt % users;
              if (limits.before(Requests.member("acme", "user" + user))
                  instanceof Decision.Proceed) {
                perRound.incrementAndGet(round);
                admitted.incrementAndGet(user);
              }
            }
          }
        });

    for (int round = 0; round < rounds; round++) {
      assertThat(perRound.get(round)).as("round %d", round).isLessThanOrEqualTo(perTenant);
    }
    for (int user = 0; user < users; user++) {
      assertThat(admitted.get(user)).as("user %d", user).isEqualTo(perUser);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void storm(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  work.run();
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get(60, SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
