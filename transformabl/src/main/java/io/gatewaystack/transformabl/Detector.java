package io.gatewaystack.transformabl;

/**
 * Finds one type of personal data. A detector hangs on characters without which its type cannot
 * occur, looks at a bounded stretch around each, and confirms what it sees before it reports: so a
 * scan is one pass, linear for any input. Stateless; used by many threads.
 */
interface Detector {

  /** What it finds. */
  PiiType type();

  /** The ASCII characters it is called at. */
  String triggers();

  /**
   * Called at each trigger in ascending order, except within its own last match.
   *
   * @param text the text with disguises taken off
   * @param at position of the trigger
   * @param findings takes the match, if there is one
   */
  void at(NormalText text, int at, Findings findings);
}
