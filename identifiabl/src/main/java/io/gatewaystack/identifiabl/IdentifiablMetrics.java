package io.gatewaystack.identifiabl;

/**
 * Counts since the start.
 *
 * @param cacheHits tokens that were remembered
 * @param cacheMisses tokens that had to be verified, refused ones included
 * @param cacheEvictions tokens forgotten for lack of room or because their time was over
 * @param keyFetches attempts to fetch keys
 * @param keyFetchFailures attempts that brought no keys
 */
public record IdentifiablMetrics(
    long cacheHits,
    long cacheMisses,
    long cacheEvictions,
    long keyFetches,
    long keyFetchFailures) {}
