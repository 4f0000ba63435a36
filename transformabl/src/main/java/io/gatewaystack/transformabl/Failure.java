package io.gatewaystack.transformabl;

/** Failures while content was looked at. Their messages may quote it, so they go no further. */
final class Failure {
  private Failure() {}

  /** The same failure from the same place, told by its type alone. */
  static RuntimeException withoutMessage(Throwable cause) {
    RuntimeException told = new IllegalStateException(cause.getClass().getName());
    told.setStackTrace(cause.getStackTrace());
    return told;
  }
}
