package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.proxyabl.internal.Deadline;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.util.NanoTime;

/**
 * Something that is done again and again, after growing pauses, until it is stopped. Safe for use
 * by several threads.
 */
final class Repetition extends Deadline {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final long NEVER = Long.MAX_VALUE;

  private final Runnable what;
  private final Consumer<Deadline> watch;
  private final Consumer<Deadline> unwatch;
  private Duration pause = FIRST_PAUSE;
  private boolean stopped;
  private volatile long next = NEVER;

  /**
   * A repetition that has not begun.
   *
   * @param watch begins to look at the time
   * @param unwatch ends it
   */
  Repetition(Runnable what, Consumer<Deadline> watch, Consumer<Deadline> unwatch) {
    this.what = what;
    this.watch = watch;
    this.unwatch = unwatch;
  }

  /** Does it once more after a pause. */
  synchronized void later() {
    if (stopped) {
      return;
    }
    next = NanoTime.now() + pause.toNanos();
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    watch.accept(this);
  }

  /** It was of use: the next pause is a short one. */
  synchronized void succeeded() {
    pause = FIRST_PAUSE;
  }

  /** Never does it again. */
  synchronized void stop() {
    stopped = true;
    rest();
  }

  private void rest() {
    next = NEVER;
    unwatch.accept(this);
  }

  @Override
  public long getExpireNanoTime() {
    return next;
  }

  @Override
  public void expired() {
    synchronized (this) {
      if (next == NEVER || NanoTime.isBefore(NanoTime.now(), next)) {
        return;
      }
      rest();
    }
    what.run();
  }
}
