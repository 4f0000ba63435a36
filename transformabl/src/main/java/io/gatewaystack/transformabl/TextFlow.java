package io.gatewaystack.transformabl;

/**
 * A text that comes in pieces and leaves in pieces, changed on its way. What leaves is the same
 * however the text is cut. Not safe for use by several threads.
 */
interface TextFlow {

  /** Takes the next piece, returns what can leave now. */
  String more(String piece);

  /** The text is complete: returns what was held back. */
  String rest();

  /** Characters held back. */
  int held();

  /** Bytes of memory taken, by what is held back and what is remembered of what has left. */
  int memory();

  /**
   * Whether nothing but words before it would be forgotten with the text if it ended here: nothing
   * is held back, or all of it is a document that is complete, and what follows is not in one.
   */
  boolean mayEnd();
}
