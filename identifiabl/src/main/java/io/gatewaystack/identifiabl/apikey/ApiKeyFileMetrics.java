package io.gatewaystack.identifiabl.apikey;

/**
 * How an {@link ApiKeyFile} does.
 *
 * @param keys keys in force, revoked and expired ones included; 0 once they are refused because the
 *     file could not be read for too long
 * @param loads times the file was read with success since it was opened, that first time included
 * @param failures attempts to read it that failed
 * @param outdated whether the keys in force are older than the file, because it cannot be read
 */
public record ApiKeyFileMetrics(int keys, long loads, long failures, boolean outdated) {}
