package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who was born on a day is somebody; what was, is nobody. */
class BirthsTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the platform was born on 2016-06-01 out of a hackathon",
        "a star is born 2018-10-05",
        "Our new library was born on 4 April 2015",
        "birth of the internet: 1969-10-29",
        "The library is 12 years old; its birthday was 2012-05-01",
        "the DOB column was added on 2024-02-01",
        "date of birth field added 2024-01-15"
      })
  void leavesThingsAndFields(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the claimant was born on 2016-06-01",
        "Our youngest daughter was born on 4 April 2015",
        "the insured person was born on 1980-04-05",
        "Maria was born on 1980-04-05",
        "The Duke was born on 1980-04-05",
        "she was born 1980-04-05",
        "date of birth of the patient: 1969-10-29",
        "His birthday was 2012-05-01",
        "DOB field: 02/01/1980"
      })
  void findsPersons(String text) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.DATE_OF_BIRTH));
  }
}
