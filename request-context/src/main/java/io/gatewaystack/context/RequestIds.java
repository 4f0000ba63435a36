package io.gatewaystack.context;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Correlation ids: a safe one of the caller's is kept, else a random one is made. */
public final class RequestIds {
  private static final int MAX_LENGTH = 128;
  private static final RandomPool POOL = new RandomPool();

  private RequestIds() {}

  /** Whether an id may be echoed, sent upstream and written to logs. */
  public static boolean isSafe(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean safe =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "._-".indexOf(c) >= 0;
      if (!safe) {
        return false;
      }
    }
    return true;
  }

  /** 128 random bits as 32 hexadecimal digits. */
  public static String random() {
    return POOL.next();
  }

  /** One call of a generator serves many ids; each byte is used once. */
  private static final class RandomPool {
    private static final int BYTES = 16;

    private final SecureRandom random = generator();
    private final byte[] pool = new byte[4096];
    private int used = pool.length;

    /**
     * A generator without system calls where there is one: the usual one takes four times as long.
     */
    private static SecureRandom generator() {
      try {
        return SecureRandom.getInstance("DRBG"); // NIST SP 800-90A, seeded by the system
      } catch (NoSuchAlgorithmException e) {
        return new SecureRandom();
      }
    }

    synchronized String next() {
      if (used == pool.length) {
        random.nextBytes(pool);
        used = 0;
      }
      used += BYTES;
      return HexFormat.of().formatHex(pool, used - BYTES, used);
    }
  }
}
