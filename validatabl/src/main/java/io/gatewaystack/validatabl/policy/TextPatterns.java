package io.gatewaystack.validatabl.policy;

/** The expressions of owners, by how they are written. */
@FunctionalInterface
interface TextPatterns {

  /**
   * An expression of an owner's.
   *
   * @throws IllegalArgumentException when a policy cannot hold it
   */
  TextPattern find(String expression);

  /** Expressions without tables: for those that are only checked. */
  static TextPatterns none() {
    return TextPattern::ofOwner;
  }
}
