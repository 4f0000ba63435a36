package io.gatewaystack.identifiabl.apikey;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * API keys of this process, at most 10 000. Every change counts from the next request on. Safe for
 * use by several threads.
 */
public final class InMemoryApiKeys implements ApiKeyStore {
  private record State(KeyTable keys, long version) {}

  private final InstantSource clock;
  private final AtomicReference<State> state = new AtomicReference<>(new State(KeyTable.EMPTY, 1));

  private InMemoryApiKeys(InstantSource clock) {
    this.clock = clock;
  }

  /** No keys, on the system's clock. */
  public static InMemoryApiKeys of() {
    return of(InstantSource.system());
  }

  /** No keys; {@code clock} says when keys are made and revoked. */
  public static InMemoryApiKeys of(InstantSource clock) {
    return new InMemoryApiKeys(clock);
  }

  /** Makes a key that works from now on. */
  public IssuedApiKey create(ApiKeyTerms terms) {
    IssuedApiKey issued = ApiKeys.create(terms, clock);
    add(issued.hash(), issued.key());
    return issued;
  }

  /**
   * Adds a key that was made elsewhere.
   *
   * @throws IllegalArgumentException when it is there already
   */
  public void add(CredentialHash hash, ApiKey key) {
    state.updateAndGet(s -> new State(s.keys.plus(hash, key), s.version + 1));
  }

  /**
   * Revokes a key.
   *
   * @return whether there was such a key, not yet revoked
   */
  public boolean revoke(String id) {
    State before =
        state.getAndUpdate(s -> new State(s.keys.revoked(id, clock.instant()), s.version + 1));
    return before.keys.all().stream().anyMatch(k -> k.id().equals(id) && k.revokedAt() == null);
  }

  /** All keys, the revoked ones included, in the order they were added. */
  public List<ApiKey> list() {
    return state.get().keys.all();
  }

  @Override
  public Optional<ApiKey> find(CredentialHash hash) {
    return state.get().keys.find(hash);
  }

  @Override
  public long version() {
    return state.get().version;
  }
}
