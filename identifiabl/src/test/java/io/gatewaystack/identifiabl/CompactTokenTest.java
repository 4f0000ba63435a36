package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.TestIssuer;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One token has one spelling: whatever else a lenient decoder would read the same is refused. */
class CompactTokenTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String MUTANTS = ALPHABET + ".=+/ !%~\"\\\n\r\t\u0000\u00e9\u0141";
  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final String GOOD = ISSUER.token().audience(AUDIENCE).mint();

  private final JwtVerifier verifier =
      Identifiabl.builder(ISSUER.issuer(), AUDIENCE).buildVerifier();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private String verdict(String token) {
    return Verdict.of(verifier.verify(token));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"=", "==", " ", "!", "%", "~", "+", "/", "\n", "\u0000", "\u00e9", "."})
  void refusesAnythingBehindTheSignature(String junk) {
    assertThat(verdict(GOOD)).isEqualTo(VERIFIED);
    assertThat(verdict(GOOD + junk)).isEqualTo("malformed_token");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"=", " ", "!", "%", "~", "+", "/", "\n", "\u0000", "\u00e9"})
  void refusesJunkInEveryPart(String junk) {
    int payload = GOOD.indexOf('.') + 1;
    int signature = GOOD.lastIndexOf('.') + 1;
    for (int at : new int[] {0, payload - 1, payload, signature - 1, signature, signature + 4}) {
      assertThat(verdict(GOOD.substring(0, at) + junk + GOOD.substring(at)))
          .as("at %d", at)
          .isEqualTo("malformed_token");
    }
  }

  @Test
  void refusesCharacterThatOnlyLooksLikeTheRightOneInItsLowByte() {
    assertThat(verdict(GOOD)).isEqualTo(VERIFIED);
    String lookalike = (char) (GOOD.charAt(0) + 0x100) + GOOD.substring(1);
    assertThat(verdict(lookalike)).isEqualTo("malformed_token");
  }

  @Test
  void refusesStrayBitsInTheLastCharacter() {
    int signature = GOOD.lastIndexOf('.') + 1;
    assertThat((GOOD.length() - signature) % 4).as("256 bytes leave four bits unused").isEqualTo(2);
    int last = ALPHABET.indexOf(GOOD.charAt(GOOD.length() - 1));
    for (int bits = 1; bits < 16; bits++) {
      String other = GOOD.substring(0, GOOD.length() - 1) + ALPHABET.charAt(last + bits);
      assertThat(verdict(other)).isEqualTo("malformed_token");
    }
  }

  @Test
  void refusesStrayBitsInEveryPart() {
    assertThat(CompactToken.read("AAAA.AAAA.AAAA")).isNotNull();
    assertThat(CompactToken.read("AA.AAA.AA")).isNotNull();
    assertThat(CompactToken.read("AB.AAAA.AAAA")).isNull();
    assertThat(CompactToken.read("AAAA.AAB.AAAA")).isNull();
    assertThat(CompactToken.read("AAAA.AAAA.AAB")).isNull();
    assertThat(CompactToken.read("AAAA.AAAA.AAE")).isNotNull();
    assertThat(CompactToken.read("AAAA.AAAA.A")).isNull();
    assertThat(CompactToken.read("AAAA.AAAA.")).isNotNull();
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {"", ".", "..", "AAAA", "AAAA.AAAA", ".AAAA.AAAA", "AAAA..AAAA", "A.A.A.A"})
  void refusesOtherNumbersOfParts(String text) {
    assertThat(verdict(text)).isEqualTo("malformed_token");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"AAAA.AAAA.AAAA.AAAA.AAAA", "AAAA..AAAA.AAAA.AAAA", "...."})
  void tellsEncryptedTokens(String text) {
    assertThat(verdict(text)).isEqualTo("encrypted_token");
  }

  @Test
  void showsNothingOfTheToken() {
    assertThat(CompactToken.read(GOOD))
        .hasToString("CompactToken[" + GOOD.length() + " characters]");
  }

  @RepeatedTest(20)
  void refusesEveryMutationOfGoodToken(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    assertThat(verdict(GOOD)).isEqualTo(VERIFIED);
    for (int i = 0; i < 500; i++) {
      String mutated = mutated(random);
      if (!mutated.equals(GOOD)) {
        assertThat(Verdict.denial(verifier.verify(mutated)).status()).as(mutated).isEqualTo(401);
      }
    }
    assertThat(verdict(GOOD)).isEqualTo(VERIFIED);
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(text.length());
      char other = MUTANTS.charAt(random.nextInt(MUTANTS.length()));
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, other);
        case 1 -> text.insert(at, other);
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setLength(Math.max(1, at));
        case 4 -> text.insert(at, text.substring(0, at));
        default -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
    }
    return text.toString();
  }
}
