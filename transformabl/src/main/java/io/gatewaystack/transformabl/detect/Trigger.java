package io.gatewaystack.transformabl.detect;

/** What in a text makes a detector look. */
public enum Trigger {
  /** The start of a text whose name may be that of a credential. */
  NAMED_TEXT,
  /** The first digit of a run of digits that no letter touches in front. */
  NUMBER,
  /** The first character of a word of letters and digits. */
  CODE,
  /** The first character of a word that is long, or short with a joint such as {@code _} behind. */
  KEY,
  /** A word such as dot or at, which stands for a mark of an address: see {@link SpokenMarks}. */
  DOT,
  /** An at sign. */
  AT_SIGN,
  /** A colon. */
  COLON,
  /** An equals sign. */
  EQUALS,
  /** The first of several dashes. */
  DASHES
}
