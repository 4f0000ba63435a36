package io.gatewaystack.transformabl.safety;

/** What a text is worth that the classifier could not judge. */
public enum FailMode {
  /** It must not pass. */
  CLOSED,
  /** It may pass, labelled {@link Verdict#UNCLASSIFIED}. */
  OPEN
}
