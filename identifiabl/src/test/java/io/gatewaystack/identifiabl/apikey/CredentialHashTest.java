package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialHashTest {
  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isSha256() {
    assertThat(CredentialHash.of("abc").hex()).isEqualTo(OF_ABC);
    assertThat(CredentialHash.parse(OF_ABC)).isEqualTo(CredentialHash.of("abc"));
    assertThat(CredentialHash.parse(OF_ABC).hashCode())
        .isEqualTo(CredentialHash.of("abc").hashCode());
  }

  @Test
  void differsInEveryPart() {
    for (int i = 0; i < 64; i += 16) {
      char other = OF_ABC.charAt(i) == '0' ? '1' : '0';
      String changed = OF_ABC.substring(0, i) + other + OF_ABC.substring(i + 1);
      assertThat(CredentialHash.parse(changed)).isNotEqualTo(CredentialHash.of("abc"));
      assertThat(CredentialHash.parse(changed).hex()).isEqualTo(changed);
    }
    assertThat(CredentialHash.of("abc")).isNotEqualTo(OF_ABC);
  }

  @Test
  void tellsTextsApartByTheirWholeLength() {
    String text = "Bearer " + "a".repeat(1000);
    assertThat(CredentialHash.of(text, 7)).isEqualTo(CredentialHash.of("a".repeat(1000), 0));
    assertThat(CredentialHash.of("a".repeat(1000)))
        .isNotEqualTo(CredentialHash.of("a".repeat(999)));
    assertThat(CredentialHash.of("a".repeat(999) + "b"))
        .isNotEqualTo(CredentialHash.of("a".repeat(1000)));
    assertThat(CredentialHash.of("x", 1)).isEqualTo(CredentialHash.of(""));
  }

  @Test
  void isNotMadeOfCharactersNoCredentialHas() {
    assertThat(CredentialHash.of("a".repeat(999) + "\u0161", 0)).isNull();
    assertThatThrownBy(() -> CredentialHash.of("\u0080"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {"", "ab", "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
  void isNotReadFromOtherTexts(String hex) {
    assertThatThrownBy(() -> CredentialHash.parse(hex))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
