package io.gatewaystack.context;

import io.gatewaystack.context.denial.Denial;

/** How a request ended. Statuses are those of the answer; a cause never reaches a client. */
public sealed interface Outcome {

  /**
   * The application answered.
   *
   * @param status the HTTP status it answered with
   */
  record Completed(int status) implements Outcome {}

  /**
   * A layer, or the innermost handler, refused.
   *
   * @param layer who refused
   * @param denial the refusal
   * @param status the HTTP status of the answer, 200 for a refusal told inside JSON-RPC
   */
  record Denied(String layer, Denial denial, int status) implements Outcome {}

  /**
   * The application threw.
   *
   * @param cause what it threw
   * @param status the HTTP status of the answer
   */
  record Failed(Throwable cause, int status) implements Outcome {}

  /** The application did not complete an asynchronous answer in time. */
  record TimedOut() implements Outcome {}

  /**
   * The client went away before the answer was complete.
   *
   * @param cause how it was noticed
   */
  record Aborted(Throwable cause) implements Outcome {}
}
