package io.gatewaystack.validatabl.policy;

import java.util.Set;

/** A text of which only the beginning is known, such as the URI behind a resource template. */
record TextBeginning(String known) implements Fact {

  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public Truth is(Object value) {
    return value instanceof String text && text.startsWith(known) ? Truth.UNKNOWN : Truth.FALSE;
  }

  @Override
  public Truth contains(Object value) {
    return Truth.UNKNOWN;
  }

  @Override
  public Truth in(Set<String> texts) {
    for (String text : texts) {
      if (text.startsWith(known)) {
        return Truth.UNKNOWN;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public Truth startsWith(String prefix) {
    if (known.startsWith(prefix)) {
      return Truth.TRUE;
    }
    return prefix.startsWith(known) ? Truth.UNKNOWN : Truth.FALSE;
  }

  @Override
  public Truth matches(TextPattern pattern) {
    return startsWith(pattern.beginning()) == Truth.FALSE ? Truth.FALSE : Truth.UNKNOWN;
  }
}
