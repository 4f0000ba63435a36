package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sets of keys are read, and which of their keys is tried. */
class JwkSetTest extends KeySets {
  @Test
  void keepsTheGoodKeysOfSetWithBadOnes() {
    String jwks =
        TestKey.jwks(
            "text",
            7,
            List.of(),
            Map.of(),
            Map.of("kty", "RSA"),
            Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA"),
            Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA"),
            Map.of("kty", "oct", "k", "AAAA", "kid", "rsa"),
            RSA.jwk("n", "!!!"),
            RSA.jwk());
    assertThat(verdict(jwks, RSA.token("RS256", payload))).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void keepsTheKeysOfSetWithOneThatIsNoStrictJson(String what, String jwk) {
    String good = TestKey.jwks(RSA.jwk()).replaceAll("^\\{\"keys\":\\[|\\]\\}$", "");
    String token = RSA.token("RS256", payload);
    for (String keys : List.of(jwk + "," + good, good + " , " + jwk)) {
      String set = "{\"x\":[{}], \"keys\" : [ " + keys + " ],\"y\":{\"keys\":[]}}";
      assertThat(verdict(set, token)).as(what).isEqualTo(VERIFIED);
    }
    assertThat(verdict("{\"keys\":[" + jwk + "]}", token)).as(what).isEqualTo("unknown_key");
  }

  /** The one key is the right one but for what is wrong with it. */
  static Stream<Arguments> ambiguous() {
    String key = TestKey.jwks(RSA.jwk()).replaceAll("^\\{\"keys\":\\[\\{|\\}\\]\\}$", "");
    return Stream.of(
        arguments("a duplicate member", "{\"kid\":\"rsa\"," + key + "}"),
        arguments("an unpaired surrogate", "{" + key + ",\"x\":\"\\ud800\"}"),
        arguments("a number too long", "{" + key + ",\"x\":" + "1".repeat(1001) + "}"),
        arguments(
            "too many levels", "{" + key + ",\"x\":" + "[".repeat(101) + "]".repeat(101) + "}"),
        arguments(
            "far too many levels",
            "{" + key + ",\"x\":" + "[".repeat(60_000) + "]".repeat(60_000) + "}"),
        arguments("a name too long", "{" + key + ",\"" + "x".repeat(60_000) + "\":1}"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":null}",
        "<html>",
        "{\"keys\":[",
        "{\"keys\":[]",
        "{\"keys\":[]} {}",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[{\"kty\":}]}",
        "{\"other\":[{\"keys\":[]}]}",
        "\ufeff\ufeff{\"keys\":[]}"
      })
  void hasNoKeysWhenTheAnswerIsNoKeySet(String body) {
    assertThat(verdict(body, RSA.token("RS256", payload))).isEqualTo("jwks_unavailable");
  }

  @Test
  void hasNoKeysWhenTheSetIsTooLarge() {
    String padding = "x".repeat(256 * 1024);
    assertThat(verdict(TestKey.jwks(RSA.jwk("x", padding)), RSA.token("RS256", payload)))
        .isEqualTo("jwks_unavailable");
  }

  @Test
  void believesAnEmptySet() {
    assertThat(verdict(TestKey.jwks(), RSA.token("RS256", payload))).isEqualTo("unknown_key");
  }

  @Test
  void looksAtHundredKeys() {
    List<Object> jwks = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      jwks.add(RSA.jwk("kid", "k" + i));
    }
    jwks.add(RSA.jwk());
    jwks.add(OTHER.jwk());
    String set = TestKey.jwks(jwks.toArray());
    assertThat(verdict(set, RSA.token("RS256", payload))).isEqualTo(VERIFIED);
    assertThat(verdict(set, OTHER.token("RS256", payload))).isEqualTo("unknown_key");
  }

  @Test
  void triesAFewKeysOfTheSameName() {
    TestKey twin = new TestKey("rsa", OTHER.pair());
    String set = TestKey.jwks(RSA.jwk(), twin.jwk(), RSA.jwk());
    assertThat(verdict(set, RSA.token("RS256", payload))).isEqualTo(VERIFIED);
    assertThat(verdict(set, twin.token("RS256", payload))).isEqualTo(VERIFIED);
  }

  @Test
  void doesNotTryManyKeysOfTheSameName() {
    List<Object> jwks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Map<String, Object> decoy = new HashMap<>(OTHER.jwk());
      decoy.put("kid", "rsa");
      decoy.put("e", TestKey.base64(new byte[] {1, 0, (byte) (2 * i + 1)}));
      jwks.add(decoy);
    }
    jwks.add(RSA.jwk());
    assertThat(verdict(TestKey.jwks(jwks.toArray()), RSA.token("RS256", payload)))
        .isEqualTo("bad_signature");
    assertThat(verdict(TestKey.jwks(jwks.subList(1, 5).toArray()), RSA.token("RS256", payload)))
        .isEqualTo(VERIFIED);
  }

  @Test
  void triesTheOnlyKeyForTokenThatNamesNone() {
    String token = RSA.token("{\"alg\":\"RS256\"}", "RS256", payload);
    TestKey weak = TestKey.rsa("weak", 1024);
    Map<String, Object> nameless = RSA.jwk();
    nameless.remove("kid");

    assertThat(verdict(TestKey.jwks(RSA.jwk()), token)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(nameless), token)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(RSA.jwk(), weak.jwk()), token)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(OTHER.jwk()), token)).isEqualTo("bad_signature");
    assertThat(verdict(TestKey.jwks(RSA.jwk(), OTHER.jwk()), token)).isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(), token)).isEqualTo("unknown_key");
  }

  @Test
  void doesNotUseNamelessKeyForTokenThatNamesOne() {
    Map<String, Object> nameless = RSA.jwk();
    nameless.remove("kid");
    assertThat(verdictOn(nameless)).isEqualTo("unknown_key");
  }
}
