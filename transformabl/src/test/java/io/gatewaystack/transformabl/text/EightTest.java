package io.gatewaystack.transformabl.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "abc def,3",
    "aZ09,2",
    "abcdefgh,8",
    "abcdefghi,8",
    "1a,0",
    "a@[`{,1",
    "zzz\u00e9a,3"
  })
  void countsLettersInFront(String text, int letters) {
    assertThat(Eight.letters(eight(text))).isEqualTo(letters);
  }

  @Test
  void readsNothingBehindTheLastByte() {
    byte[] bytes = "xabc".getBytes(ISO_8859_1);
    assertThat(Eight.at(bytes, 1)).isEqualTo(eight("abc"));
    assertThat(Eight.letters(Eight.at(bytes, 4))).isZero();
  }

  @Test
  void wordIsTheSameHoweverItIsRead() {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      assertThat(Eight.word(eight("AbCdEfGh x"), i)).isEqualTo(word);
      word = Eight.append(word, i, "aBcDeFgH".charAt(i));
    }
    assertThat(Eight.word(eight("AbCdEfGh x"), 8)).isEqualTo(word);
  }

  @Test
  void tellsEachCharacterOfAsciiAtEachPlace() {
    isBitOf(Eight::digits, c -> c >= '0' && c <= '9');
    isBitOf(Eight::hex, c -> Character.digit(c, 16) >= 0);
    isBitOf(Eight::letterBits, Character::isLetter);
    isBitOf(Eight::code, c -> Character.isLetterOrDigit(c) || c == '$');
    isBitOf(Eight::brackets, c -> c == '[');
  }

  @Test
  void overlooksNothingThatMayHide() {
    for (int c = 0; c < 256; c++) {
      for (int at = 0; at < 8; at++) {
        long eight = eight("aZ0 .-/:") & ~(0xFFL << 8 * at) | (long) c << 8 * at;
        boolean plain = Character.isLetterOrDigit(c) && c < 128 || " .-/:".indexOf(c) >= 0;
        if (plain || PlainBytes.mayHide((char) c)) {
          assertThat(Eight.mayHide(eight)).as("%d at %d", c, at).isEqualTo(!plain);
        }
      }
    }
  }

  private static void isBitOf(LongUnaryOperator bits, IntPredicate wanted) {
    for (int c = 0; c < 128; c++) {
      for (int at = 0; at < 8; at++) {
        long expected = wanted.test(c) ? 0x80L << 8 * at : 0;
        assertThat(bits.applyAsLong((long) c << 8 * at)).as("%d at %d", c, at).isEqualTo(expected);
      }
    }
  }

  @Test
  void tellsCapitalsBehindTheFirstLetter() {
    assertThat(Eight.beforeCapital(eight("Account"), 7)).isEqualTo(7);
    assertThat(Eight.beforeCapital(eight("account X"), 7)).isEqualTo(7);
    assertThat(Eight.beforeCapital(eight("userId"), 6)).isEqualTo(4);
    assertThat(Eight.beforeCapital(eight("accountX"), 8)).isEqualTo(7);
    assertThat(Eight.beforeCapital(eight("accounts"), 8)).isEqualTo(8);
    assertThat(Eight.beforeCapital(eight("SSNs"), 4)).isEqualTo(1);
    assertThat(Eight.beforeCapital(eight("X"), 1)).isEqualTo(1);
  }

  @Test
  void whatStandsForTextBeyondAsciiIsNothingElse() {
    byte[] bytes = PlainBytes.of("aé1\u4e2d[$→z".toCharArray(), 8);
    long eight = Eight.at(bytes, 0);
    assertThat(Eight.letterBits(eight)).isEqualTo(Eight.bits("0......0"));
    assertThat(Eight.digits(eight)).isEqualTo(Eight.bits("..0....."));
    assertThat(Eight.code(eight)).isEqualTo(Eight.bits("0.0..0.0"));
    assertThat(Eight.brackets(eight)).isEqualTo(Eight.bits("....0..."));
    assertThat(Eight.beyond(eight)).isEqualTo(Eight.bits(".0.0..0."));
  }

  private static long eight(String text) {
    return Eight.at(text.getBytes(ISO_8859_1), 0);
  }
}
