package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Verdict.Failure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ContentClassifier} that answers in time or not at all, and never throws.
 *
 * <pre>{@code
 * BoundedClassifier judge =
 *     BoundedClassifier.builder(classifier, executor)
 *         .deadline(Duration.ofMillis(80))
 *         .maxConcurrent(8)
 *         .failMode(FailMode.CLOSED)
 *         .build();
 * }</pre>
 *
 * <p>The work is done by the caller's executor; no thread is started here. A text that finds all
 * places taken is not judged and does not wait. An answer that comes late is dropped, its thread
 * interrupted; its place is free when the classifier has returned, so that one that hangs can never
 * take more threads than it has places. Failures are counted; the log tells of the first, second,
 * fourth, eighth and so on.
 */
public final class BoundedClassifier {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedClassifier.class);

  private final ContentClassifier classifier;
  private final Executor executor;
  private final Duration deadline;
  private final Semaphore places;
  private final FailMode failMode;
  private final int maxCharacters;
  private final Map<Failure, LongAdder> failures = new EnumMap<>(Failure.class);
  private final AtomicLong failureCount = new AtomicLong();

  private BoundedClassifier(Builder settings) {
    classifier = settings.classifier;
    executor = settings.executor;
    deadline = settings.deadline;
    places = new Semaphore(settings.maxConcurrent);
    failMode = settings.failMode;
    maxCharacters = settings.maxCharacters;
    for (Failure failure : Failure.values()) {
      failures.put(failure, new LongAdder());
    }
  }

  /**
   * A classifier with a deadline of 100 ms, 16 places, 32 768 characters, that fails closed.
   *
   * @param classifier judges
   * @param executor runs it; one that runs tasks on the calling thread cannot keep the deadline
   */
  public static Builder builder(ContentClassifier classifier, Executor executor) {
    return new Builder(
        Objects.requireNonNull(classifier, "classifier"),
        Objects.requireNonNull(executor, "executor"));
  }

  /**
   * Judges a text; of a longer one as many characters as are judged, which is a failure, too.
   * Blocks up to the deadline.
   */
  public Verdict classify(String text) {
    if (text.isEmpty()) {
      return Verdict.of(SafetyLabels.NONE);
    }
    boolean truncated = text.length() > maxCharacters;
    String seen = truncated ? text.substring(0, maxCharacters) : text;
    if (!places.tryAcquire()) {
      return failed(Failure.BUSY, truncated);
    }
    Attempt attempt = new Attempt(classifier, seen, places::release);
    try {
      executor.execute(attempt);
      return judged(attempt.get(deadline.toNanos(), TimeUnit.NANOSECONDS), truncated);
    } catch (TimeoutException e) {
      return failed(Failure.TIMEOUT, truncated);
    } catch (RuntimeException e) { // RejectedExecutionException, or an executor that is broken
      return failed(Failure.REJECTED, truncated);
    } catch (ExecutionException e) {
      return failed(Failure.ERROR, truncated);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(Failure.INTERRUPTED, truncated);
    } finally {
      attempt.abandon();
    }
  }

  private Verdict judged(Optional<List<SafetyLabel>> answer, boolean truncated) {
    if (answer.isEmpty()) {
      return failed(Failure.INVALID, truncated);
    }
    SafetyLabels labels = SafetyLabels.of(answer.get());
    return truncated
        ? failed(Failure.TOO_LONG, true).with(labels) // nobody has judged the rest
        : Verdict.of(labels);
  }

  private Verdict failed(Failure failure, boolean truncated) {
    Objects.requireNonNull(failures.get(failure)).increment();
    long total = failureCount.incrementAndGet();
    if (Long.bitCount(total) == 1) { // 1, 2, 4, …: whatever happens, the log stays short
      LOG.warn("the content classifier failed {} times, now: {}", total, failure.reason());
    }
    return Verdict.failed(failure, failMode, truncated);
  }

  /** Whether a text that could not be judged must not pass. */
  public boolean failsClosed() {
    return failMode == FailMode.CLOSED;
  }

  /** The most characters of a text that are judged. */
  public int maxCharacters() {
    return maxCharacters;
  }

  /** How often it failed so far, by the way it did. */
  public Map<Failure, Long> failures() {
    Map<Failure, Long> counts = new EnumMap<>(Failure.class);
    failures.forEach((failure, count) -> counts.put(failure, count.sum()));
    return counts;
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final ContentClassifier classifier;
    private final Executor executor;
    private Duration deadline = Duration.ofMillis(100);
    private int maxConcurrent = 16;
    private int maxCharacters = 32_768;
    private FailMode failMode = FailMode.CLOSED;

    private Builder(ContentClassifier classifier, Executor executor) {
      this.classifier = classifier;
      this.executor = executor;
    }

    /** Sets how long a text may take: more than nothing, at most 30 s. */
    public Builder deadline(Duration value) {
      deadline = Objects.requireNonNull(value, "deadline");
      return this;
    }

    /** Sets how many texts may be judged at once, at least 1. */
    public Builder maxConcurrent(int texts) {
      maxConcurrent = texts;
      return this;
    }

    /**
     * Sets how many characters of a text are judged, at least 1: what is longer fails in the
     * declared way, with the labels of its beginning.
     */
    public Builder maxCharacters(int characters) {
      maxCharacters = characters;
      return this;
    }

    /** Sets what a text is worth that could not be judged. */
    public Builder failMode(FailMode value) {
      failMode = Objects.requireNonNull(value, "failMode");
      return this;
    }

    /**
     * The classifier.
     *
     * @throws IllegalArgumentException when a setting is out of range
     */
    public BoundedClassifier build() {
      if (deadline.isNegative()
          || deadline.isZero()
          || deadline.compareTo(Duration.ofSeconds(30)) > 0) {
        throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0, <= PT30S)");
      }
      if (maxConcurrent < 1) {
        throw new IllegalArgumentException("maxConcurrent: " + maxConcurrent + " (expected: > 0)");
      }
      if (maxCharacters < 1) {
        throw new IllegalArgumentException("maxCharacters: " + maxCharacters + " (expected: > 0)");
      }
      return new BoundedClassifier(this);
    }
  }
}
