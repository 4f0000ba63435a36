package io.gatewaystack.transformabl;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pseudonyms of one caller during one request: a table, and the key that opens it. Confined to
 * the request; the table behind it may be shared.
 */
final class PseudonymScope {
  private static final int MAX_VALUE = 8_192;

  /**
   * Values that are told they have no token, after which new ones are not asked for: each costs.
   */
  static final int MOST_VAIN = 2_000;

  /** Where the table is. */
  interface Place {
    /** The table, if something was put into it. */
    @Nullable PseudonymTable find();

    /** The table to put something into. */
    PseudonymTable make();

    /** Something was put into it. */
    default void grown(PseudonymTable table) {}

    /** Whether other requests put something into it, too. */
    default boolean isShared() {
      return false;
    }
  }

  private final Place place;
  private final Supplier<SealedValues> seals;
  private @Nullable SealedValues crypto;
  private @Nullable Supplier<Set<String>> literal;
  private @Nullable Set<String> taken;
  private Map<Value, String> known = Map.of(); // while the request is read: one digest for each
  private int vain;

  private record Value(PiiType type, String text) {
    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
      return "Value";
    }
  }

  PseudonymScope(Place place, Supplier<SealedValues> seals) {
    this.place = place;
    this.seals = seals;
  }

  /** Tokens that stand in the request already and must not come to mean something else. */
  void avoid(Supplier<Set<String>> tokens) {
    literal = tokens;
    taken = null;
  }

  private boolean isTaken(String token) {
    if (taken == null) {
      taken = literal == null ? Set.of() : literal.get();
    }
    return taken.contains(token);
  }

  /** The token of a value; null when there is no room for it. */
  @Nullable String token(PiiType type, String value) {
    Value key = new Value(type, value);
    String token = known.get(key);
    if (token == null && value.length() <= MAX_VALUE && vain < MOST_VAIN) {
      token = fromTable(type, value);
      if (token == null) {
        vain++;
      } else {
        remember(key, token);
      }
    }
    return token;
  }

  private void remember(Value value, String token) {
    if (known.isEmpty()) {
      known = new HashMap<>();
    }
    if (known.size() < Pseudonyms.MAX_VALUES) {
      known.put(value, token);
    }
  }

  /** The request was read: from here on no value is kept but sealed. */
  void forget() {
    known = Map.of();
  }

  private @Nullable String fromTable(PiiType type, String value) {
    SealedValues seal = crypto();
    PseudonymTable table = place.make();
    PseudonymTable.Entry entry =
        new PseudonymTable.Entry() {
          @Override
          public boolean isTaken(String token) {
            return PseudonymScope.this.isTaken(token);
          }

          @Override
          public byte[] sealed(String token) {
            return seal.seal(token, value);
          }
        };
    String name = type.name().toUpperCase(Locale.ROOT);
    int before = table.bytes();
    String token = table.token(name, seal.digest(type, value), entry);
    if (table.bytes() != before) {
      place.grown(table);
    }
    return token;
  }

  /** What a token stands for; null when it is none of this caller's. */
  @Nullable String value(String token) {
    PseudonymTable table = place.find();
    byte[] sealed = table == null ? null : table.sealed(token);
    return sealed == null ? null : crypto().open(token, sealed);
  }

  /** Whether a text could go on and become a token of this caller. */
  boolean startsToken(String text) {
    PseudonymTable table = place.find();
    return table != null && table.startsToken(text);
  }

  /** Whether there is nothing to restore. */
  boolean isEmpty() {
    PseudonymTable table = place.find();
    return table == null || table.isEmpty();
  }

  /** Whether there may be something to restore later: from another request of the session. */
  boolean isShared() {
    return place.isShared();
  }

  private SealedValues crypto() {
    SealedValues known = crypto;
    if (known == null) {
      known = seals.get();
      crypto = known;
    }
    return known;
  }

  /** A table that goes with the request. */
  static final class OfRequest implements Place {
    private @Nullable PseudonymTable table;

    @Override
    public @Nullable PseudonymTable find() {
      return table;
    }

    @Override
    public PseudonymTable make() {
      PseudonymTable known = table;
      if (known == null) {
        known = new PseudonymTable();
        table = known;
      }
      return known;
    }
  }

  /** A table that outlives the request. Held on to, so that it cannot expire within the request. */
  static final class OfSession implements Place {
    private final Cache<String, PseudonymTable> sessions;
    private final String id;
    private @Nullable PseudonymTable table;

    OfSession(Cache<String, PseudonymTable> sessions, String id) {
      this.sessions = sessions;
      this.id = id;
      this.table = sessions.getIfPresent(id);
    }

    @Override
    public @Nullable PseudonymTable find() {
      PseudonymTable known = table;
      if (known == null) { // another request of the session may have made one meanwhile
        known = sessions.getIfPresent(id);
        table = known;
      }
      return known;
    }

    @Override
    public PseudonymTable make() {
      PseudonymTable known = table;
      if (known == null) {
        known = sessions.get(id, absent -> new PseudonymTable());
        table = known;
      }
      return known;
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public void grown(PseudonymTable grown) {
      sessions.asMap().replace(id, grown, grown); // weighs it again
    }
  }
}
