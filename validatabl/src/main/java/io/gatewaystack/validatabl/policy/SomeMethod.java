package io.gatewaystack.validatabl.policy;

import java.util.Set;

/** A method of HTTP as conditions see it, in capitals; nobody knows which. */
enum SomeMethod implements Fact {
  INSTANCE;

  private static final FieldTexts METHODS = FieldTexts.of(Field.Request.HTTP_METHOD);

  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public Truth is(Object value) {
    return value instanceof String text && METHODS.form().accept(text)
        ? Truth.UNKNOWN
        : Truth.FALSE;
  }

  /** It is one word. */
  @Override
  public Truth contains(Object value) {
    return is(value);
  }

  @Override
  public Truth in(Set<String> texts) {
    return texts.stream().anyMatch(METHODS.form()::accept) ? Truth.UNKNOWN : Truth.FALSE;
  }

  @Override
  public Truth startsWith(String prefix) {
    return METHODS.mayBegin(prefix) ? Truth.UNKNOWN : Truth.FALSE;
  }

  @Override
  public Truth matches(TextPattern pattern) {
    return startsWith(pattern.beginning());
  }
}
