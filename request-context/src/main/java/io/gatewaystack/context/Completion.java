package io.gatewaystack.context;

/** What a layer does when the request is over. */
@FunctionalInterface
public interface Completion {

  /** Nothing to do. */
  Completion NONE = (latest, outcome) -> {};

  /**
   * Called once per entered layer, in reverse order, whatever happened; what one completion throws
   * is logged and does not keep the others from running.
   *
   * @param latest the final context, with everything later layers and the handler added
   * @param outcome how the request ended
   */
  void after(RequestContext latest, Outcome outcome);
}
