package io.gatewaystack.limitabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to one request too many: 429 {@code limit_exceeded}, which tells when to come back.
 */
final class RateDenial {
  private RateDenial() {}

  static Denial of(RateLimit limit, RateDecision decision) {
    long seconds = decision.resetAfterSeconds();
    Map<String, Object> rateLimit = new LinkedHashMap<>();
    rateLimit.put("limit", limit.maxRequests());
    rateLimit.put("remaining", decision.remaining());
    rateLimit.put("resetAfter", seconds);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(Denial.RETRY_AFTER, seconds);
    members.put("rateLimit", rateLimit);
    return new Denial(
        429,
        "limit_exceeded",
        "rate_limited",
        "Too many requests: try again later",
        42901,
        RpcStyle.KEEP_STATUS,
        null,
        members);
  }
}
