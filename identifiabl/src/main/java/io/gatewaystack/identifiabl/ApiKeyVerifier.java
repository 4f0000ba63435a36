package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.ApiKeyCache.KnownKey;
import io.gatewaystack.identifiabl.Verification.Rejected;
import io.gatewaystack.identifiabl.Verification.Verified;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.ApiKeys;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges API keys: by their form, then by their hash. All that is wrong with a key is answered the
 * same way. Safe for use by several threads.
 */
final class ApiKeyVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyVerifier.class);
  private static final String SOURCE = "api_key";
  private static final Rejected UNAVAILABLE =
      new Rejected(
          Denial.of(503, "api_keys_unavailable", 50301, "API keys cannot be checked now")
              .withMember(Denial.RETRY_AFTER, 1));

  private final ApiKeyCache cache;
  private final TimeSource time;
  private final LongAdder failures = new LongAdder();
  private volatile boolean failing;

  ApiKeyVerifier(ApiKeySettings settings) {
    cache = new ApiKeyCache(settings, ApiKeyVerifier::identity);
    time = settings.time();
  }

  /** Judges the key that starts at an index of a text and goes to its end. */
  Verification verify(String text, int from) {
    CredentialHash hash = ApiKeys.isWellFormed(text, from) ? CredentialHash.of(text, from) : null;
    if (hash == null) {
      return Reason.INVALID_API_KEY.rejected();
    }
    try {
      KnownKey known = cache.find(hash);
      if (failing) {
        failing = false; // the next outage is told again
      }
      return known != null && known.key().isUsable(time.instant())
          ? known.result()
          : Reason.INVALID_API_KEY.rejected();
    } catch (IOException | RuntimeException e) { // a store that fails does not open the door
      failures.increment();
      if (!failing) {
        failing = true;
        LOG.warn("the store of API keys cannot answer", e);
      }
      return UNAVAILABLE;
    }
  }

  /** Adds what happened since the start. */
  IdentifiablMetrics addTo(IdentifiablMetrics tokens) {
    return new IdentifiablMetrics(
        tokens.cacheHits(),
        tokens.cacheMisses(),
        tokens.cacheEvictions(),
        tokens.keyFetches(),
        tokens.keyFetchFailures(),
        cache.hits(),
        cache.misses(),
        cache.evictions(),
        failures.sum());
  }

  private static Verified identity(ApiKey key) {
    ApiKeyTerms terms = key.terms();
    return new Verified(
        Identity.builder(key.subject(), TrustedIssuer.trimmed(key.issuer()))
            .tenantId(terms.tenantId())
            .roles(terms.roles())
            .scopes(terms.scopes())
            .plan(terms.plan())
            .source(SOURCE)
            .claims(Map.of("api_key_id", key.id()))
            .validUntil(terms.expiresAt())
            .build());
  }
}
