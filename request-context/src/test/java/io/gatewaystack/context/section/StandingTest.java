package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.section.Standing.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "GOOD, GOOD, GOOD",
    "GOOD, UNKNOWN, UNKNOWN",
    "UNKNOWN, GOOD, UNKNOWN",
    "GOOD, ENDED, ENDED",
    "ENDED, GOOD, ENDED",
    "UNKNOWN, ENDED, ENDED",
    "ENDED, UNKNOWN, ENDED"
  })
  void ofSeveralCredentialsAllMustBeGood(Verdict first, Verdict second, Verdict both) {
    Standing merged =
        new Standing(MINUTE, () -> first).merge(new Standing(Duration.ofSeconds(5), () -> second));
    assertThat(merged.ask()).isEqualTo(both);
    assertThat(merged.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(merged).hasToString("Standing[PT5S]");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.000000001S"})
  void refusesAnIntervalThatIsNone(String interval) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Standing(Duration.parse(interval), () -> Verdict.GOOD))
        .withMessage("interval: %s (expected: > PT0S, at most PT24H)", interval);
  }

  @Test
  void takesTheShorterIntervalOfTwoWhicheverComesFirst() {
    Standing brief = new Standing(Duration.ofNanos(1), () -> Verdict.GOOD);
    Standing day = new Standing(Duration.ofDays(1), () -> Verdict.GOOD);
    assertThat(brief.merge(day).interval()).isEqualTo(brief.interval());
    assertThat(day.merge(brief).interval()).isEqualTo(brief.interval());
  }
}
