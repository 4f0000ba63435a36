package io.gatewaystack.validatabl.schema;

/** Says that arguments would take long to judge; without a stack. */
final class TooComplex extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooComplex() {
    super("too complex", null, false, false);
  }
}
