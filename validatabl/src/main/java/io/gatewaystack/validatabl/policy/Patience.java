package io.gatewaystack.validatabl.policy;

/**
 * How much may be tried to tell whether some of many reads may be allowed. What a server lists is
 * asked once and remembered; what a client asks about is made up as easily as it is sent. Not safe
 * for use by several threads.
 */
public final class Patience {
  /** Some hundredths of a second; a usual question takes a small part of it. */
  private static final long STEPS_OF_CLIENT = 400_000;

  private static final long ENOUGH = Long.MAX_VALUE;

  private final Effort effort;
  private final boolean limited;

  private Patience(long steps) {
    this.effort = new Effort(steps);
    this.limited = steps != ENOUGH;
  }

  /** For a template that a server lists: each question may take long. */
  public static Patience withServer() {
    return new Patience(ENOUGH);
  }

  /** For a template that a client names: all questions together must be answered soon. */
  public static Patience withClient() {
    return new Patience(STEPS_OF_CLIENT);
  }

  boolean isLimited() {
    return limited;
  }

  /** What one question may take. */
  Effort part(long steps) {
    return effort.part(steps);
  }
}
