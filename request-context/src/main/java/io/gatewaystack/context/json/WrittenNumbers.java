package io.gatewaystack.context.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/** Makes the nodes of one tree, and asks its parser how numbers are written. For one thread. */
final class WrittenNumbers extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;

  private final transient JsonParser parser;

  WrittenNumbers(JsonParser parser) {
    this.parser = parser;
  }

  /** Asked for the number that the parser stands at. */
  @Override
  public NumericNode numberNode(double nearest) {
    return new WrittenNumber(nearest, parser.getString());
  }
}
