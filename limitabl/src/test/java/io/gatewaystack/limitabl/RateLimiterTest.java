package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NANO = Duration.ofNanos(1);

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");

  @Test
  void firstOfFiveLeavesFourAndResetsInTheFuture() {
    RateDecision first = limiter(5, MINUTE).tryAcquire("a");

    assertThat(first.allowed()).isTrue();
    assertThat(first.remaining()).isEqualTo(4);
    assertThat(first.resetAfter()).isEqualTo(MINUTE);
    assertThat(first.retryAfter()).isZero();
  }

  @Test
  void fourthOfThreeIsRefusedWithNothingLeftAndATimeToWait() {
    RateLimiter limiter = limiter(3, MINUTE);
    assertThat(admitted(limiter, "a", 3)).isEqualTo(3);

    RateDecision fourth = limiter.tryAcquire("a");

    assertThat(fourth.allowed()).isFalse();
    assertThat(fourth.remaining()).isZero();
    assertThat(fourth.retryAfter()).isEqualTo(MINUTE).isEqualTo(fourth.resetAfter());
    assertThat(fourth.resetAfterSeconds()).isEqualTo(60);
  }

  @Test
  void oneKeyDoesNotSpendForAnother() {
    RateLimiter limiter = limiter(3, MINUTE);
    assertThat(admitted(limiter, "a", 10)).isEqualTo(3);
    assertThat(admitted(limiter, "b", 10)).isEqualTo(3);
  }

  @Test
  void twoLimitersDoNotShareAKey() {
    RateLimiter two = limiter(2, MINUTE);
    RateLimiter five = limiter(5, MINUTE);
    assertThat(admitted(two, "a", 10)).isEqualTo(2);
    assertThat(admitted(five, "a", 10)).isEqualTo(5);
  }

  @Test
  void whatIsRefusedCountsNothing() {
    RateLimiter limiter = limiter(3, MINUTE);
    assertThat(admitted(limiter, "a", 1_000)).isEqualTo(3);
    clock.advance(MINUTE);
    assertThat(admitted(limiter, "a", 1_000)).isEqualTo(3);
  }

  @Test
  void theFirstWindowAdmitsTheAllowanceAndNotOneMoreUntilItsLastNanosecond() {
    RateLimiter limiter = limiter(10, MINUTE);
    int admitted = 0;
    for (int second = 0; second < 60; second++) {
      admitted += admitted(limiter, "a", 2);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(admitted).isEqualTo(10);

    clock.advance(NANO.negated());
    assertThat(limiter.tryAcquire("a").allowed()).isFalse();
    clock.advance(NANO);
    assertThat(limiter.tryAcquire("a").allowed()).isTrue();
  }

  @Test
  void burstAcrossAWindowBoundaryIsOneAllowanceNotTwo() {
    RateLimiter limiter = limiter(10, MINUTE);
    assertThat(admitted(limiter, "a", 1)).isEqualTo(1);
    clock.advance(Duration.ofMillis(59_900));
    int before = admitted(limiter, "a", 20);
    clock.advance(Duration.ofMillis(200));
    int after = admitted(limiter, "a", 20);

    assertThat(before).isEqualTo(9);
    assertThat(before + after).isEqualTo(10);
  }

  @ParameterizedTest(name = "{0} per {1} ms")
  @CsvSource({"1, 1000", "3, 1000", "7, 60000", "10, 60000", "997, 1", "1000, 60000"})
  void randomTrafficNeverExceedsTheWindowNorTheSteadyRate(int max, long windowMs) {
    Duration window = Duration.ofMillis(windowMs);
    RateLimiter limiter = limiter(max, window);
    Random random = new Random(max * 31L + windowMs);
    long start = clock.nanoTime();
    assertThat(limiter.tryAcquire("a").allowed()).isTrue();
    long nanos = window.toNanos();
    Deque<Long> times = new ArrayDeque<>(List.of(0L));
    long currentWindow = 0;
    int inWindow = 1;
    for (int i = 0; i < 5_000; i++) {
      clock.advance(Duration.ofNanos((long) (random.nextDouble() * nanos / max)));
      if (!limiter.tryAcquire("a").allowed()) {
        continue;
      }
      long now = clock.nanoTime() - start;
      inWindow = now / nanos == currentWindow ? inWindow + 1 : 1;
      currentWindow = now / nanos;
      assertThat(inWindow).as("request %d", i).isLessThanOrEqualTo(max);
      times.addLast(now);
      if (times.size() > max + 1) {
        times.removeFirst();
        // max requests came after the oldest: the bucket refilled at least one meanwhile
        assertThat(now - times.getFirst()).isGreaterThanOrEqualTo(nanos / max);
      }
    }
    assertThat(times).hasSizeGreaterThan(Math.min(max, 100));
  }

  @ParameterizedTest(name = "{0} per {1} ns")
  @CsvSource({
    "1, 1000000",
    "3, 1000000",
    "7, 60000000000",
    "11, 1000000007",
    "1000, 60000000000",
    "1000, 1000000",
  })
  void waitingExactlyAsToldSucceedsAndANanosecondLessDoesNot(long max, long windowNanos) {
    RateLimiter limiter = limiter(max, Duration.ofNanos(windowNanos));
    Random random = new Random(max);
    for (int round = 0; round < 100; round++) {
      RateDecision decision = limiter.tryAcquire("a");
      while (decision.allowed()) {
        clock.advance(Duration.ofNanos(random.nextLong(windowNanos / max + 1)));
        decision = limiter.tryAcquire("a");
      }
      assertThat(decision.retryAfter()).isPositive();
      clock.advance(decision.retryAfter().minus(NANO));
      assertThat(limiter.tryAcquire("a").allowed()).isFalse();
      clock.advance(NANO);
      assertThat(limiter.tryAcquire("a").allowed()).isTrue();
    }
  }

  /** Around a restart the steady refill decides, and its period is no whole number of ns. */
  @ParameterizedTest
  @ValueSource(longs = {3, 7, 11, 997})
  void theTimeToldByTheSteadyRefillIsExactToo(long max) {
    RateLimiter limiter = limiter(max, MINUTE);
    admitted(limiter, "a", 1);
    clock.advance(Duration.ofMillis(59_999));
    admitted(limiter, "a", max);
    clock.advance(Duration.ofMillis(1));
    admitted(limiter, "a", max);
    RateDecision refused = limiter.tryAcquire("a");

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isLessThanOrEqualTo(MINUTE.dividedBy(max));
    clock.advance(refused.retryAfter().minus(NANO));
    assertThat(limiter.tryAcquire("a").allowed()).isFalse();
    clock.advance(NANO);
    assertThat(limiter.tryAcquire("a").allowed()).isTrue();
  }

  @ParameterizedTest(name = "{0} per {1}")
  @CsvSource({"31622400000000, P366D", "60000000, PT60S", "1, P366D"})
  void theLargestAllowancesDoNotOverflow(long max, Duration window) {
    RateLimiter limiter = limiter(max, window);
    RateDecision first = limiter.tryAcquire("a");
    assertThat(first.remaining()).isEqualTo(max - 1);
    assertThat(first.resetAfter()).isEqualTo(window);
    clock.advance(window);
    assertThat(limiter.tryAcquire("a").remaining()).isEqualTo(max - 1);
    clock.advance(Duration.ofDays(365L * 100));
    assertThat(limiter.tryAcquire("a").remaining()).isEqualTo(max - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 10, 1000})
  void waitingTheWholeSecondsOfTheHeaderSucceeds(long max) {
    RateLimiter limiter = limiter(max, Duration.ofMillis(61_234));
    clock.advance(Duration.ofMillis(17));
    admitted(limiter, "a", max);
    clock.advance(Duration.ofMillis(3));
    RateDecision refused = limiter.tryAcquire("a");

    assertThat(refused.allowed()).isFalse();
    clock.advance(Duration.ofSeconds(refused.resetAfterSeconds()));
    assertThat(limiter.tryAcquire("a").allowed()).isTrue();
  }

  @Test
  void theAllowanceIsWholeAgainAfterTheTimeTold() {
    RateLimiter limiter = limiter(7, MINUTE);
    clock.advance(Duration.ofMillis(1));
    RateDecision last = limiter.tryAcquire("a");
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofSeconds(11));
      last = limiter.tryAcquire("a");
    }
    clock.advance(last.resetAfter());
    assertThat(limiter.tryAcquire("a").remaining()).isEqualTo(6);
  }

  @Test
  void timeThatGoesBackAdmitsNothing() {
    RateLimiter limiter = limiter(3, MINUTE);
    assertThat(admitted(limiter, "a", 5)).isEqualTo(3);
    clock.advance(Duration.ofHours(-1));
    assertThat(admitted(limiter, "a", 5)).isZero();
  }

  @ParameterizedTest(name = "from {0}")
  @ValueSource(longs = {Long.MAX_VALUE - 5_000_000_000L, -1_000_000_000L, Long.MIN_VALUE, 0})
  void anyOriginOfTimeWillDoEvenWhenItOverflows(long origin) {
    long[] now = {origin};
    RateLimit limit = new RateLimit("test", 3, Duration.ofSeconds(10));
    RateLimiter limiter = new RateLimiter(limit, 100, () -> now[0]);
    for (int window = 0; window < 10; window++) {
      assertThat(admitted(limiter, "a", 5)).isEqualTo(3);
      now[0] += 10_000_000_000L;
    }
  }

  @Test
  void theSystemsTimeIsTheDefault() {
    RateLimiter limiter = RateLimiter.of(new RateLimit("test", 3, Duration.ofHours(1)));
    assertThat(admitted(limiter, "a", 100)).isEqualTo(3);
    assertThat(limiter.tryAcquire("a").retryAfter())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
  }

  @Test
  void findsTheRefusalOnlyOfAnEmptyBucketAndCountsNothing() {
    RateLimiter limiter = limiter(2, MINUTE);
    assertThat(limiter.findRefusal("a")).isEmpty();
    assertThat(limiter.trackedKeys()).isZero();
    admitted(limiter, "a", 1);
    assertThat(limiter.findRefusal("a")).isEmpty();
    assertThat(limiter.tryAcquire("a").remaining()).isZero();

    assertThat(limiter.findRefusal("a")).contains(limiter.tryAcquire("a"));
    clock.advance(MINUTE);
    assertThat(limiter.findRefusal("a")).isEmpty();
    assertThat(admitted(limiter, "a", 5)).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackCanBeUsedOnceMore() {
    RateLimiter limiter = limiter(2, MINUTE);
    admitted(limiter, "a", 2);
    limiter.giveBack("a");
    assertThat(admitted(limiter, "a", 5)).isEqualTo(1);
  }

  @Test
  void givingBackNeverRaisesTheAllowance() {
    RateLimiter limiter = limiter(2, MINUTE);
    limiter.giveBack("a");
    assertThat(limiter.trackedKeys()).isZero();
    admitted(limiter, "a", 1);
    clock.advance(MINUTE);
    limiter.giveBack("a");
    assertThat(admitted(limiter, "a", 5)).isEqualTo(2);
  }

  private RateLimiter limiter(long max, Duration window) {
    return new RateLimiter(new RateLimit("test", max, window), 1_000, clock::nanoTime);
  }

  private static int admitted(RateLimiter limiter, String key, long attempts) {
    int admitted = 0;
    for (long i = 0; i < attempts; i++) {
      admitted += limiter.tryAcquire(key).allowed() ? 1 : 0;
    }
    return admitted;
  }
}
