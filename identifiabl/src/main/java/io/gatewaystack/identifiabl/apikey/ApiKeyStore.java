package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.util.Optional;

/**
 * Where API keys are kept, never in plain text. Implementations are safe for use by several
 * threads.
 */
public interface ApiKeyStore {

  /**
   * The key with a hash, revoked and expired ones included or not. It may block; answers are
   * remembered for a while, see {@link #version}.
   *
   * @throws IOException when the store cannot answer now; the request is then refused with 503
   */
  Optional<ApiKey> find(CredentialHash hash) throws IOException;

  /**
   * A number that changes whenever an answer given before may be wrong now: what is remembered of
   * earlier answers no longer counts. It is asked for with every request, so it must not block; a
   * store that cannot know returns 0, and its answers are remembered until their time is over.
   */
  default long version() {
    return 0;
  }
}
