package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells the client its quotas: {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers for each of them, and the older {@code X-RateLimit-*} for
 * the tightest, with the reset in seconds since the epoch.
 */
final class RateHeaders {
  private RateHeaders() {}

  static void write(RequestContext context, HttpServletResponse response) {
    Limits limits = context.find(Limits.class).orElse(null);
    if (limits == null || limits.quotas().isEmpty()) {
      return;
    }
    List<Quota> quotas = limits.quotas();
    StringBuilder policies = new StringBuilder(32);
    StringBuilder states = new StringBuilder(32);
    Quota tightest = quotas.get(0);
    for (Quota quota : quotas) {
      item(policies, quota).append(";q=").append(quota.limit());
      policies.append(";w=").append(seconds(quota.window()));
      item(states, quota).append(";r=").append(quota.remaining());
      states.append(";t=").append(seconds(quota.resetAfter()));
      tightest = quota.remaining() <= tightest.remaining() ? quota : tightest;
    }
    response.setHeader("RateLimit-Policy", policies.toString());
    response.setHeader("RateLimit", states.toString());
    Instant reset = context.request().at().plusSeconds(seconds(tightest.resetAfter()));
    response.setHeader("X-RateLimit-Limit", Long.toString(tightest.limit()));
    response.setHeader("X-RateLimit-Remaining", Long.toString(tightest.remaining()));
    response.setHeader("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()));
  }

  private static StringBuilder item(StringBuilder list, Quota quota) {
    return list.append(list.isEmpty() ? "\"" : ", \"").append(quota.name()).append('"');
  }

  /** Whole seconds, rounded up: who waits that long does not come too early. */
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
