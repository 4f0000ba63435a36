package io.gatewaystack.context.servlet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of an application whose answers come later. Whatever is still open when the
 * application ends is told so, once, and so is what opens afterwards: a thread may still be within
 * a request then. Safe for use by several threads.
 */
final class OpenRequests {
  private final Set<Governed> requests = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  void add(Governed request) {
    requests.add(request);
    if (ended) {
      request.applicationEnded();
    }
  }

  void remove(Governed request) {
    requests.remove(request);
  }

  /** The application begins, for the first time or again. */
  void begin() {
    ended = false;
  }

  /** The application has ended. */
  void end() {
    ended = true;
    Set.copyOf(requests).forEach(Governed::applicationEnded);
  }
}
