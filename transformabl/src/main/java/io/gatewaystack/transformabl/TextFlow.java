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

  /** Characters that left and are remembered. */
  int remembered();

  /** Whether the text looks complete, so that nothing is likely to follow what is held back. */
  default boolean looksComplete() {
    return false;
  }
}
