package io.gatewaystack.identifiabl;

/**
 * Counts since the start.
 *
 * @param cacheHits tokens that were remembered
 * @param cacheMisses tokens that had to be verified, refused ones included
 * @param cacheEvictions tokens forgotten for lack of room or because their time was over
 * @param keyFetches attempts to fetch the issuers' keys
 * @param keyFetchFailures attempts that brought no keys
 * @param apiKeyHits API keys, good or unknown, that were remembered
 * @param apiKeyMisses API keys the store was asked for
 * @param apiKeyEvictions API keys forgotten for lack of room or because their time was over
 * @param apiKeyStoreFailures times the store could not answer
 */
public record IdentifiablMetrics(
    long cacheHits,
    long cacheMisses,
    long cacheEvictions,
    long keyFetches,
    long keyFetchFailures,
    long apiKeyHits,
    long apiKeyMisses,
    long apiKeyEvictions,
    long apiKeyStoreFailures) {}
