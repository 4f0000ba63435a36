package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.PiiType.CREDIT_CARD;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String TEXT = "mail joe@example.com or ann@example.org";
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @Test
  void masksAllButTwoCharactersAtEachEnd() {
    assertThat(scanner.redact(TEXT, Redaction.mask()))
        .isEqualTo("mail jo***********om or an***********rg");
  }

  @ParameterizedTest(name = "keep {0}: {1} becomes {2}")
  @CsvSource({
    "2,12345,12*45",
    "2,1234,****",
    "2,123,***",
    "0,1234,****",
    "1,123,1*3",
    "4,123456789,1234*6789"
  })
  void masksShortValuesCompletely(int keep, String value, String masked) {
    assertThat(Redaction.mask('*', keep).replace(EMAIL, value)).isEqualTo(masked);
  }

  @Test
  void masksWholeCodePoints() {
    assertThat(Redaction.mask('#', 1).replace(EMAIL, "𝐣𝐨𝐞")).isEqualTo("𝐣#𝐞");
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', '7', '@', '.', '-', '_', '+', '%', '\'', ' ', '\n', '•', '\u200B'})
  void refusesMasksThatCouldBeTakenForContent(char mask) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.mask(mask, 2))
        .withMessageContaining("expected: a mark");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5})
  void refusesToKeepLongEnds(int keep) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.mask('*', keep))
        .withMessage("keep: " + keep + " (expected: 0..4)");
  }

  @Test
  void removes() {
    assertThat(scanner.redact("a joe@example.com b", Redaction.remove())).isEqualTo("a  b");
  }

  @Test
  void putsPlaceholders() {
    assertThat(scanner.redact(TEXT, Redaction.placeholder())).isEqualTo("mail [EMAIL] or [EMAIL]");
    assertThat(Redaction.placeholder().replace(CREDIT_CARD, "4")).isEqualTo("[CREDIT_CARD]");
  }

  @Test
  void fillsEveryTypeInATemplate() {
    assertThat(Redaction.placeholder("<<{TYPE}>> ({TYPE})").replace(EMAIL, "x"))
        .isEqualTo("<<EMAIL>> (EMAIL)");
    assertThat(Redaction.placeholder("gone").replace(EMAIL, "x")).isEqualTo("gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{TYPE}@x.com", "card 4", "a\nb", "é"})
  void refusesTemplatesThatCouldBeTakenForContent(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.placeholder(template))
        .withMessageStartingWith("template: ");
  }

  static List<Redaction> modes() {
    return List.of(
        Redaction.mask(),
        Redaction.mask('#', 4),
        Redaction.remove(),
        Redaction.placeholder(),
        Redaction.hash(new byte[32]),
        Redaction.pseudonym());
  }

  @ParameterizedTest
  @MethodSource("modes")
  void redactingTwiceChangesNothing(Redaction redaction) {
    for (String text : StreamedTextTest.TEXTS) {
      String once = scanner.redact(text, redaction);
      assertThat(scanner.redact(once, redaction)).as(once).isSameAs(once);
    }
  }

  @Test
  void refusesLongTemplates() {
    assertThat(Redaction.placeholder("x".repeat(64))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.placeholder("x".repeat(65)))
        .withMessage("template: 65 characters (expected: 1..64)");
  }

  @Test
  void returnsTheSameTextWhenNothingIsFound() {
    String text = "The weather is fine, order 4111111111111112 is on its way";
    assertThat(scanner.redact(text, Redaction.mask())).isSameAs(text);
  }

  @Test
  void hashesWithAKey() {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    byte[] other = "0123456789abcdef0123456789abcdeX".getBytes(StandardCharsets.UTF_8);
    String hash = Redaction.hash(key).replace(EMAIL, "joe@example.com");
    assertThat(hash).matches("\\[EMAIL:[a-p]{20}]");
    assertThat(Redaction.hash(key.clone()).replace(EMAIL, "joe@example.com")).isEqualTo(hash);
    assertThat(Redaction.hash(other).replace(EMAIL, "joe@example.com")).isNotEqualTo(hash);
    assertThat(Redaction.hash(key).replace(EMAIL, "ann@example.com")).isNotEqualTo(hash);
    assertThat(Redaction.hash(key).replace(CREDIT_CARD, "joe@example.com").substring(13))
        .isNotEqualTo(hash.substring(7));
    assertThat(scanner.redact(TEXT, Redaction.hash(key)))
        .startsWith("mail " + hash + " or [EMAIL:");
  }

  @Test
  void keepsTheKeyItWasGiven() {
    byte[] key = new byte[32];
    Redaction redaction = Redaction.hash(key);
    String hash = redaction.replace(EMAIL, "x");
    key[0] = 1;
    assertThat(redaction.replace(EMAIL, "x")).isEqualTo(hash);
  }

  @Test
  void refusesShortKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.hash(new byte[31]))
        .withMessage("key: 31 bytes (expected: at least 32)");
  }

  @Test
  void pseudonymsOutsideARequestAreNotRestored() {
    assertThat(scanner.redact(TEXT, Redaction.pseudonym())).isEqualTo("mail [EMAIL] or [EMAIL]");
  }

  @Test
  void namesItsMode() {
    assertThat(Redaction.hash(new byte[32]).mode()).isEqualTo("hash");
    assertThat(Redaction.pseudonym().mode()).isEqualTo("pseudonym");
    assertThat(Redaction.mask().mode()).isEqualTo("mask");
    assertThat(Redaction.remove().mode()).isEqualTo("remove");
    assertThat(Redaction.placeholder().mode()).isEqualTo("placeholder");
  }
}
