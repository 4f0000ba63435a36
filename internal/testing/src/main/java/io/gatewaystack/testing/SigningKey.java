package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A 2048-bit RSA key of an issuer, under the id it is published with. Immutable. */
public final class SigningKey {
  private final String kid;
  private final RSAPublicKey publicKey;
  private final PrivateKey privateKey;

  private SigningKey(String kid, RSAPublicKey publicKey, PrivateKey privateKey) {
    this.kid = kid;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** A new random key. */
  public static SigningKey generate(String kid) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(kid, (RSAPublicKey) pair.getPublic(), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key pair under another id. */
  public SigningKey as(String otherKid) {
    return new SigningKey(otherKid, publicKey, privateKey);
  }

  /** The key id. */
  public String kid() {
    return kid;
  }

  /** The public half. */
  public RSAPublicKey publicKey() {
    return publicKey;
  }

  /** The public half as an X.509 PEM block, lines of 64 characters, final newline. */
  public String publicPem() {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicDer());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  /** The public half as an X.509 SubjectPublicKeyInfo. */
  public byte[] publicDer() {
    return publicKey.getEncoded();
  }

  /** The public half as the members of a JWK (RFC 7517) for RS256 signatures; mutable. */
  public Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "RSA");
    jwk.put("use", "sig");
    jwk.put("alg", "RS256");
    jwk.put("kid", kid);
    jwk.put("n", unsigned(publicKey.getModulus()));
    jwk.put("e", unsigned(publicKey.getPublicExponent()));
    return jwk;
  }

  /** RSASSA-PKCS1-v1_5 with SHA-256 over the UTF-8 bytes of {@code input}. */
  byte[] sign(String input) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey);
      signature.update(input.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return Jose.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }
}
