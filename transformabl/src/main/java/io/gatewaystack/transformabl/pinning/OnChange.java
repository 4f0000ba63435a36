package io.gatewaystack.transformabl.pinning;

/** What becomes of a tool whose definition is not the approved one. */
public enum OnChange {
  /** It stays; lists and calls are labelled. */
  LABEL,
  /**
   * It is taken off lists and calls are refused, until its definition is the pinned one again or
   * the pin is forgotten.
   */
  BLOCK,
  /** As {@link #BLOCK}, and its owner may approve the new definition ({@link PinStore#approve}). */
  REAPPROVE
}
