package io.gatewaystack.context;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The one mutable cell of a request: holds its newest context. Safe for use by several threads. */
public final class Exchange {
  private final AtomicReference<RequestContext> context;

  /** Starts with a context. */
  public Exchange(RequestContext context) {
    this.context = new AtomicReference<>(Objects.requireNonNull(context, "context"));
  }

  /** The newest context. */
  public RequestContext context() {
    return context.get();
  }

  /**
   * Replaces the context atomically.
   *
   * @param change a function without side effects: it may be applied more than once
   * @return the new context
   */
  public RequestContext update(UnaryOperator<RequestContext> change) {
    return context.updateAndGet(change);
  }
}
