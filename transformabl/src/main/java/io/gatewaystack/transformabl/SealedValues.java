package io.gatewaystack.transformabl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and recognises the values of one caller: AES-256-GCM (NIST SP 800-38D) with a random
 * nonce, the token as associated data; keyed digests for finding a value again. Not safe for use by
 * several threads.
 */
final class SealedValues {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final String MISSING = "every Java platform has " + TRANSFORMATION;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec sealing;
  private final Hmac digesting;
  private final SecureRandom random;
  private final Cipher cipher;

  /**
   * Values of a caller.
   *
   * @param key the caller's, 32 bytes
   * @param random makes nonces
   */
  SealedValues(byte[] key, SecureRandom random) {
    this.random = random;
    try {
      this.cipher = Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MISSING, e);
    }
    Hmac derive = new Hmac(key);
    this.sealing = new SecretKeySpec(derive.of(List.of("seal")), "AES");
    this.digesting = new Hmac(derive.of(List.of("digest")));
  }

  String digest(PiiType type, String value) {
    return HexFormat.of().formatHex(digesting.of(List.of(type.name(), value)));
  }

  byte[] seal(String token, String value) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          begun(Cipher.ENCRYPT_MODE, nonce, token).doFinal(value.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MISSING, e);
    }
  }

  /** The value; null when it was sealed with another key or for another token. */
  @Nullable String open(String token, byte[] sealed) {
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
    try {
      byte[] value =
          begun(Cipher.DECRYPT_MODE, nonce, token)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return new String(value, StandardCharsets.UTF_8);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MISSING, e);
    }
  }

  private Cipher begun(int mode, byte[] nonce, String token) throws GeneralSecurityException {
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(token.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
