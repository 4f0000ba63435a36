package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are believed, and what for. */
class JwkReaderTest extends KeySets {
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
    assertThat(verdict(jwks, weak.token("RS256", payload))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, almost.token("RS256", payload))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, RSA.token("RS256", payload))).isEqualTo(VERIFIED);
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
    assertThat(verdict(jwks, roca.token("RS256", payload))).isEqualTo("unknown_key");
    assertThat(verdict(jwks, RSA.token("RS256", payload))).isEqualTo(VERIFIED);
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void verifiesWithTheRsaAlgorithmsThatAreAllowed(String algorithm) {
    String token = RSA.token(algorithm, payload);
    assertThat(verdict(TestKey.jwks(RSA.jwk()), token, algorithm)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(RSA.jwk("alg", algorithm)), token, algorithm))
        .isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(RSA.jwk()), token, "ES256")).isEqualTo("alg_not_allowed");
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("curves")
  void verifiesWithTheEllipticAlgorithmsThatAreAllowed(String algorithm, String curve) {
    TestKey key = TestKey.ec("ec", curve);
    String token = key.token(algorithm, payload);
    String tampered = key.token(algorithm, payload.replace("\"u\"", "\"v\""));
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
    String elliptic = key.token("ES384", payload);
    String claimsSmaller = key.token("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", "ES384", payload);

    assertThat(verdict(TestKey.jwks(key.jwk()), elliptic, both)).isEqualTo(VERIFIED);
    assertThat(verdict(TestKey.jwks(key.jwk()), claimsSmaller, both)).isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(RSA.jwk()), elliptic, both)).isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(key.jwk()), RSA.token("RS256", payload), both))
        .isEqualTo("unknown_key");
    assertThat(verdict(TestKey.jwks(key.jwk("crv", "P-999")), elliptic, both))
        .isEqualTo("unknown_key");
  }
}
