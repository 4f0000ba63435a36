package io.gatewaystack.proxyabl.mcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each caller holds at each upstream. Nobody gets more than a share of them,
 * so that who opens streams without end is in nobody else's way. Exact; of a caller that holds none
 * nothing is kept.
 */
final class Shares {
  private final int most;
  private final Map<Holder, Integer> held = new ConcurrentHashMap<>();

  /** Shares of so many connections each. */
  Shares(int most) {
    this.most = most;
  }

  private record Holder(String upstream, Caller caller) {}

  /** Takes a connection; false when the caller holds its whole share. */
  boolean take(UpstreamRequest request) {
    Holder holder = holder(request);
    boolean[] taken = {false};
    held.compute(
        holder,
        (key, before) -> {
          int now = before == null ? 0 : before;
          taken[0] = now < most;
          return taken[0] ? Integer.valueOf(now + 1) : before;
        });
    return taken[0];
  }

  /** Gives back what was taken. */
  void giveBack(UpstreamRequest request) {
    held.computeIfPresent(holder(request), (key, before) -> before == 1 ? null : before - 1);
  }

  private static Holder holder(UpstreamRequest request) {
    return new Holder(request.upstream().name(), request.caller());
  }

  /** How many callers hold connections, counted at each upstream. */
  int holders() {
    return held.size();
  }
}
