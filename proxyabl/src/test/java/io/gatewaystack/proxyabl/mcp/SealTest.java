package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.proxyabl.mcp.Seal.Kind;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
  private static final Binding ALICE = new Binding("/mcp", "https://idp", "alice", "acme");
  private static final SessionKeys FIRST = SessionKeys.of(List.of(secret(1)));
  private static final SessionKeys SECOND = SessionKeys.of(List.of(secret(2)));
  private static final SessionKeys BOTH = SessionKeys.of(List.of(secret(2), secret(1)));

  private final Seal seal = new Seal(FIRST);

  private static byte[] secret(int fill) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "a", "upstream-session-1", "größe\n☃"})
  void whatIsSealedOpensAgain(String text) {
    String sealed = seal.seal(Kind.SESSION, ALICE, text);

    assertThat(sealed).matches("[A-Za-z0-9_-]+");
    assertThat(seal.open(Kind.SESSION, ALICE, sealed)).hasValue(text);
  }

  @Test
  void theSameThingHasTheSameNameAndNothingElseHas() {
    String sealed = seal.seal(Kind.REQUEST, ALICE, "1");

    assertThat(seal.seal(Kind.REQUEST, ALICE, "1")).isEqualTo(sealed);
    assertThat(seal.seal(Kind.REQUEST, ALICE, "2")).isNotEqualTo(sealed);
    assertThat(nonce(seal.seal(Kind.REQUEST, ALICE, "2"))).isNotEqualTo(nonce(sealed));
    assertThat(nonce(seal.seal(Kind.EVENT, ALICE, "1"))).isNotEqualTo(nonce(sealed));
    Binding bob = new Binding("/mcp", "https://idp", "bob", "acme");
    assertThat(nonce(seal.seal(Kind.REQUEST, bob, "1"))).isNotEqualTo(nonce(sealed));
  }

  private static byte[] nonce(String sealed) {
    return Arrays.copyOfRange(Base64.getUrlDecoder().decode(sealed), 4, 16);
  }

  /** Parts that only together read the same must not be taken for one another. */
  @Test
  void itOpensForNobodyElseNowhereElseAndAsNothingElse() {
    String sealed = seal.seal(Kind.SESSION, ALICE, "s");

    for (Binding other :
        List.of(
            new Binding("/other", "https://idp", "alice", "acme"),
            new Binding("/mcp", "https://idp2", "alice", "acme"),
            new Binding("/mcp", "https://idp", "mallory", "acme"),
            new Binding("/mcp", "https://idp", "alice", "evil"),
            new Binding("/mcp", "https://idp", "alice", ""),
            new Binding("/mcp", "https://idp", "alic", "eacme"),
            new Binding("/mcphttps://idp", "", "alice", "acme"))) {
      assertThat(seal.open(Kind.SESSION, other, sealed)).isEmpty();
    }
    assertThat(seal.open(Kind.EVENT, ALICE, sealed)).isEmpty();
    assertThat(seal.open(Kind.REQUEST, ALICE, sealed)).isEmpty();
  }

  @Test
  void aChangedByteOpensNothing() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(Kind.SESSION, ALICE, "session"));

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(seal.open(Kind.SESSION, ALICE, text)).as("byte " + i).isEmpty();
    }
    for (int length = 0; length < sealed.length; length++) {
      String text =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sealed, length));
      assertThat(seal.open(Kind.SESSION, ALICE, text)).as("length " + length).isEmpty();
    }
  }

  @Test
  void whatIsNoSealOpensNothing() {
    for (String text : List.of("", "x", "!!!", "a b", "ä", "A".repeat(64), "A".repeat(9000))) {
      assertThat(seal.open(Kind.SESSION, ALICE, text)).isEmpty();
    }
  }

  @Test
  void aRotatedKeyOpensUntilItIsDropped() {
    String old = seal.seal(Kind.SESSION, ALICE, "s");
    Seal rotated = new Seal(BOTH);

    assertThat(rotated.open(Kind.SESSION, ALICE, old)).hasValue("s");
    String renewed = rotated.seal(Kind.SESSION, ALICE, "s");
    assertThat(new Seal(SECOND).open(Kind.SESSION, ALICE, renewed)).hasValue("s");
    assertThat(new Seal(SECOND).open(Kind.SESSION, ALICE, old)).isEmpty();
    assertThat(new Seal(SessionKeys.random()).open(Kind.SESSION, ALICE, old)).isEmpty();
  }

  @Test
  void keysAreReadFromBase64AndNeverShown() {
    String standard = Base64.getEncoder().encodeToString(secret(0xFB));
    String url = Base64.getUrlEncoder().encodeToString(secret(0xFB));
    Seal one = new Seal(SessionKeys.ofBase64(List.of(" " + standard + "\n")));
    Seal other = new Seal(SessionKeys.ofBase64(List.of(url)));

    assertThat(other.open(Kind.SESSION, ALICE, one.seal(Kind.SESSION, ALICE, "s"))).hasValue("s");
    assertThat(BOTH).hasToString("SessionKeys[2]");
    assertThat(BOTH.current()).hasToString("Key");
    assertThat(ALICE).hasToString("Binding");
  }

  @Test
  void weakAndMissingKeysAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionKeys.of(List.of()))
        .withMessage("sessionKeys: none (expected: at least one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionKeys.of(List.of(secret(1), new byte[31])))
        .withMessage("sessionKeys: 31 bytes (expected: at least 32)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionKeys.ofBase64(List.of("s3cret!")))
        .withMessage("sessionKeys: not Base64");
  }

  /** What a client holds has one spelling: another one is another text. */
  @Test
  void whatIsSealedHasOneSpelling() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (String text : List.of("", "a", "ab", "abc", "upstream-session-1")) {
      String sealed = seal.seal(Kind.SESSION, ALICE, text);
      String most = sealed.substring(0, sealed.length() - 1);

      assertThat(seal.open(Kind.SESSION, ALICE, sealed)).isPresent();
      assertThat(seal.open(Kind.SESSION, ALICE, sealed + "=")).isEmpty();
      assertThat(seal.open(Kind.SESSION, ALICE, sealed + "==")).isEmpty();
      for (int i = 0; i < alphabet.length(); i++) {
        char last = alphabet.charAt(i);
        boolean same = last == sealed.charAt(sealed.length() - 1);
        assertThat(seal.open(Kind.SESSION, ALICE, most + last).isPresent()).isEqualTo(same);
      }
    }
  }
}
