package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a list of telephone numbers each is found, however long the list is. */
class PhoneListTest {
  private static final int MANY = 3_000; // more than are looked up in a register

  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "020 7946 %04d",
        "0044 20 7946 %04d",
        "+44 20 7946 %04d",
        "plus 44 20 7946 %04d,",
        "07700 90%04d",
        "Call 07700 90%04d.",
        "415-555-%04d",
      })
  void eachOfAListIsFound(String number) {
    for (int count : new int[] {1, 2, 50, MANY}) {
      assertThat(scanner.scan(list(number, count)).matches())
          .as("%d of %s", count, number)
          .hasSize(count)
          .extracting(Match::type)
          .containsOnly(PiiType.PHONE);
    }
  }

  @Test
  void groupsOfOtherNumbersInAListAreNone() {
    assertThat(scanner.scan(list("1234 5678 %04d", 50)).matches()).isEmpty();
    assertThat(scanner.scan(list("%04d", 200)).matches()).isEmpty();
    assertThat(scanner.scan(list("00%04d 12", 200)).matches()).isEmpty();
    assertThat(scanner.scan(list("0%04d", 200)).matches()).isEmpty();
  }

  private static String list(String number, int count) {
    return IntStream.range(1_000, 1_000 + count)
        .mapToObj(number::formatted)
        .collect(Collectors.joining("\n"));
  }
}
