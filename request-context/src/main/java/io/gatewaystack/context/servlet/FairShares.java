package io.gatewaystack.context.servlet;

import io.gatewaystack.context.section.Caller;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of something is taken, and by whom. Nobody gets more than twice as much as could then be
 * taken besides: one caller gets two thirds, two get two fifths each. So whoever takes much leaves
 * some for others, and others their turn. Exact; of a caller who has taken nothing nothing is kept.
 */
final class FairShares {
  private final long most;
  private final Map<Caller, Long> taken = new HashMap<>();
  private long all;

  /** Shares of so much. */
  FairShares(long most) {
    this.most = most;
  }

  /** Takes a part; false when there is none for this caller. The first one is there for anybody. */
  synchronized boolean take(Caller caller, long part) {
    long own = taken.getOrDefault(caller, 0L);
    if (all > 0 && (own + part) / 2 > most - all - part) {
      return false;
    }
    taken.put(caller, own + part);
    all += part;
    return true;
  }

  /** Gives back what was taken, or a part of it. */
  synchronized void giveBack(Caller caller, long part) {
    taken.computeIfPresent(caller, (key, own) -> own == part ? null : own - part);
    all -= part;
  }

  /** How many callers have taken something. */
  synchronized int callers() {
    return taken.size();
  }
}
