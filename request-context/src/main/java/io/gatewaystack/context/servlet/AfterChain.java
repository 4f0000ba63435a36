package io.gatewaystack.context.servlet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Holds back callbacks until the application's code has returned to the filter: containers never
 * call a read listener from within the call that registers it, so neither do we.
 */
final class AfterChain {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean inside;

  synchronized void enter() {
    inside = true;
  }

  /** Takes a callback if the application is still running; else the caller must run it. */
  synchronized boolean defer(Runnable callback) {
    if (inside) {
      waiting.add(callback);
    }
    return inside;
  }

  void leave() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting.poll();
    inside = next != null;
    return next;
  }
}
