package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each caller holds at each upstream. Nobody gets more than a share of them,
 * so that who opens streams without end is in nobody else's way. Exact; of a caller that holds none
 * nothing is kept.
 */
public final class Shares {
  /** What a caller hears that holds its whole share. */
  public static final Denial USED_UP =
      Denial.of(429, "limit_exceeded", 42901, "Too many requests at once: try again later")
          .withCode("too_many_connections")
          .withMember(Denial.RETRY_AFTER, 1);

  private final int most;
  private final Map<Holder, Integer> held = new ConcurrentHashMap<>();

  /** Shares of so many connections each. */
  public Shares(int most) {
    this.most = most;
  }

  private record Holder(String upstream, Caller caller) {}

  /** Takes a connection; false when the caller holds its whole share. */
  public boolean take(String upstream, Caller caller) {
    boolean[] taken = {false};
    held.compute(
        new Holder(upstream, caller),
        (key, before) -> {
          int now = before == null ? 0 : before;
          taken[0] = now < most;
          return taken[0] ? Integer.valueOf(now + 1) : before;
        });
    return taken[0];
  }

  /** Gives back what was taken. */
  public void giveBack(String upstream, Caller caller) {
    held.computeIfPresent(
        new Holder(upstream, caller), (key, before) -> before == 1 ? null : before - 1);
  }

  /** How many callers hold connections, counted at each upstream. */
  int holders() {
    return held.size();
  }
}
