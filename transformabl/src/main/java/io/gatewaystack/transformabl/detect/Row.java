package io.gatewaystack.transformabl.detect;

/** Where a number stands among others that are near. */
public enum Row {
  /** No other is near. */
  ALONE,
  /** Others follow. */
  FIRST,
  /** Others stand in front and follow. */
  MIDDLE,
  /** Others stand in front. */
  LAST;

  /** Its place among all of them. */
  @SuppressWarnings("EnumOrdinal") // kept in memory only
  int number() {
    return ordinal();
  }

  /** Whether others follow. */
  boolean goesOn() {
    return this == FIRST || this == MIDDLE;
  }

  /** Whether others stand in front. */
  boolean isOpen() {
    return this == MIDDLE || this == LAST;
  }

  static Row of(boolean follows, boolean goesOn) {
    if (follows) {
      return goesOn ? MIDDLE : LAST;
    }
    return goesOn ? FIRST : ALONE;
  }
}
