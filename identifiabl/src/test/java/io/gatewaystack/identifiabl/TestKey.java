package io.gatewaystack.identifiabl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A key pair of any kind with its JWK, and signatures over any bytes. */
record TestKey(String kid, KeyPair pair) {

  static TestKey rsa(String kid, int bits) {
    return generate(kid, "RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }

  static TestKey ec(String kid, String curve) {
    return generate(kid, "EC", new ECGenParameterSpec(curve));
  }

  static String jwks(Object... jwks) {
    return JsonMapper.shared().writeValueAsString(Map.of("keys", List.of(jwks)));
  }

  /** The minimal public JWK, to be varied. */
  Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kid", kid);
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", base64(unsigned(rsa.getModulus(), 0)));
      jwk.put("e", base64(unsigned(rsa.getPublicExponent(), 0)));
    } else {
      ECPublicKey ec = (ECPublicKey) pair.getPublic();
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", base64(unsigned(ec.getW().getAffineX(), (bits + 7) / 8)));
      jwk.put("y", base64(unsigned(ec.getW().getAffineY(), (bits + 7) / 8)));
    }
    return jwk;
  }

  Map<String, Object> jwk(String member, Object value) {
    Map<String, Object> jwk = jwk();
    jwk.put(member, value);
    return jwk;
  }

  /** A token that names this key. */
  String token(String algorithm, String payload) {
    return token("{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, kid), algorithm, payload);
  }

  String token(String header, String algorithm, String payload) {
    return sign(header.getBytes(UTF_8), payload.getBytes(UTF_8), algorithm);
  }

  String sign(byte[] header, byte[] payload, String algorithm) {
    String input = base64(header) + '.' + base64(payload);
    try {
      Signature signature = signature(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(US_ASCII));
      return input + '.' + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] unsigned(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    int width = Math.max(length, (value.bitLength() + 7) / 8);
    byte[] result = new byte[width];
    int copied = Math.min(width, bytes.length);
    System.arraycopy(bytes, bytes.length - copied, result, width - copied, copied);
    return result;
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      case "PS" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String hash = "SHA-" + bits;
        int salt = Integer.parseInt(bits) / 8;
        pss.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        yield pss;
      }
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  private static TestKey generate(String kid, String type, AlgorithmParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(spec);
      return new TestKey(kid, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
