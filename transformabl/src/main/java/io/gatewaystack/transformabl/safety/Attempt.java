package io.gatewaystack.transformabl.safety;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a classifier. It gives its place back once: when the classifier has returned or, if
 * it was never called, when nobody waits any more.
 */
final class Attempt extends FutureTask<Collection<SafetyLabel>> {
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

  /** A copy of an answer; null when it is none. */
  static @Nullable List<SafetyLabel> copy(@Nullable Collection<SafetyLabel> answer) {
    if (answer == null) {
      return null;
    }
    try {
      List<SafetyLabel> labels = List.copyOf(answer);
      return labels.size() > MOST_LABELS ? null : labels;
    } catch (RuntimeException e) { // holds null, or is not readable
      return null;
    }
  }

  private record Call(
      ContentClassifier classifier, String text, Runnable release, AtomicBoolean taken) {
    Call(ContentClassifier classifier, String text, Runnable release) {
      this(classifier, text, release, new AtomicBoolean());
    }

    Collection<SafetyLabel> run() throws Exception {
      if (!taken.compareAndSet(false, true)) {
        return List.of(); // skipped: nobody reads this
      }
      try {
        return classifier.classify(text);
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
