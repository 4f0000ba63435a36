package io.gatewaystack.proxyabl.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Turns what an upstream calls something into what a client may hold: AES-GCM over it, bound to a
 * principal and a route, written as base64url of key id, nonce and ciphertext, in one spelling
 * only.
 *
 * <p>The nonce is an HMAC of what is sealed, under a key of its own, so that the same thing has the
 * same name each time: a client can recognise a request that is cancelled or sent again, and one
 * nonce never serves two texts.
 */
final class Seal {
  /** What is sealed; one kind never opens as another. */
  enum Kind {
    /** An upstream's session. */
    SESSION(HEADER),
    /** A session with several upstreams. */
    FEDERATION(HEADER),
    /** The place in a stream that {@code Last-Event-ID} names. */
    EVENT(HEADER),
    /** A server's request, or its progress token. */
    REQUEST(BODY);

    private final int maxLength;

    Kind(int maxLength) {
      this.maxLength = maxLength;
    }

    /** Longest sealed text that is looked at, in characters. */
    int maxLength() {
      return maxLength;
    }
  }

  /** What servers commonly take of all header fields together. */
  private static final int HEADER = 8 << 10;

  private static final int BODY = 64 << 10;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int OVERHEAD = SessionKeys.Key.ID_BYTES + NONCE_BYTES + TAG_BITS / 8;

  private final SessionKeys keys;

  Seal(SessionKeys keys) {
    this.keys = keys;
  }

  /** Visible ASCII that opens to {@code text}. */
  String seal(Kind kind, Binding binding, String text) {
    SessionKeys.Key key = keys.current();
    byte[] owner = aad(kind, binding);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] nonce = nonce(key, owner, plain);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, owner).doFinal(plain);
      ByteBuffer all = ByteBuffer.allocate(SessionKeys.Key.ID_BYTES + NONCE_BYTES + sealed.length);
      all.put(key.id()).put(nonce).put(sealed);
      return encoded(all.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM", e);
    }
  }

  /** What was sealed; empty when it was not sealed here, for this principal, on this route. */
  Optional<String> open(Kind kind, Binding binding, String sealed) {
    byte[] all = decoded(kind, sealed);
    if (all.length < OVERHEAD) {
      return Optional.empty();
    }
    int body = SessionKeys.Key.ID_BYTES + NONCE_BYTES;
    Optional<SessionKeys.Key> key = keys.find(Arrays.copyOf(all, SessionKeys.Key.ID_BYTES));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOfRange(all, SessionKeys.Key.ID_BYTES, body);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, aad(kind, binding));
      byte[] plain = cipher.doFinal(all, body, all.length - body);
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM", e);
    }
  }

  private static String encoded(byte[] all) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static byte[] decoded(Kind kind, String sealed) {
    if (sealed.length() > kind.maxLength()) {
      return new byte[0];
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      return encoded(all).equals(sealed) ? all : new byte[0]; // decoders forgive
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] aad(Kind kind, Binding binding) {
    return binding.bytes(kind.name().toLowerCase(Locale.ROOT));
  }

  private static byte[] nonce(SessionKeys.Key key, byte[] owner, byte[] plain)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key.nonces());
    mac.update(ByteBuffer.allocate(4).putInt(owner.length).array());
    mac.update(owner);
    return Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
  }

  private static Cipher cipher(int mode, SessionKeys.Key key, byte[] nonce, byte[] owner)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.cipher(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner);
    return cipher;
  }
}
