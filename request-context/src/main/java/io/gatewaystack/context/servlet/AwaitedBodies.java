package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Caller;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bodies are being waited for, each on a thread of the container's. No caller's may be
 * more than twice as many as could then be waited for besides: one caller gets two thirds, two get
 * two fifths each. So whoever sends slowly keeps threads for others, and others their turn. Exact;
 * of a caller nobody waits for nothing is kept.
 */
final class AwaitedBodies {
  /** What a caller hears whose body is not there and may not be waited for. */
  static final Denial TOO_MANY =
      Denial.of(429, "limit_exceeded", 42901, "Too many request bodies are late: try again later")
          .withCode("too_many_bodies")
          .withMember(Denial.RETRY_AFTER, 1);

  private final int most;
  private final Map<Caller, Integer> awaited = new HashMap<>();
  private int all;

  AwaitedBodies(int most) {
    this.most = most;
  }

  /** Takes a turn; false when there is none for this caller. */
  synchronized boolean begin(Caller caller) {
    int own = awaited.getOrDefault(caller, 0);
    if (own >= 2 * (most - all) - 1) {
      return false;
    }
    awaited.put(caller, own + 1);
    all++;
    return true;
  }

  /** Gives a turn back. */
  synchronized void end(Caller caller) {
    awaited.computeIfPresent(caller, (key, own) -> own == 1 ? null : own - 1);
    all--;
  }

  /** How many callers are waited for. */
  synchronized int callers() {
    return awaited.size();
  }
}
