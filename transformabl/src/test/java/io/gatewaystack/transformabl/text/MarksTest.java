package io.gatewaystack.transformabl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarksTest {
  private static final String ALL = "\n !?@`~";

  @Test
  void haveTheirCharactersAndNoOthersOfAnyScript() {
    Marks marks = Marks.of(ALL);

    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      assertThat(marks.have((char) c)).as("U+%04X", c).isEqualTo(ALL.indexOf(c) >= 0);
    }
  }

  @Test
  void leaveOutWhatIsNoAscii() {
    assertThat(Marks.of("\u00E1\u5E74a")).isEqualTo(Marks.of("a"));
  }

  @Test
  void haveBlanksAsWellWhenToldTo() {
    Marks marks = Marks.of("'~").andBlanks();

    for (char c = 0; c < 0x100; c++) {
      boolean wanted = c <= ' ' || c == '\'' || c == '~';
      assertThat(marks.have(c)).as("U+%04X", (int) c).isEqualTo(wanted);
    }
  }
}
