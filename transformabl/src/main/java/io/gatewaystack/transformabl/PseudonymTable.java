package io.gatewaystack.transformabl;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and the sealed values they stand for. Who has the table and not the key has nothing. Safe
 * for use by several threads.
 */
final class PseudonymTable {
  private static final int ENTRY_BYTES = 400; // map entries, headers, the digest

  /** Gives a new value its token, or refuses to: see {@link #token}. */
  interface Entry {
    /** Whether a token may not be used. */
    boolean isTaken(String token);

    /** The value, readable only for who has the key and the token. */
    byte[] sealed(String token);
  }

  private final Map<String, String> tokens = new HashMap<>();
  private final TreeMap<String, byte[]> values = new TreeMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private int bytes = ENTRY_BYTES;

  /**
   * The token of a value; a new one when it has none.
   *
   * @param name the type's name as tokens have it
   * @param digest a keyed digest of type and value
   * @return null when there is no room for another value
   */
  synchronized @Nullable String token(String name, String digest, Entry entry) {
    String known = tokens.get(digest);
    if (known != null) {
      return known;
    }
    if (tokens.size() >= Pseudonyms.MAX_VALUES) {
      return null;
    }
    String token;
    do {
      token = "[" + name + "_" + numbers.merge(name, 1, Integer::sum) + "]";
    } while (entry.isTaken(token));
    byte[] sealed = entry.sealed(token);
    values.put(token, sealed);
    tokens.put(digest, token);
    bytes += ENTRY_BYTES + sealed.length;
    return token;
  }

  synchronized byte @Nullable [] sealed(String token) {
    return values.get(token);
  }

  /** Whether some token goes on after {@code start}. */
  synchronized boolean startsToken(String start) {
    String next = values.higherKey(start);
    return next != null && next.startsWith(start);
  }

  synchronized boolean isEmpty() {
    return values.isEmpty();
  }

  /** Memory taken, roughly. */
  synchronized int bytes() {
    return bytes;
  }
}
