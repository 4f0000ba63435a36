package io.gatewaystack.transformabl.safety;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier said, or that it did not.
 *
 * @param labels what it found; with {@link #UNCLASSIFIED} among them when it failed
 * @param cause why it failed; null when it did not
 * @param refuses whether the text must not pass because it was not judged
 */
public record Verdict(SafetyLabels labels, @Nullable Failure cause, boolean refuses) {

  /** The label of a text that was not judged; its reason says why. */
  public static final String UNCLASSIFIED = "unclassified";

  /** Ways to fail. */
  public enum Failure {
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** As many texts are being judged as may be. */
    BUSY("busy"),
    /** The executor takes no more work. */
    REJECTED("rejected"),
    /** The classifier threw. */
    ERROR("error"),
    /** The answer was not one: null, more labels than may be, or {@link Verdict#UNCLASSIFIED}. */
    INVALID("invalid"),
    /** The text is longer than what is judged of one. */
    TOO_LONG("too_long"),
    /** The waiting thread was interrupted. */
    INTERRUPTED("interrupted");

    private final String reason;

    Failure(String reason) {
      this.reason = reason;
    }

    /** The stable word for it. */
    public String reason() {
      return reason;
    }
  }

  /** Refuses null labels. */
  public Verdict {
    Objects.requireNonNull(labels, "labels");
  }

  static Verdict of(SafetyLabels labels) {
    return new Verdict(labels, null, false);
  }

  static Verdict failed(Failure failure, FailMode mode, boolean truncated) {
    SafetyLabel label = new SafetyLabel(UNCLASSIFIED, Certainty.CLEAR, Set.of(failure.reason()));
    return new Verdict(
        new SafetyLabels(List.of(label), truncated), failure, mode == FailMode.CLOSED);
  }

  /** This verdict, with what was found all the same. */
  Verdict with(SafetyLabels found) {
    return new Verdict(labels.merge(found), cause, refuses);
  }

  /** Why the classifier failed, if it did. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(cause);
  }
}
