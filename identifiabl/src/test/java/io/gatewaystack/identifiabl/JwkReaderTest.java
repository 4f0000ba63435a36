package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.testing.TestIssuer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key here signs properly: whether it is believed is what is asked. */
class JwkReaderTest {
  private static final TestKey RSA = TestKey.rsa("rsa", 2048);
  private static final TestKey OTHER = TestKey.rsa("other", 2048);
  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final String PAYLOAD =
      "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"u\",\"exp\":%d}"
          .formatted(ISSUER.issuer(), AUDIENCE, Instant.now().getEpochSecond() + 3600);

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static String verdict(String jwks, String token, String... algorithms) {
    ISSUER.serveJwks(200, jwks);
    IdentifiablBuilder builder = Identifiabl.builder(ISSUER.issuer(), AUDIENCE);
    if (algorithms.length > 0) {
      builder.algorithms(algorithms);
    }
    return Verdict.of(builder.buildVerifier().verify(token));
  }

  private static String verdictOn(Map<String, Object> jwk) {
    return verdict(TestKey.jwks(jwk), RSA.token("RS256", PAYLOAD));
  }

  static Stream<Arguments> restrictions() {
    return Stream.of(
        arguments("use", "sig", VERIFIED),
        arguments("use", "enc", "unknown_key"),
        arguments("use", "", "unknown_key"),
        arguments("use", 1, "unknown_key"),
        arguments("key_ops", List.of("verify"), VERIFIED),
        arguments("key_ops", List.of("sign", "verify"), VERIFIED),
        arguments("key_ops", List.of("encrypt"), "unknown_key"),
        arguments("key_ops", List.of(), "unknown_key"),
        arguments("key_ops", "verify", "unknown_key"),
        arguments("alg", "RS256", VERIFIED),
        arguments("alg", "RS512", "unknown_key"),
        arguments("alg", "PS256", "unknown_key"),
        arguments("alg", 256, "unknown_key"),
        arguments("kty", "rsa", "unknown_key"),
        arguments("kty", "oct", "unknown_key"),
        arguments("kid", "another", "unknown_key"),
        arguments("kid", 7, "unknown_key"),
        arguments("e", "AQ", "unknown_key"),
        arguments("e", "Ag", "unknown_key"),
        arguments("e", "AQAA", "unknown_key"),
        arguments("e", "AQAAAAAAAAAAAQ", "unknown_key"),
        arguments("e", "", "unknown_key"),
        arguments("n", "", "unknown_key"),
        arguments("n", 5, "unknown_key"),
        arguments("x5c", List.of("not a certificate"), VERIFIED),
        arguments("x5u", "https://attacker.example/x", VERIFIED),
        arguments("ext", true, VERIFIED));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("restrictions")
  void usesKeysOnlyForWhatTheyAreFor(String member, Object value, String verdict) {
    assertThat(verdictOn(RSA.jwk(member, value))).isEqualTo(verdict);
  }

  @Test
  void ignoresWeakKeys() {
    TestKey weak = TestKey.rsa("weak", 1024);
    TestKey almost = TestKey.rsa("almost", 2040);
    String jwks = TestKey.jwks(weak.jwk(), almost.jwk(), RSA.jwk());
    assertThat(verdict(jwks, weak.token("RS256", PAYLOAD))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, almost.token("RS256", PAYLOAD))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, RSA.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
  }

  @Test
  void ignoresKeysTooLongToVerifyWith() {
    Map<String, Object> jwk = RSA.jwk("n", TestKey.base64(odd(8200)));
    assertThat(verdictOn(jwk)).isEqualTo("unknown_key");
    assertThat(verdictOn(RSA.jwk("n", TestKey.base64(odd(8192))))).isEqualTo("bad_signature");
  }

  private static byte[] odd(int bits) {
    BigInteger random = new BigInteger(bits, new Random(7)).setBit(bits - 1).setBit(0);
    return TestKey.unsigned(random, bits / 8);
  }

  @Test
  void ignoresKeysThatCanBeFactored() throws GeneralSecurityException {
    TestKey roca = roca();
    String jwks = TestKey.jwks(roca.jwk(), RSA.jwk());
    assertThat(verdict(jwks, roca.token("RS256", PAYLOAD))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, RSA.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
  }

  /** A key whose primes are k·M + 65537^a mod M, as CVE-2017-15361 made them. */
  private static TestKey roca() throws GeneralSecurityException {
    Random random = new Random(15361);
    BigInteger m = BigInteger.ONE;
    for (int prime = 2; prime <= 167; prime++) {
      m = BigInteger.valueOf(prime).isProbablePrime(50) ? m.multiply(BigInteger.valueOf(prime)) : m;
    }
    BigInteger p = rocaPrime(m, random);
    BigInteger q = rocaPrime(m, random);
    BigInteger e = BigInteger.valueOf(65537);
    BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    KeyFactory factory = KeyFactory.getInstance("RSA");
    BigInteger n = p.multiply(q);
    return new TestKey(
        "roca",
        new KeyPair(
            factory.generatePublic(new RSAPublicKeySpec(n, e)),
            factory.generatePrivate(new RSAPrivateKeySpec(n, e.modInverse(phi)))));
  }

  private static BigInteger rocaPrime(BigInteger m, Random random) {
    BigInteger rest = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(random.nextInt(9999)), m);
    while (true) {
      BigInteger factor = new BigInteger(1025 - m.bitLength(), random);
      BigInteger candidate = factor.multiply(m).add(rest);
      boolean long1024 = candidate.bitLength() == 1024 && candidate.testBit(1022);
      if (long1024 && candidate.isProbablePrime(40)) {
        return candidate;
      }
    }
  }

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
    assertThat(verdict(jwks, RSA.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void keepsTheKeysOfSetWithOneThatIsNoStrictJson(String what, String jwk) {
    String good = TestKey.jwks(RSA.jwk()).replaceAll("^\\{\"keys\":\\[|\\]\\}$", "");
    String token = RSA.token("RS256", PAYLOAD);
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
    assertThat(verdict(body, RSA.token("RS256", PAYLOAD))).isEqualTo("jwks_unavailable");
  }

  @Test
  void hasNoKeysWhenTheSetIsTooLarge() {
    String padding = "x".repeat(256 * 1024);
    assertThat(verdict(TestKey.jwks(RSA.jwk("x", padding)), RSA.token("RS256", PAYLOAD)))
        .isEqualTo("jwks_unavailable");
  }

  @Test
  void believesAnEmptySet() {
    assertThat(verdict(TestKey.jwks(), RSA.token("RS256", PAYLOAD))).isEqualTo("unknown_key");
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
    assertThat(verdict(set, RSA.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
    assertThat(verdict(set, OTHER.token("RS256", PAYLOAD))).isEqualTo("unknown_key");
  }

  @Test
  void triesAFewKeysOfTheSameName() {
    TestKey twin = new TestKey("rsa", OTHER.pair());
    String set = TestKey.jwks(RSA.jwk(), twin.jwk(), RSA.jwk());
    assertThat(verdict(set, RSA.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
    assertThat(verdict(set, twin.token("RS256", PAYLOAD))).isEqualTo(VERIFIED);
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
    assertThat(verdict(TestKey.jwks(jwks.toArray()), RSA.token("RS256", PAYLOAD)))
        .isEqualTo("bad_signature");
    assertThat(verdict(TestKey.jwks(jwks.subList(1, 5).toArray()), RSA.token("RS256", PAYLOAD)))
        .isEqualTo(VERIFIED);
  }

  @Test
  void triesTheOnlyKeyForTokenThatNamesNone() {
    String token = RSA.token("{\"alg\":\"RS256\"}", "RS256", PAYLOAD);
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void verifiesWithTheRsaAlgorithmsThatAreAllowed(String algorithm) {
    String token = RSA.token(algorithm, PAYLOAD);
    assertThat(verdict(TestKey.jwks(RSA.jwk()), token, algorithm)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(RSA.jwk("alg", algorithm)), token, algorithm))
        .isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(RSA.jwk()), token, "ES256")).isEqualTo("alg_not_allowed");
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("curves")
  void verifiesWithTheEllipticAlgorithmsThatAreAllowed(String algorithm, String curve) {
    TestKey key = TestKey.ec("ec", curve);
    String token = key.token(algorithm, PAYLOAD);
    String tampered = key.token(algorithm, PAYLOAD.replace("\"u\"", "\"v\""));
    String forged =
        token.substring(0, token.lastIndexOf('.')) + tampered.substring(tampered.lastIndexOf('.'));

    assertThat(verdict(TestKey.jwks(key.jwk()), token, algorithm, "RS256")).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(key.jwk()), forged, algorithm)).isEqualTo("bad_signature");
    assertThat(verdict(TestKey.jwks(key.jwk()), token)).isEqualTo("alg_not_allowed");
  }

  static Stream<Arguments> curves() {
    return Stream.of(
        arguments("ES256", "secp256r1"),
        arguments("ES384", "secp384r1"),
        arguments("ES512", "secp521r1"));
  }

  @Test
  void doesNotUseKeyOfAnotherCurveOrType() {
    TestKey key = TestKey.ec("rsa", "secp384r1");
    String[] both = {"RS256", "ES256", "ES384"};
    String elliptic = key.token("ES384", PAYLOAD);
    String claimsSmaller = key.token("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", "ES384", PAYLOAD);

    assertThat(verdict(TestKey.jwks(key.jwk()), elliptic, both)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(key.jwk()), claimsSmaller, both)).isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(RSA.jwk()), elliptic, both)).isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(key.jwk()), RSA.token("RS256", PAYLOAD), both))
        .isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(key.jwk("crv", "P-999")), elliptic, both))
        .isEqualTo("unknown_key");
  }
}
