package io.gatewaystack.transformabl.safety;

/** How sure a label is. */
public enum Certainty {
  /** Several weak signs, or one strong sign that also has harmless readings. */
  LIKELY,
  /** A strong sign without a harmless reading nearby, or several. */
  CLEAR
}
