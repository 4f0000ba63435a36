package io.gatewaystack.context.servlet;

import io.gatewaystack.context.section.Caller;
import org.jspecify.annotations.Nullable;

/** What one request keeps in memory, as a part of what all requests may, until it ends. */
final class Room {
  /** So little is held without asking for room, in bytes. */
  static final int SMALL = 8 << 10;

  private final FairShares memory;
  private @Nullable Caller holder;
  private long taken;
  private boolean ended;

  /** Nothing yet, of so much memory. */
  Room(FairShares memory) {
    this.memory = memory;
  }

  /**
   * Takes so much, in bytes, in place of what was taken before. The first to ask is the one whom
   * all of it counts for.
   *
   * @return false when there is no room, or the request has ended: all stays as it was
   */
  synchronized boolean take(Caller caller, long bytes) {
    Caller counted = holder == null ? caller : holder;
    if (ended || !memory.change(counted, taken, bytes)) {
      return false;
    }
    holder = counted;
    taken = bytes;
    return true;
  }

  /** Takes so much more, or gives so much back; see {@link #take}. */
  synchronized boolean add(Caller caller, long bytes) {
    return take(caller, taken + bytes);
  }

  /** The request has ended: nobody needs anything of it any more. */
  synchronized void end() {
    if (!ended && holder != null) {
      memory.giveBack(holder, taken);
    }
    ended = true;
  }
}
