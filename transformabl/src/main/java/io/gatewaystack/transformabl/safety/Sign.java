package io.gatewaystack.transformabl.safety;

/** Concepts that are not words: what the layout of a text says. Phrases name them like the rest. */
enum Sign {
  /** A word before an order that is no part of it, e.g. please. */
  LEAD,
  /** A word that is a name, and part of other words by chance. */
  NAME,
  /** An at sign between two words. */
  AT,
  /** The next word stands at the start of a line as a label, e.g. {@code system:}. */
  LABEL,
  /** What marks the turns of a conversation for a model, e.g. {@code <|}, stands before. */
  CHAT_MARK,
  /** An image or link whose address has a place for data begins here. */
  DATA_LINK,
  /** A known word in ROT13. */
  ROT13,
  /** A known word spelled backwards. */
  REVERSED;

  /** Its number among the concepts: signs come first, in the order they have here. */
  @SuppressWarnings("EnumOrdinal") // kept in memory only
  int number() {
    return ordinal();
  }
}
