package io.gatewaystack.transformabl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and the sealed values they stand for. Who has the table and not the key has nothing. Safe
 * for use by several threads.
 */
final class PseudonymTable {
  private static final int ENTRY_BYTES = 400; // map entries, headers, the digest
  private static final int WRITTEN_BYTES = 120; // an entry of a set, a short text

  private final Map<String, String> tokens = new HashMap<>(); // by digest
  private final TreeMap<String, byte[]> values = new TreeMap<>();
  private final Set<String> written = new HashSet<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final long given;
  private long highest;
  private int bytes = ENTRY_BYTES;
  private boolean closed;

  /**
   * An empty table.
   *
   * @param given numbers up to this one may stand for something already, and are not given again
   */
  PseudonymTable(long given) {
    this.given = given;
    this.highest = given;
  }

  /**
   * The token of a value; a new one when it has none.
   *
   * @param name the type's name as tokens have it
   * @param digest a keyed digest of type and value
   * @param seal makes of a token the value, readable only for who has the key and the token
   * @return null when there is no room for another value
   */
  synchronized @Nullable String token(String name, String digest, Function<String, byte[]> seal) {
    String known = tokens.get(digest);
    if (known != null) {
      return known;
    }
    if (closed || tokens.size() >= Pseudonyms.MAX_VALUES) {
      return null;
    }
    long number = numbers.getOrDefault(name, given);
    String token;
    do {
      number++;
      token = "[" + name + "_" + number + "]";
    } while (written.contains(token));
    byte[] sealed = seal.apply(token);
    if (!grow(ENTRY_BYTES + sealed.length)) {
      return null;
    }
    numbers.put(name, number);
    highest = Math.max(highest, number);
    values.put(token, sealed);
    tokens.put(digest, token);
    return token;
  }

  /** Takes up tokens that the caller wrote: from now on they mean themselves and nothing else. */
  synchronized void write(Set<String> literal) {
    for (String token : literal) {
      if (values.remove(token) != null) {
        tokens.values().remove(token);
      }
      if (!written.contains(token)) {
        if (grow(WRITTEN_BYTES)) {
          written.add(token);
        } else {
          closed = true; // what cannot be remembered could be given
        }
      }
    }
  }

  private boolean grow(int by) {
    boolean room = bytes + by <= Pseudonyms.MAX_CALLER_BYTES;
    bytes += room ? by : 0;
    return room;
  }

  /**
   * Gives no token from now on. What was given stays readable for who holds the table.
   *
   * @return the highest number that was given
   */
  synchronized long close() {
    closed = true;
    return highest;
  }

  synchronized boolean isClosed() {
    return closed;
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
