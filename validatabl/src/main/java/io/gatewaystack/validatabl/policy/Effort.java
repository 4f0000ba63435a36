package io.gatewaystack.validatabl.policy;

import org.jspecify.annotations.Nullable;

/**
 * How much may be tried before a question is given up. It is counted in steps, not in time, so the
 * same question is given up everywhere or nowhere. Not safe for use by several threads.
 */
final class Effort {
  private final @Nullable Effort whole;
  private long left;
  private boolean guessed;

  Effort(long steps) {
    this(steps, null);
  }

  private Effort(long steps, @Nullable Effort whole) {
    this.left = steps;
    this.whole = whole;
  }

  /** A part of this effort: it may be exhausted while something of the whole is left. */
  Effort part(long steps) {
    return new Effort(steps, this);
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
    if (whole != null) {
      whole.spend(steps);
    }
    if (left < 0) {
      throw new Exhausted();
    }
  }

  /** Whether nothing more can be tried. */
  boolean isExhausted() {
    return left < 0;
  }

  /** Notes that more was taken for possible than may be. */
  void guess() {
    guessed = true;
  }

  /** Whether more may have been taken for possible than is. */
  boolean hasGuessed() {
    return guessed;
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
