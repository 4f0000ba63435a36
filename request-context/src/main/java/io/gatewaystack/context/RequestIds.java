package io.gatewaystack.context;

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

  /** One call of the system's generator serves many ids; each byte is used once. */
  private static final class RandomPool {
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] pool = new byte[4096];
    private int used = pool.length;

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
