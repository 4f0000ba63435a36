package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.proxyabl.internal.Heartbeats;
import io.gatewaystack.proxyabl.internal.Shares;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.time.Duration;

/**
 * What conversations need to reach upstreams.
 *
 * @param client the one way out
 * @param headers what upstreams are told about a request
 * @param seal names towards clients
 * @param heartbeats keeps streams to clients alive
 * @param shares how many connections each caller holds
 * @param maxMessageBytes largest message an upstream may send
 */
record Backends(
    UpstreamClient client,
    RequestHeaders headers,
    Seal seal,
    Heartbeats heartbeats,
    Shares shares,
    int maxMessageBytes) {

  /** How long an upstream that is listened to may say nothing: not for ever, it may be gone. */
  static final Duration LISTENING = Duration.ofHours(1);

  UpstreamExchange exchange(UpstreamRequest request, Receiver receiver) {
    return new UpstreamExchange(this, request, receiver);
  }
}
