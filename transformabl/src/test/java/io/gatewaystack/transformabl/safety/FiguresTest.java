package io.gatewaystack.transformabl.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.text.NormalText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-07-12T12:34:56.789Z|6",
        "2026-07-12|3",
        "12:34|2",
        "+44 20 7946 0958|4",
        "1,024.50|3",
        "7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4f10|5",
      })
  void countsTheNumbersOfWhatSaysNothing(String text, int numbers) {
    assertThat(count(text)).isEqualTo(numbers);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1gn0r3",
        "room 101",
        "7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4fzz",
        "7f3c1e90-2f6b-4c1d-9a51x0c8e2b7d4f10",
        "1 6 1 1", // may spell a word
        "69 67 71 72 73 74 75 76 77 78 79 80", // may be the codes of characters
        "' 1=1 --",
        "12345678901234567890123456789012345678901", // too long to be one
        "\u03b11", // a letter of another script
      })
  void leavesToOthersWhatMaySaySomething(String text) {
    assertThat(count(text)).isEqualTo(Figures.NONE);
  }

  private static int count(String text) {
    NormalText read = new NormalText();
    read.read(text);
    return Figures.count(read);
  }
}
