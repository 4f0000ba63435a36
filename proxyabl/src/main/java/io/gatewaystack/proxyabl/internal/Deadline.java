package io.gatewaystack.proxyabl.internal;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.jspecify.annotations.Nullable;

/** Something with a time limit that moves with every step of progress. Equal to itself alone. */
public abstract class Deadline implements CyclicTimeouts.Expirable {
  /** The JVM's own would make it give up the light lock of an object that is locked when asked. */
  private final int hash = ThreadLocalRandom.current().nextInt();

  /** Called when {@link #getExpireNanoTime} has passed; it may have moved since. */
  public abstract void expired();

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
