package io.gatewaystack.context;

/**
 * One concern of governance, applied to every request. A layer is used by many threads and holds no
 * state of a request: what it must remember is captured by the {@link Completion} or the editor it
 * returns.
 */
public interface Layer {

  /** A short stable name for logs and audit, e.g. {@code validatabl}. */
  String name();

  /**
   * Decides whether a request goes on. May block for a cached look-up, not for long. What it throws
   * ends the request with 500: a layer fails closed.
   *
   * @param context what is known so far
   * @return the decision, with what the layer has learned in its context
   */
  Decision before(RequestContext context);
}
