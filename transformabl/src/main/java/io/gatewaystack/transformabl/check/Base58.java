package io.gatewaystack.transformabl.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base58Check, the form of Bitcoin's addresses: a version, twenty bytes and the first four of their
 * double SHA-256. Not safe for use by several threads.
 */
public final class Base58 {
  private static final int BYTES = 25;
  private static final int CHECKED = 21;
  private static final int LIMBS = 7;
  private static final byte[] VALUES = values();

  private final int[] limbs = new int[LIMBS]; // 32 bits each, the lowest first
  private final byte[] bytes = new byte[4 * LIMBS];
  private @Nullable MessageDigest sha256;

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /**
   * Reads a word.
   *
   * @return 1 when its check sum is right, 0 when only its form is, -1 when neither is
   */
  public int check(char[] chars, int from, int to) {
    Arrays.fill(limbs, 0);
    for (int i = from; i < to; i++) {
      int value = chars[i] < 128 ? VALUES[chars[i]] : -1;
      if (value < 0) {
        return -1;
      }
      long carry = value;
      for (int limb = 0; limb < LIMBS; limb++) {
        carry += (limbs[limb] & 0xFFFFFFFFL) * 58;
        limbs[limb] = (int) carry;
        carry >>>= 32;
      }
      if (carry != 0) {
        return -1;
      }
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) (limbs[i / 4] >>> 8 * (i % 4));
    }
    for (int i = 0; i < bytes.length - BYTES; i++) {
      if (bytes[i] != 0) {
        return 0;
      }
    }
    return isChecked() ? 1 : 0;
  }

  private boolean isChecked() {
    MessageDigest digest = digest();
    int start = bytes.length - BYTES;
    digest.update(bytes, start, CHECKED);
    byte[] hash = digest.digest(digest.digest());
    return Arrays.equals(hash, 0, 4, bytes, start + CHECKED, bytes.length);
  }

  private MessageDigest digest() {
    MessageDigest known = sha256;
    if (known == null) {
      try {
        known = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
      sha256 = known;
    }
    return known;
  }
}
