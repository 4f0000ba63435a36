package io.gatewaystack.validatabl.policy;

import java.util.Set;

/** A set of texts of which only some are known, and which is not empty. */
record SomeTexts(Set<String> known) implements Fact {

  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public Truth contains(Object value) {
    return value instanceof String text && known.contains(text) ? Truth.TRUE : Truth.UNKNOWN;
  }
}
