package io.gatewaystack.validatabl.policy;

/**
 * How much may be tried before a question is given up. It is counted in steps, not in time, so the
 * same question is given up everywhere or nowhere. Not safe for use by several threads.
 */
final class Effort {
  private long left;

  Effort(long steps) {
    this.left = steps;
  }

  /** Says that the question is too large, or too hard; without a stack. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("too many steps", null, false, false);
    }
  }

  /**
   * Counts steps before they are taken.
   *
   * @throws Exhausted when they are too many
   */
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new Exhausted();
    }
  }

  /**
   * Gives up where an answer would be a guess.
   *
   * @throws Exhausted when something is not so
   */
  void require(boolean known) {
    if (!known) {
      throw new Exhausted();
    }
  }
}
