package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.PiiType.DATE_OF_BIRTH;
import static io.gatewaystack.transformabl.PiiType.US_PASSPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A value needs its word near it, unless a head or the value before speaks for it. */
class FarWordsTest {
  private static final String FAR = "Lorem ipsum dolor sit amet, consectetur. ".repeat(40);

  private final TextScanner scanner = TextScanner.ofAllTypes();

  private long count(String text, PiiType type) {
    return scanner.scan(text).matches().stream().filter(match -> match.type().equals(type)).count();
  }

  private static String joined(String joint, String format) {
    return IntStream.range(0, 60)
        .mapToObj(i -> format.formatted(10 + i % 80))
        .collect(Collectors.joining(joint));
  }

  @Test
  void aListGoesOnFarBehindItsWord() {
    String list = "passport " + joined(", ", "X12345%d0");
    assertThat(count(list, US_PASSPORT)).isEqualTo(60);
  }

  @Test
  void aColumnGoesOnFarBelowItsHead() {
    String table = "name,dob\n" + joined("\n", "Ann,19%d-03-04");
    assertThat(count(table, DATE_OF_BIRTH)).isEqualTo(60);
  }

  @Test
  void rowsGoOnFarBehindTheListOfTheirNames() {
    String rows = "INSERT INTO t (name, dob) VALUES " + joined(", ", "('Ann', '19%d-03-04')");
    assertThat(count(rows, DATE_OF_BIRTH)).isEqualTo(60);
  }

  @Test
  void aWordFarAwaySaysNothing() {
    for (String value : List.of("1990-03-04", "X1234567", "hunter2#X9")) {
      assertThat(scanner.scan("dob, passport, password: " + FAR + value).matches()).isEmpty();
    }
  }

  @Test
  void aWordAmidFarTextSaysWhatStandsBehindIt() {
    String told = FAR + "The password is hunter2#X9, dob 1990-03-04. " + FAR;
    assertThat(scanner.scan(told).matches())
        .extracting(match -> match.value(told))
        .containsExactly("hunter2#X9", "1990-03-04");
  }
}
