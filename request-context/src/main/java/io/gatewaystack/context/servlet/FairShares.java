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
  boolean take(Caller caller, long part) {
    return change(caller, 0, part);
  }

  /** Gives back what was taken. */
  void giveBack(Caller caller, long part) {
    change(caller, part, 0);
  }

  /** Makes a part that was taken another; false when there is not so much for this caller. */
  synchronized boolean change(Caller caller, long before, long after) {
    long own = taken.getOrDefault(caller, 0L) - before;
    long others = all - before;
    if (after > before && others > 0 && (own + after) / 2 > most - others - after) {
      return false;
    }
    if (own + after == 0) {
      taken.remove(caller);
    } else {
      taken.put(caller, own + after);
    }
    all = others + after;
    return true;
  }

  /** How many callers have taken something. */
  synchronized int callers() {
    return taken.size();
  }
}
