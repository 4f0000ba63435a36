package io.gatewaystack.identifiabl.apikey;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes one hash after the other with the same memory. Not safe for use by several threads. */
final class Hasher {
  private static final int CHUNK = 256;

  private final MessageDigest digest = sha256();
  private final char[] chars = new char[CHUNK];
  private final byte[] bytes = new byte[CHUNK];

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The SHA-256 of the end of a text; null when it is not ASCII. */
  byte @Nullable [] hash(String text, int from) {
    int seen = 0;
    for (int start = from; start < text.length(); start += CHUNK) {
      int length = Math.min(CHUNK, text.length() - start);
      text.getChars(start, start + length, chars, 0);
      for (int i = 0; i < length; i++) { // a loop over arrays is compiled to vector code
        seen |= chars[i];
        bytes[i] = (byte) chars[i];
      }
      digest.update(bytes, 0, length);
    }
    byte[] hash = digest.digest();
    forget();
    return seen > 0x7F ? null : hash;
  }

  /** Nothing of a credential stays for longer than it is needed. */
  private void forget() {
    digest.reset();
    Arrays.fill(chars, '\0');
    Arrays.fill(bytes, (byte) 0);
  }

  /** Keeps one for whoever comes next; who finds none makes one. */
  static final class Pool {
    private final AtomicReference<@Nullable Hasher> spare = new AtomicReference<>();

    Hasher take() {
      Hasher known = spare.getAndSet(null);
      return known == null ? new Hasher() : known;
    }

    void giveBack(Hasher hasher) {
      spare.set(hasher);
    }
  }
}
