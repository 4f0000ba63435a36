package io.gatewaystack.transformabl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTest {
  private static final int ROUNDS = 50_000;

  private final NormalText text = new NormalText();
  private final Words words = new Words();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4f10",
        "7F3C1E90-2F6B-4C1D-9A51-0C8E2B7D4F10",
      })
  void isOne(String uuid) {
    text.read(uuid);
    assertThat(Uuid.is(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4f1g",
        "7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4f1",
        "7f3c1e90-2f6b-4c1d-9a51.0c8e2b7d4f10",
        "7f3c1e9012f6b-4c1d-9a51-0c8e2b7d4f10",
      })
  void isNone(String text) {
    this.text.read(text);
    assertThat(Uuid.is(this.text)).isFalse();
  }

  @Test
  void saysNothingOnlyWhereNoWordOfItDoes() {
    SplittableRandom random = new SplittableRandom(1);
    int silent = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      text.read(round % 8 == 0 ? uuid.toUpperCase(Locale.ROOT) : uuid);
      words.of(text, Name.NONE);
      boolean nothing = Uuid.saysNothing(text);
      assertThat(nothing && words.arePersonal()).as(uuid).isFalse();
      silent += nothing ? 1 : 0;
    }
    assertThat(silent).isGreaterThan(ROUNDS / 2); // else it is of no use
  }

  @Test
  void maySaySomethingWhereAWordIsSpelledInHexadecimalDigits() {
    text.read("7f3c1e90-cc61-4c1d-9a51-0c8e2b7d4f10");
    words.of(text, Name.NONE);
    assertThat(words.arePersonal()).isTrue();
    assertThat(Uuid.saysNothing(text)).isFalse();
  }
}
