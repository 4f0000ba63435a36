package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that a thing bears is nobody's, whatever it looks like. */
class BearersTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bib 555-12-3456 is not valid",
        "UPDATE stock SET qty = 12 WHERE bin = '555-12-3456'",
        "cost object 100-20-3000 charged",
        "the template 078-05-1120 ships with every wallet",
        "Parcel 212-55-1234 lies east of the creek",
        "every sprocket 912-75-1234 was replaced",
        "our flange 212-55-1234 leaks",
        "gasket 415-555-2671 is out of stock",
        "valve: 415-555-2671"
      })
  void leavesNumbersOfThings(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the applicant 212-55-1234 was approved",
        "the plan member 212-55-1234 is eligible",
        "our nanny 212-55-1234 was paid",
        "a widow, 212-55-1234, claims benefits",
        "the number 212-55-1234",
        "the following 212-55-1234",
        "worker 212-55-1234 injured on site",
        "ssn, plan: 212-55-1234",
        "the plot 212-55-1234 (SSN)"
      })
  void findsNumbersOfPersons(String text) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.SSN));
  }
}
