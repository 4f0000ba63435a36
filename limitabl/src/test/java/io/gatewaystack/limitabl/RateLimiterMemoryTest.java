package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterMemoryTest {
  private static final int MAX_KEYS = 1_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private final RateLimiter limiter =
      new RateLimiter(new RateLimit("test", 3, MINUTE), MAX_KEYS, clock::nanoTime);

  @Test
  void aFloodOfKeysNeverTakesMoreThanTheBound() {
    long most = 0;
    int admitted = 0;
    for (int i = 0; i < 50 * MAX_KEYS; i++) {
      admitted += limiter.tryAcquire("key" + i).allowed() ? 1 : 0;
      most = Math.max(most, limiter.trackedKeys());
    }
    assertThat(most).isEqualTo(MAX_KEYS);
    assertThat(admitted).as("a new key is never refused").isEqualTo(50 * MAX_KEYS);
    assertThat(limiter.evictedKeys()).isEqualTo(49L * MAX_KEYS);
  }

  @Test
  void upToTheBoundNoKeyIsForgiven() {
    for (int i = 0; i < MAX_KEYS; i++) {
      exhaust("key" + i);
    }
    for (int i = 0; i < MAX_KEYS; i++) {
      assertThat(limiter.tryAcquire("key" + i).allowed()).as("key %d", i).isFalse();
    }
    assertThat(limiter.evictedKeys()).isZero();
  }

  @Test
  void aKeyThatKeepsTryingStaysRefusedUnderAFloodOfOthers() {
    exhaust("throttled");
    for (int i = 0; i < 50 * MAX_KEYS; i++) {
      limiter.tryAcquire("key" + i);
      if (i % 100 == 0) {
        assertThat(limiter.tryAcquire("throttled").allowed()).as("after %d keys", i).isFalse();
      }
    }
  }

  @Test
  void aKeyUntouchedForTwoWindowsIsForgottenWhenItsBucketIsFullAnyway() {
    exhaust("idle");
    clock.advance(MINUTE);
    limiter.tryAcquire("busy");
    assertThat(limiter.trackedKeys()).isEqualTo(2);
    clock.advance(MINUTE);
    limiter.tryAcquire("busy");
    limiter.tryAcquire("new");
    assertThat(limiter.trackedKeys()).isEqualTo(2);
    assertThat(limiter.tryAcquire("idle").remaining()).isEqualTo(2);
    assertThat(limiter.evictedKeys()).as("expired, not pushed out").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_000_001})
  void refusesABoundThatIsNone(int maxKeys) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimiter(limiter.limit(), maxKeys, System::nanoTime))
        .withMessage("maxKeys: " + maxKeys + " (expected: 1..100000000)");
  }

  private void exhaust(String key) {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.tryAcquire(key).allowed()).isTrue();
    }
    assertThat(limiter.tryAcquire(key).allowed()).isFalse();
  }
}
