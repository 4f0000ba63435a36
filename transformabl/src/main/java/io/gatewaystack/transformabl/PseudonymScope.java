package io.gatewaystack.transformabl;

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

  private final PseudonymPlace place;
  private final Supplier<SealedValues> seals;
  private @Nullable SealedValues crypto;
  private @Nullable Supplier<Set<String>> written;
  private Map<Value, String> known = Map.of(); // while the request is read: one digest for each
  private int vain;

  private record Value(PiiType type, String text) {
    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
      return "Value";
    }
  }

  PseudonymScope(PseudonymPlace place, Supplier<SealedValues> seals) {
    this.place = place;
    this.seals = seals;
  }

  /**
   * Tokens that stand in the request already and must not come to mean something else. Where others
   * may put something into the table they are taken up at once, else with the first token.
   */
  void avoid(Supplier<Set<String>> tokens) {
    written = tokens;
    if (place.isShared()) {
      takeUpWritten();
    }
  }

  private void takeUpWritten() {
    Set<String> tokens = written == null ? Set.of() : written.get();
    written = null;
    if (!tokens.isEmpty()) {
      PseudonymTable table = place.make();
      table.write(tokens);
      place.grown(table);
    }
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
    takeUpWritten();
    SealedValues seal = crypto();
    PseudonymTable table = place.make();
    String name = type.name().toUpperCase(Locale.ROOT);
    int before = table.bytes();
    String token =
        table.token(name, seal.digest(type, value), unsealed -> seal.seal(unsealed, value));
    if (table.bytes() != before) {
      place.grown(table);
    }
    return token;
  }

  /** What a token stands for; null when it is none of this caller's. */
  @Nullable String value(String token) {
    for (PseudonymTable table : place.tables()) {
      byte[] sealed = table.sealed(token);
      if (sealed != null) {
        return crypto().open(token, sealed);
      }
    }
    return null;
  }

  /** Whether a text could go on and become a token of this caller. */
  boolean startsToken(String text) {
    return place.tables().stream().anyMatch(table -> table.startsToken(text));
  }

  /** Whether there is nothing to restore. */
  boolean isEmpty() {
    return place.tables().stream().allMatch(PseudonymTable::isEmpty);
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
}
