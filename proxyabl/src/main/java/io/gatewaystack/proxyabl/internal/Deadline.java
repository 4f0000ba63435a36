package io.gatewaystack.proxyabl.internal;

import org.eclipse.jetty.io.CyclicTimeouts;

/** Something with a time limit that moves with every step of progress. */
public interface Deadline extends CyclicTimeouts.Expirable {

  /** Called when {@link #getExpireNanoTime} has passed; it may have moved since. */
  void expired();
}
