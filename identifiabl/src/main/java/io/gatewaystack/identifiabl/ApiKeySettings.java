package io.gatewaystack.identifiabl;

import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import java.time.Duration;

/**
 * Where API keys are and how long answers are remembered.
 *
 * @param store where they are
 * @param knownFor how long a key that was found is remembered
 * @param unknownFor how long it is remembered that there is no such key
 * @param entries most answers of either kind remembered
 * @param time for lifetimes and for when keys expire
 */
record ApiKeySettings(
    ApiKeyStore store, Duration knownFor, Duration unknownFor, int entries, TimeSource time) {

  ApiKeySettings {
    Expect.between("apiKeyCache.known", knownFor, Duration.ZERO, Duration.ofSeconds(60));
    Expect.between("apiKeyCache.unknown", unknownFor, Duration.ZERO, Duration.ofSeconds(10));
    Expect.between("apiKeyCache.entries", entries, 1, 1_000_000);
  }
}
