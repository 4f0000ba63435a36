package io.gatewaystack.context.json;

/** Receives the leaves of a document in the order in which they are written. */
@FunctionalInterface
public interface LeafVisitor {

  /**
   * Called once for each key and each scalar.
   *
   * @param leaf valid only during this call
   */
  void visit(Leaf leaf);
}
