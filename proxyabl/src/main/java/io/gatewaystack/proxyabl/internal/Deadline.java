package io.gatewaystack.proxyabl.internal;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/** Something with a time limit that moves with every step of progress. Equal to itself alone. */
public abstract class Deadline implements CyclicTimeouts.Expirable {
  /** The time of what has no limit. */
  protected static final long NEVER = Long.MAX_VALUE;

  /** The JVM's own would make it give up the light lock of an object that is locked when asked. */
  private final int hash = ThreadLocalRandom.current().nextInt();

  /** Called when {@link #getExpireNanoTime} has passed; it may have moved since. */
  public abstract void expired();

  /** The earlier of two times, each of which may be {@link #NEVER}. */
  protected static long earlier(long one, long other) {
    if (one == NEVER || other == NEVER) {
      return one == NEVER ? other : one;
    }
    return NanoTime.isBefore(one, other) ? one : other;
  }

  /** Whether the time limit has passed; it may have moved since the timer looked. */
  protected final boolean isPast() {
    long limit = getExpireNanoTime();
    return limit != NEVER && NanoTime.isBeforeOrSame(limit, NanoTime.now());
  }

  /** Called when the client that it is watched by is about to close all its connections. */
  public void closing() {}

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return hash;
  }
}
