package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsnDetectorTest {
  private final TextScanner scanner = TextScanner.of(List.of(PiiType.SSN));

  @ParameterizedTest
  @ValueSource(
      strings = {"123-45-6789", "001-01-0001", "899-99-9999", "665-12-3456", "667-12-3456"})
  void findsNumberInAnAssignedRange(String number) {
    for (String text :
        List.of(number, "ssn:" + number + ",", "SSN-" + number + ".", "(" + number + ")")) {
      assertThat(scanner.scan(text).matches())
          .singleElement()
          .satisfies(match -> assertThat(match.value(text)).isEqualTo(number));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000-45-6789",
        "666-45-6789",
        "900-45-6789",
        "988-83-0099",
        "999-45-6789",
        "123-00-6789",
        "123-45-0000",
        "12-34-5678",
        "123-45-678",
        "123-45-67890",
        "0123-45-6789",
        "a123-45-6789",
        "123-45-6789b",
        "1-123-45-6789",
        "123-45-6789-1",
        "1.123-45-6789",
        "123-45-6789.5",
        "123-456-789",
        "123 45 6789",
        "555-123-4567",
        "2026-07-2812",
        "123-4a-6789",
        "123-45-",
      })
  void leavesWhatOnlyResemblesANumber(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }
}
