package io.gatewaystack.identifiabl.apikey;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of an API key or a token: what is kept in its place. Two are compared in constant
 * time. Immutable.
 */
public final class CredentialHash {
  private static final int BYTES = 32;
  private static final Hasher.Pool HASHERS = new Hasher.Pool();
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
    Hasher hasher = HASHERS.take();
    byte[] hash = hasher.hash(text, from);
    CredentialHash known = hash == null ? null : new CredentialHash(hash);
    HASHERS.giveBack(hasher);
    return known;
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
