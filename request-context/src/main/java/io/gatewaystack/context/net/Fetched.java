package io.gatewaystack.context.net;

/**
 * What a {@link Fetcher} got.
 *
 * @param status HTTP status, not necessarily a success
 * @param body the whole body
 */
@SuppressWarnings("ArrayRecordComponent") // parsed once by the caller, never compared
public record Fetched(int status, byte[] body) {}
