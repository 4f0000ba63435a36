package io.gatewaystack.identifiabl;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a token: what is remembered in its place. */
record TokenHash(long a, long b, long c, long d) {
  private static final int CHUNK = 128;

  /**
   * Hashes the end of a text, without copying it as a whole.
   *
   * @param from index of the token's first character
   * @return null when the token holds characters no token has: those have no one-byte form
   */
  static @Nullable TokenHash of(String text, int from) {
    MessageDigest digest = sha256();
    char[] chars = new char[CHUNK];
    byte[] bytes = new byte[CHUNK];
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
    if (seen > 0x7F) {
      return null;
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /** The bits of a hash are as good as any mix of them. */
  @Override
  public int hashCode() {
    return (int) a;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
