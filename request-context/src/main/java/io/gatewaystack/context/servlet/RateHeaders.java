package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;

/**
 * Tells the client its quotas: {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers for each of them, and the older {@code X-RateLimit-*} for
 * the tightest, with the reset in seconds since the epoch.
 */
final class RateHeaders {
  /** What was told last of the policies, which hardly ever change between requests. */
  private volatile Policies told = new Policies(List.of(), "");

  void write(RequestContext context, HttpServletResponse response) {
    Limits limits = context.find(Limits.class).orElse(null);
    if (limits == null || limits.quotas().isEmpty()) {
      return;
    }
    List<Quota> quotas = limits.quotas();
    StringBuilder states = new StringBuilder(64);
    Quota tightest = quotas.get(0);
    for (Quota quota : quotas) {
      item(states, quota).append(";r=").append(quota.remaining());
      states.append(";t=").append(seconds(quota.resetAfter()));
      tightest = quota.remaining() <= tightest.remaining() ? quota : tightest;
    }
    long reset = context.request().at().getEpochSecond() + seconds(tightest.resetAfter());
    response.setHeader("RateLimit-Policy", policies(quotas));
    response.setHeader("RateLimit", states.toString());
    response.setHeader("X-RateLimit-Limit", Long.toString(tightest.limit()));
    response.setHeader("X-RateLimit-Remaining", Long.toString(tightest.remaining()));
    response.setHeader("X-RateLimit-Reset", Long.toString(reset));
  }

  private String policies(List<Quota> quotas) {
    Policies known = told;
    if (!known.are(quotas)) {
      known = Policies.of(quotas);
      told = known;
    }
    return known.text();
  }

  private static StringBuilder item(StringBuilder list, Quota quota) {
    return list.append(list.isEmpty() ? "\"" : ", \"").append(quota.name()).append('"');
  }

  /** Whole seconds, rounded up: who waits that long does not come too early. */
  private static long seconds(Duration duration) {
    return duration.getSeconds() + (duration.getNano() == 0 ? 0 : 1);
  }

  /** How the policies of some quotas are written. */
  private record Policies(List<Quota> quotas, String text) {
    static Policies of(List<Quota> quotas) {
      StringBuilder text = new StringBuilder(64);
      for (Quota quota : quotas) {
        item(text, quota).append(";q=").append(quota.limit());
        text.append(";w=").append(seconds(quota.window()));
      }
      return new Policies(quotas, text.toString());
    }

    /** Whether these have the same policies, whatever is left of them. */
    boolean are(List<Quota> others) {
      boolean same = quotas.size() == others.size();
      for (int i = 0; same && i < quotas.size(); i++) {
        Quota one = quotas.get(i);
        Quota other = others.get(i);
        same =
            one.limit() == other.limit()
                && one.name().equals(other.name())
                && one.window().equals(other.window());
      }
      return same;
    }
  }
}
