package io.gatewaystack.transformabl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void agreesWithNfkcOnEveryCodePointThatStandsForAscii() {
    List<String> wrong = new ArrayList<>();
    for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String text = Character.toString(codePoint);
      String nfkc = Normalizer.normalize(text, Normalizer.Form.NFKC);
      boolean ascii = nfkc.chars().allMatch(c -> c < 0x80);
      if (ascii && !read(codePoint).equals(nfkc)) {
        wrong.add("U+%X: %s (expected: %s)".formatted(codePoint, read(codePoint), nfkc));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String read(int codePoint) {
    int folded = Folding.fold(codePoint);
    return switch (folded) {
      case Folding.KEEP -> Character.toString(codePoint);
      case Folding.DROP -> "";
      case Folding.EXPAND -> Folding.expand(codePoint);
      default -> Character.toString(folded);
    };
  }

  @Test
  void readsDigitsOfEveryScript() {
    for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
        assertThat(read(codePoint)).isEqualTo(String.valueOf(Character.digit(codePoint, 10)));
      }
    }
  }

  @Test
  void keepsAsciiAndLetters() {
    for (int codePoint = ' '; codePoint < 0x7F; codePoint++) {
      assertThat(Folding.fold(codePoint)).isEqualTo(Folding.KEEP);
    }
    "äñЖ日한\t\r\n\u0085"
        .codePoints()
        .forEach(c -> assertThat(Folding.fold(c)).isEqualTo(Folding.KEEP));
  }
}
