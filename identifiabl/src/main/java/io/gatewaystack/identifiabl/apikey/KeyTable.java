package io.gatewaystack.identifiabl.apikey;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Keys by their hash, in the order they were added. Immutable: each change makes a new table. */
final class KeyTable {
  static final int MOST_KEYS = 10_000;
  static final KeyTable EMPTY = new KeyTable(Map.of());

  private final Map<CredentialHash, ApiKey> keys;

  private KeyTable(Map<CredentialHash, ApiKey> keys) {
    this.keys = keys;
  }

  Optional<ApiKey> find(CredentialHash hash) {
    return Optional.ofNullable(keys.get(hash));
  }

  List<ApiKey> all() {
    return List.copyOf(keys.values());
  }

  int size() {
    return keys.size();
  }

  void forEach(BiConsumer<CredentialHash, ApiKey> action) {
    keys.forEach(action);
  }

  /**
   * This table with one more key.
   *
   * @throws IllegalArgumentException when the hash or the id is there already, or the table is full
   */
  KeyTable plus(CredentialHash hash, ApiKey key) {
    return plus(Map.of(hash, key));
  }

  /** As the other form, for many at once. */
  KeyTable plus(Map<CredentialHash, ApiKey> more) {
    Map<CredentialHash, ApiKey> all = new LinkedHashMap<>(keys);
    all.putAll(more);
    long ids = all.values().stream().map(ApiKey::id).distinct().count();
    if (all.size() != keys.size() + more.size() || ids != all.size()) {
      throw new IllegalArgumentException("key: (expected: one that is not there yet)");
    }
    if (all.size() > MOST_KEYS) {
      throw new IllegalArgumentException("keys: too many (expected: at most " + MOST_KEYS + ")");
    }
    return new KeyTable(Collections.unmodifiableMap(all));
  }

  /** This table with a key revoked; the same table when it has no such key or it is revoked. */
  KeyTable revoked(String id, Instant at) {
    Map<CredentialHash, ApiKey> all = new LinkedHashMap<>(keys);
    boolean[] changed = {false};
    all.replaceAll(
        (hash, key) -> {
          boolean meant = key.id().equals(id) && key.revokedAt() == null;
          changed[0] |= meant;
          return meant ? key.revoked(at) : key;
        });
    return changed[0] ? new KeyTable(Collections.unmodifiableMap(all)) : this;
  }
}
