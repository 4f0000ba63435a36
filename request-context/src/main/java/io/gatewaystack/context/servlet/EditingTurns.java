package io.gatewaystack.context.servlet;

import java.util.concurrent.Semaphore;

/**
 * Memory for what editors make of large messages. Who finds none waits for his turn, which comes:
 * editing is work, and waits for nothing itself. So a heap is not overrun by what is edited at the
 * same time, and no answer is lost for it.
 */
final class EditingTurns {
  /** How many times its length a message takes while it is seen: where much is found in it. */
  private static final int TIMES = 16;

  private static final int UNIT = 1 << 10;

  private final int most;
  private final Semaphore units;

  /** Turns in so many bytes. */
  EditingTurns(long bytes) {
    most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    units = new Semaphore(most, true); // else large ones would wait for ever
  }

  /**
   * Edits a message of so many bytes: alone, if it needs more than there is, and at once if it is
   * small.
   */
  void during(long bytes, Runnable edit) {
    if (bytes <= Room.SMALL) {
      edit.run();
      return;
    }
    int wanted = (int) Math.min(most, bytes * TIMES / UNIT);
    units.acquireUninterruptibly(wanted);
    try {
      edit.run();
    } finally {
      units.release(wanted);
    }
  }
}
