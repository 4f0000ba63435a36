package io.gatewaystack.proxyabl.mcp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that session ids are sealed with. The first one seals, all of them open: to rotate,
 * put a new one in front and drop the old one when its sessions have ended. Gateways that share
 * their secrets share their sessions. Immutable.
 */
public final class SessionKeys {
  private static final int SECRET_BYTES = 32;

  private final List<Key> keys;

  private SessionKeys(List<byte[]> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("sessionKeys: none (expected: at least one)");
    }
    List<Key> derived = new ArrayList<>();
    for (byte[] secret : secrets) {
      if (secret.length < SECRET_BYTES) {
        throw new IllegalArgumentException(
            "sessionKeys: %d bytes (expected: at least %d)".formatted(secret.length, SECRET_BYTES));
      }
      derived.add(Key.of(secret));
    }
    keys = List.copyOf(derived);
  }

  /** Secrets of at least 32 random bytes each; the first one seals. */
  public static SessionKeys of(List<byte[]> secrets) {
    return new SessionKeys(secrets);
  }

  /**
   * Secrets in Base64, either alphabet; the first one seals.
   *
   * @throws IllegalArgumentException when one is not Base64 or too short; it is not repeated
   */
  public static SessionKeys ofBase64(List<String> secrets) {
    List<byte[]> decoded = new ArrayList<>();
    for (String secret : secrets) {
      try {
        decoded.add(Base64.getDecoder().decode(secret.strip().replace('-', '+').replace('_', '/')));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("sessionKeys: not Base64", e);
      }
    }
    return new SessionKeys(decoded);
  }

  /** A secret that dies with this process: sessions end when it does. */
  public static SessionKeys random() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new SessionKeys(List.of(secret));
  }

  /** The key that seals. */
  Key current() {
    return keys.get(0);
  }

  /** The key of an id, if it is one of these. */
  Optional<Key> find(byte[] id) {
    return keys.stream().filter(key -> Arrays.equals(key.id(), id)).findFirst();
  }

  /** How many keys there are. */
  @Override
  public String toString() {
    return "SessionKeys[" + keys.size() + "]";
  }

  /**
   * What is derived from one secret.
   *
   * @param id tells which key sealed; public
   * @param cipher for AES-GCM
   * @param nonces for HMAC-SHA256
   */
  @SuppressWarnings("ArrayRecordComponent") // looked up by content, never compared as a record
  record Key(byte[] id, SecretKeySpec cipher, SecretKeySpec nonces) {
    static final int ID_BYTES = 4;

    static Key of(byte[] secret) {
      return new Key(
          Arrays.copyOf(derive(secret, "id"), ID_BYTES),
          new SecretKeySpec(derive(secret, "cipher"), "AES"),
          new SecretKeySpec(derive(secret, "nonce"), "HmacSHA256"));
    }

    /** One block of HKDF-Expand (RFC 5869 section 2.3): the secret is uniformly random already. */
    private static byte[] derive(byte[] secret, String purpose) {
      try {
        byte[] pseudoRandom = MessageDigest.getInstance("SHA-256").digest(secret);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pseudoRandom, "HmacSHA256"));
        mac.update(("io.gatewaystack.mcp." + purpose).getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(new byte[] {1});
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the JDK lacks SHA-256", e);
      }
    }

    @Override
    public String toString() {
      return "Key";
    }
  }
}
