package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest(name = "{0} requests per {1}")
  @CsvSource({"1, PT0.001S", "1000, PT0.001S", "10, PT60S", "60000000, PT60S", "1, P366D"})
  void acceptsWhatItCanCountExactly(long maxRequests, Duration window) {
    assertThat(new RateLimit("identity", maxRequests, window).maxRequests()).isEqualTo(maxRequests);
  }

  @ParameterizedTest(name = "{0} requests per {1}")
  @CsvSource({
    "0, PT60S, maxRequests: 0 (expected: 1..60000000 for this window)",
    "-1, PT60S, maxRequests: -1 (expected: 1..60000000 for this window)",
    "60000001, PT60S, maxRequests: 60000001 (expected: 1..60000000 for this window)",
    "9223372036854775807, P366D, maxRequests: 9223372036854775807 (expected: 1..31622400000000",
    "10, PT0S, window: PT0S (expected: PT0.001S..P366D)",
    "10, PT-60S, window: PT-1M (expected: PT0.001S..P366D)",
    "10, PT0.0009S, window: PT0.0009S (expected: PT0.001S..P366D)",
    "10, P367D, window: PT8808H (expected: PT0.001S..P366D)",
  })
  void refusesWhatIsOutOfRange(long maxRequests, Duration window, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit("identity", maxRequests, window))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "a\r\nb", "ünlimited"})
  void refusesNamesThatCannotStandInAHeader(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(name, 10, MINUTE))
        .withMessageStartingWith("name: ");
  }

  @Test
  void boundsTheLengthOfANameAt64() {
    assertThat(new RateLimit("n".repeat(64), 10, MINUTE).name()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit("n".repeat(65), 10, MINUTE));
  }
}
