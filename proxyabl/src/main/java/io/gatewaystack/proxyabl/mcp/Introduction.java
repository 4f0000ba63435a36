package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonRpcId;

/**
 * How a legacy client has introduced itself.
 *
 * @param message its {@code initialize} request as it was sent
 * @param id the request's id
 */
@SuppressWarnings("ArrayRecordComponent") // repeated, never compared
record Introduction(byte[] message, JsonRpcId id) {
  private static final int MOST_KEPT = 4 << 10;

  /** Whether it is as short as introductions are, so that many may be kept. */
  boolean isShort() {
    return message.length <= MOST_KEPT;
  }

  /** Shows nothing of the client. */
  @Override
  public String toString() {
    return "Introduction";
  }
}
