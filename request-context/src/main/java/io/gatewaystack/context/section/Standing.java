package io.gatewaystack.context.section;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How to find out whether the credentials of a request are still accepted. The request itself needs
 * no more than its {@link Identity}; what goes on for longer, as streams do, asks again.
 *
 * @param interval how long one asks nothing after having asked: more than none, at most a day
 * @param question may block for a look-up, not for long; by any thread, also after the request
 */
public record Standing(Duration interval, Supplier<Verdict> question)
    implements Mergeable<Standing> {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What is known of credentials now; the later in order decides where there are several. */
  public enum Verdict {
    /** They say what they said. */
    GOOD,
    /** They cannot be judged now. */
    UNKNOWN,
    /** They are refused, or say something else than they did. */
    ENDED
  }

  /** Refuses an interval that is none. */
  public Standing {
    Objects.requireNonNull(question, "question");
    if (interval.isNegative() || interval.isZero() || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "interval: " + interval + " (expected: > PT0S, at most " + LONGEST + ")");
    }
  }

  /** Asks. */
  public Verdict ask() {
    return question.get();
  }

  /** The credentials of both, as often as either wants. */
  @Override
  public Standing merge(Standing later) {
    Duration shorter = interval.compareTo(later.interval) < 0 ? interval : later.interval;
    return new Standing(
        shorter,
        () -> {
          Verdict first = ask();
          Verdict second = first == Verdict.ENDED ? first : later.ask();
          return first.compareTo(second) > 0 ? first : second;
        });
  }

  /** Shows nothing of the credentials. */
  @Override
  public String toString() {
    return "Standing[" + interval + "]";
  }
}
