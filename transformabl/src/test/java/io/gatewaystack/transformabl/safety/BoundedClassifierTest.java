package io.gatewaystack.transformabl.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.transformabl.safety.Verdict.Failure;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundedClassifierTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final SafetyLabel HATE = new SafetyLabel("hate", Certainty.LIKELY, Set.of());

  private final ExecutorService executor = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() throws InterruptedException {
    executor.shutdownNow();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private BoundedClassifier.Builder judge(ContentClassifier classifier) {
    return BoundedClassifier.builder(classifier, executor).deadline(LONG);
  }

  private static void waitFor(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void passesOnWhatTheClassifierSays() {
    Verdict answer = judge(text -> List.of(HATE)).build().classify("some text");
    assertThat(answer.labels().labels()).containsExactly(HATE);
    assertThat(answer.refuses()).isFalse();
    assertThat(answer.failure()).isEmpty();
  }

  @Test
  void doesNotAskAboutNothing() {
    AtomicInteger calls = new AtomicInteger();
    BoundedClassifier judge =
        judge(
                text ->
                    List.of(
                        new SafetyLabel("l" + calls.incrementAndGet(), Certainty.CLEAR, Set.of())))
            .build();
    assertThat(judge.classify("").labels()).isEqualTo(SafetyLabels.NONE);
    assertThat(calls).hasValue(0);
  }

  @Test
  void shortensWhatIsTooLongAndSaysSo() {
    AtomicInteger length = new AtomicInteger();
    BoundedClassifier judge =
        judge(
                text -> {
                  length.set(text.length());
                  return List.of();
                })
            .maxCharacters(10)
            .build();
    assertThat(judge.classify("x".repeat(10)).labels().truncated()).isFalse();
    assertThat(judge.classify("x".repeat(11)).labels().truncated()).isTrue();
    assertThat(length).hasValue(10);
  }

  @ParameterizedTest
  @EnumSource
  void aTextThatWasNotJudgedToItsEndFailsAsDeclared(FailMode mode) {
    BoundedClassifier judge = judge(text -> List.of(HATE)).maxCharacters(10).failMode(mode).build();
    Verdict answer = judge.classify("x".repeat(11));
    assertThat(answer.failure()).contains(Failure.TOO_LONG);
    assertThat(answer.refuses()).isEqualTo(mode == FailMode.CLOSED);
    assertThat(answer.labels().names()).containsExactly("hate", Verdict.UNCLASSIFIED);
    assertThat(answer.labels().truncated()).isTrue();
    assertThat(judge.failures()).containsEntry(Failure.TOO_LONG, 1L);
  }

  @ParameterizedTest
  @EnumSource
  void failsAsDeclared(FailMode mode) {
    BoundedClassifier judge =
        judge(
                text -> {
                  throw new IllegalStateException("secret " + text);
                })
            .failMode(mode)
            .build();
    Verdict answer = judge.classify("joe@example.com");
    assertThat(answer.refuses()).isEqualTo(mode == FailMode.CLOSED);
    assertThat(answer.failure()).contains(Failure.ERROR);
    assertThat(answer.labels().names()).containsExactly(Verdict.UNCLASSIFIED);
    assertThat(answer.labels().labels().get(0).reasons()).containsExactly("error");
    assertThat(answer.toString()).doesNotContain("joe", "secret");
    assertThat(judge.failures()).containsEntry(Failure.ERROR, 1L).containsEntry(Failure.BUSY, 0L);
  }

  @Test
  void anErrorOfTheClassifierIsAFailureToo() {
    BoundedClassifier judge =
        judge(
                text -> {
                  throw new StackOverflowError();
                })
            .build();
    assertThat(judge.classify("x").failure()).contains(Failure.ERROR);
  }

  @Test
  void doesNotWaitBeyondTheDeadlineAndDropsWhatComesLate() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    BoundedClassifier judge =
        judge(
                text -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return List.of(HATE);
                })
            .deadline(SHORT)
            .build();
    Verdict answer = judge.classify("x");
    assertThat(answer.failure()).contains(Failure.TIMEOUT);
    assertThat(answer.labels().names()).containsExactly(Verdict.UNCLASSIFIED);
    waitFor(interrupted);
  }

  @Test
  void aPlaceIsFreeOnlyWhenTheClassifierHasReturned() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    AtomicBoolean hang = new AtomicBoolean(true);
    BoundedClassifier judge =
        judge(
                text -> {
                  if (hang.get()) {
                    awaitUninterrupted(release);
                    returned.countDown();
                  }
                  return List.of();
                })
            .deadline(SHORT)
            .maxConcurrent(1)
            .build();
    assertThat(judge.classify("x").failure()).contains(Failure.TIMEOUT);
    assertThat(judge.classify("x").failure()).contains(Failure.BUSY);
    hang.set(false);
    release.countDown();
    waitFor(returned);
    assertThat(eventually(judge)).isEmpty();
  }

  /** The place is given back just after the classifier has returned. */
  private static Optional<Failure> eventually(BoundedClassifier judge) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    Optional<Failure> failure = judge.classify("x").failure();
    while (failure.isPresent() && System.nanoTime() < end) {
      Thread.onSpinWait();
      failure = judge.classify("x").failure();
    }
    return failure;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // a classifier that does not care
      }
    }
  }

  @Test
  void whatWasNeverRunGivesItsPlaceBack() {
    BoundedClassifier judge =
        BoundedClassifier.builder(text -> List.of(), task -> {})
            .deadline(SHORT)
            .maxConcurrent(1)
            .build();
    assertThat(judge.classify("x").failure()).contains(Failure.TIMEOUT);
    assertThat(judge.classify("x").failure()).contains(Failure.TIMEOUT);
  }

  @Test
  void anExecutorThatTakesNothingIsAFailure() {
    BoundedClassifier judge =
        BoundedClassifier.builder(
                text -> List.of(),
                task -> {
                  throw new RejectedExecutionException();
                })
            .maxConcurrent(1)
            .build();
    assertThat(judge.classify("x").failure()).contains(Failure.REJECTED);
    assertThat(judge.classify("x").failure()).contains(Failure.REJECTED);
  }

  @Test
  void anAnswerThatIsNoneIsAFailure() {
    assertThat(answer(null)).contains(Failure.INVALID);
    assertThat(answer(Arrays.asList(HATE, null))).contains(Failure.INVALID);
    assertThat(answer(Collections.nCopies(16, HATE))).isEmpty();
    assertThat(answer(Collections.nCopies(17, HATE))).contains(Failure.INVALID);
    SafetyLabel unjudged = new SafetyLabel(Verdict.UNCLASSIFIED, Certainty.CLEAR, Set.of());
    assertThat(answer(List.of(HATE, unjudged))).contains(Failure.INVALID);
  }

  @Test
  void theDeadlineHoldsForReadingTheAnswerToo() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    BoundedClassifier judge =
        judge(
                text ->
                    new AbstractList<>() {
                      @Override
                      public SafetyLabel get(int index) {
                        try {
                          new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                          interrupted.countDown();
                        }
                        return HATE;
                      }

                      @Override
                      public int size() {
                        return 1;
                      }
                    })
            .deadline(SHORT)
            .build();
    assertThat(judge.classify("x").failure()).contains(Failure.TIMEOUT);
    waitFor(interrupted);
  }

  private Optional<Failure> answer(Collection<SafetyLabel> labels) {
    return judge(text -> labels).build().classify("x").failure();
  }

  @Test
  void anInterruptIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    BoundedClassifier judge =
        judge(
                text -> {
                  never.await();
                  return List.of();
                })
            .build();
    Thread.currentThread().interrupt();
    Verdict answer = judge.classify("x");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.failure()).contains(Failure.INTERRUPTED);
  }

  @Test
  void inAStormNoMoreRunThanThereArePlacesAndEveryTextIsAccountedFor() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger judged = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(16);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    BoundedClassifier judge =
        BoundedClassifier.builder(
                text -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  running.decrementAndGet();
                  return List.of(HATE);
                },
                workers)
            .deadline(LONG)
            .maxConcurrent(3)
            .build();
    for (int i = 0; i < 2_000; i++) {
      callers.execute(() -> judged.addAndGet(judge.classify("x").failure().isEmpty() ? 1 : 0));
    }
    callers.shutdown();
    assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    workers.shutdown();
    assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isBetween(1, 3);
    long failed = judge.failures().values().stream().mapToLong(Long::longValue).sum();
    assertThat(judged.get() + failed).isEqualTo(2_000);
    assertThat(judge.failures().get(Failure.BUSY)).isEqualTo(failed);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> judge(text -> List.of()).deadline(Duration.ZERO).build())
        .hasMessage("deadline: PT0S (expected: > 0, <= PT30S)");
    assertThatThrownBy(() -> judge(text -> List.of()).deadline(Duration.ofSeconds(31)).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> judge(text -> List.of()).maxConcurrent(0).build())
        .hasMessage("maxConcurrent: 0 (expected: > 0)");
    assertThatThrownBy(() -> judge(text -> List.of()).maxCharacters(0).build())
        .hasMessage("maxCharacters: 0 (expected: > 0)");
  }
}
