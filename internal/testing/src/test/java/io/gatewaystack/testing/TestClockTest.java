package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.instant()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(clock.advance(Duration.ofSeconds(1))).isEqualTo("2026-01-01T00:00:01Z");
    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
  }

  @Test
  void ticksInNanosecondsInStepWithItsTime() {
    long before = clock.nanoTime();
    clock.advance(Duration.ofNanos(7));
    assertThat(clock.nanoTime() - before).isEqualTo(7);
  }

  @Test
  void sharesItsTimeWithTheSameClockInAnotherZone() {
    TestClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
    clock.advance(Duration.ofHours(1));
    assertThat(tokyo.instant()).isEqualTo(clock.instant());
    assertThat(tokyo.getZone()).isNotEqualTo(clock.getZone());
  }
}
