package io.gatewaystack.identifiabl.apikey;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of an API key or a token: what is kept in its place. Two are compared in constant
 * time. Immutable.
 */
public final class CredentialHash {
  private static final int CHUNK = 64; // one block of SHA-256
  private static final int BYTES = 32;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long a;
  private final long b;
  private final long c;
  private final long d;

  /** The first bytes are the hash. */
  private CredentialHash(byte[] hash) {
    a = (long) LONGS.get(hash, 0);
    b = (long) LONGS.get(hash, 8);
    c = (long) LONGS.get(hash, 16);
    d = (long) LONGS.get(hash, 24);
  }

  /**
   * Hashes a credential.
   *
   * @throws IllegalArgumentException when it holds characters no credential has: it is not ASCII
   */
  public static CredentialHash of(String credential) {
    CredentialHash hash = of(credential, 0);
    if (hash == null) {
      throw new IllegalArgumentException("credential: (expected: ASCII)");
    }
    return hash;
  }

  /**
   * Hashes the end of a text, without copying it as a whole.
   *
   * @param from index of the credential's first character
   * @return null when the credential is not ASCII
   */
  public static @Nullable CredentialHash of(String text, int from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
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
      digest.digest(bytes, 0, BYTES);
      return seen > 0x7F ? null : new CredentialHash(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The hash written as {@link #hex}.
   *
   * @throws IllegalArgumentException when it is not 64 hexadecimal digits
   */
  public static CredentialHash parse(String hex) {
    byte[] bytes = hex.length() == 2 * BYTES ? HexFormat.of().parseHex(hex) : new byte[0];
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("sha256: (expected: 64 hexadecimal digits)");
    }
    return new CredentialHash(bytes);
  }

  /** 64 hexadecimal digits in lower case. */
  public String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(a).putLong(b).putLong(c).putLong(d);
    return HexFormat.of().formatHex(bytes.array());
  }

  /** Whether the hashes are the same, found out in constant time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CredentialHash that
        && ((a ^ that.a) | (b ^ that.b) | (c ^ that.c) | (d ^ that.d)) == 0;
  }

  /** The bits of a hash are as good as any mix of them. */
  @Override
  public int hashCode() {
    return (int) a;
  }

  /** Shows nothing of the hash. */
  @Override
  public String toString() {
    return "CredentialHash";
  }
}
