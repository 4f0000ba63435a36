package io.gatewaystack.transformabl.safety;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a classifier, and a copy of its answer; empty when that is none. Copied where the
 * classifier runs: an answer may take its time to be read, too. It gives its place back once: when
 * that is done or, if the classifier was never called, when nobody waits any more.
 */
final class Attempt extends FutureTask<Optional<List<SafetyLabel>>> {
  private static final int MOST_LABELS = 16;

  private final Call call;

  Attempt(ContentClassifier classifier, String text, Runnable release) {
    this(new Call(classifier, text, release));
  }

  private Attempt(Call call) {
    super(call::run);
    this.call = call;
  }

  /** Nobody waits any more: what is running is interrupted, what is not will not run. */
  void abandon() {
    cancel(true);
    call.skip();
  }

  private static Optional<List<SafetyLabel>> copy(@Nullable Collection<SafetyLabel> answer) {
    if (answer == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(List.copyOf(answer)).filter(Attempt::isAnswer);
    } catch (RuntimeException e) { // holds null, or is not readable
      return Optional.empty();
    }
  }

  /** What says itself that the text was not judged is none. */
  private static boolean isAnswer(List<SafetyLabel> labels) {
    return labels.size() <= MOST_LABELS
        && labels.stream().noneMatch(label -> label.name().equals(Verdict.UNCLASSIFIED));
  }

  private record Call(
      ContentClassifier classifier, String text, Runnable release, AtomicBoolean taken) {
    Call(ContentClassifier classifier, String text, Runnable release) {
      this(classifier, text, release, new AtomicBoolean());
    }

    Optional<List<SafetyLabel>> run() throws Exception {
      if (!taken.compareAndSet(false, true)) {
        return Optional.empty(); // skipped: nobody reads this
      }
      try {
        return copy(classifier.classify(text));
      } finally {
        release.run();
      }
    }

    void skip() {
      if (taken.compareAndSet(false, true)) {
        release.run();
      }
    }
  }
}
