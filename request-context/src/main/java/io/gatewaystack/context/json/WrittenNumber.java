package io.gatewaystack.context.json;

import tools.jackson.databind.node.DoubleNode;

/**
 * A number with a fraction or an exponent in the tree of a {@link JsonDocument}: the nearest binary
 * double, and the number as it is written, which is the one that will be forwarded. Immutable.
 */
public final class WrittenNumber extends DoubleNode {
  private static final long serialVersionUID = 1L;

  private final String text;

  WrittenNumber(double nearest, String text) {
    super(nearest);
    this.text = text;
  }

  /** The number as it is written (RFC 8259 section 6), such as {@code 1.00} or {@code -2e400}. */
  public String text() {
    return text;
  }
}
