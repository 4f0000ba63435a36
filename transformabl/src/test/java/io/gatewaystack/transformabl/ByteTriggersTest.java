package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTriggersTest {
  private static final TextScanner ALL = TextScanner.ofAllTypes();

  private static boolean mayMatch(TextScanner scanner, String literal) {
    byte[] json = ('"' + literal + '"').getBytes(StandardCharsets.UTF_8);
    return scanner.mayMatch(json, 0, json.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain words",
        "2026-07-28T12:34:56Z",
        "1.25",
        "v1.2.3",
        "12345678",
        "Grüße, Ünal",
        "Привет",
        "中文",
        "a\\nb\\\"c\\\\d\\/",
        "1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9",
        "550e8400-e29b-41d4-a7f6-44a65544abcd"
      })
  void sparesOrdinaryText(String literal) {
    assertThat(mayMatch(ALL, literal)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "123456789",
        "1 2 3 4 5 6 7 8 9",
        "123-45-6789",
        "\\u0040",
        "＠",
        "\u200B",
        "\u00AD",
        "٤",
        "😀",
        "𝟒",
        "\u0336",
        "\u00A0"
      })
  void asksForALookAtWhatMayBeOrHideSomething(String literal) {
    assertThat(mayMatch(ALL, literal)).isTrue();
  }

  @Test
  void ignoresTriggersOfTypesNotLookedFor() {
    TextScanner emails = TextScanner.of(List.of(PiiType.EMAIL));
    assertThat(mayMatch(emails, "1234567890123456")).isFalse();
    TextScanner numbers = TextScanner.of(List.of(PiiType.SSN));
    assertThat(mayMatch(numbers, "@")).isFalse();
    assertThat(mayMatch(numbers, "123-45-6789")).isTrue();
  }

  @Test
  void neverHidesAMatch() {
    String[] values = {"joe@example.com", "123-45-6789", "4111 1111 1111 1111", "4111111111111111"};
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      String value = disguised(values[random.nextInt(values.length)], random);
      if (!ALL.scan(value).matches().isEmpty()) {
        assertThat(mayMatch(ALL, value)).as(value).isTrue();
      }
    }
  }

  /** Each character is kept, followed by a random one, or replaced by a look-alike. */
  private static String disguised(String value, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int choice = random.nextInt(4);
      text.append(choice == 0 && c > ' ' ? (char) (c + 0xFEE0) : c);
      if (choice == 1) {
        int codePoint = random.nextInt(0x80, 0xE0200);
        boolean surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
        text.appendCodePoint(surrogate ? 0x200B : codePoint);
      }
    }
    return text.toString();
  }
}
