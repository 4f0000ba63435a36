package io.gatewaystack.context.json;

import tools.jackson.databind.node.DoubleNode;

/**
 * A number with a fraction or an exponent in the tree of a {@link JsonDocument}: the nearest binary
 * double, and the number as it is written, which is the one that will be forwarded. Immutable.
 */
final class WrittenNumber extends DoubleNode {
  private static final long serialVersionUID = 1L;

  private final String text;

  WrittenNumber(double nearest, String text) {
    super(nearest);
    this.text = text;
  }

  String text() {
    return text;
  }
}
