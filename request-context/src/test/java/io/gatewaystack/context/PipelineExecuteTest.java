package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineExecuteTest {
  private static final Denial NO = Denial.of(403, "policy_denied", 40302, "No");

  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<RequestContext> latest = new ArrayList<>();
  private final Layer recorder =
      new TestLayer(
          "recorder",
          new ArrayList<>(),
          c ->
              Decision.proceed(c.merge(Warnings.of("seen")))
                  .whenDone(
                      (context, outcome) -> {
                        latest.add(context);
                        outcomes.add(outcome);
                      }));

  @Test
  void givesTheHandlerTheFinalContextAndReturnsItsAnswer() {
    Exchange exchange = new Exchange(Requests.http());

    String answer =
        Pipeline.of(recorder)
            .execute(
                exchange, c -> "handled " + c.find(Warnings.class).isPresent(), d -> "refused");

    assertThat(answer).isEqualTo("handled true");
    assertThat(outcomes).containsExactly(new Outcome.Completed(200));
    assertThat(exchange.context().find(Warnings.class)).isPresent();
  }

  @Test
  void answersARefusalWithoutTheHandler() {
    Layer denying = new TestLayer("deny", new ArrayList<>(), c -> Decision.deny(c, NO));

    String answer =
        Pipeline.of(recorder, denying)
            .execute(
                new Exchange(Requests.http()),
                c -> {
                  throw new AssertionError("handled");
                },
                Denial::error);

    assertThat(answer).isEqualTo("policy_denied");
    assertThat(outcomes).containsExactly(new Outcome.Denied("deny", NO, 403));
  }

  @Test
  void passesOnWhatTheHandlerThrows() {
    RuntimeException failure = new IllegalArgumentException("boom");

    assertThatThrownBy(
            () ->
                Pipeline.of(recorder)
                    .execute(
                        new Exchange(Requests.http()),
                        c -> {
                          throw failure;
                        },
                        d -> "refused"))
        .isSameAs(failure);

    assertThat(outcomes).containsExactly(new Outcome.Failed(failure, 500));
  }

  @Test
  void aHandlerThatAsksForABodyThatCannotBeHadRefuses() {
    Exchange exchange = new Exchange(Requests.context(Route.HTTP, "POST", "{broken"));

    String answer =
        Pipeline.of(recorder).execute(exchange, c -> c.body().json().toString(), Denial::error);

    assertThat(answer).isEqualTo("invalid_json");
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Denied.class,
            denied -> {
              assertThat(denied.layer()).isEqualTo("application");
              assertThat(denied.status()).isEqualTo(400);
            });
    assertThat(latest.get(0).find(Refusal.class)).isPresent();
  }

  @Test
  void aHandlerMayRefuseByWritingTheRefusalIntoTheCell() {
    Exchange exchange = new Exchange(Requests.http());

    Pipeline.of(recorder)
        .execute(
            exchange,
            c -> exchange.update(now -> now.merge(new Refusal("proxyabl", NO))).toString(),
            d -> "refused");

    assertThat(outcomes).containsExactly(new Outcome.Denied("proxyabl", NO, 403));
  }

  @Test
  void completionsSeeWhatTheHandlerAdded() {
    Exchange exchange = new Exchange(Requests.http());

    Pipeline.of(recorder)
        .execute(exchange, c -> exchange.update(now -> now.merge(Warnings.of("late"))), d -> null);

    assertThat(latest)
        .singleElement()
        .satisfies(
            c -> assertThat(c.require(Warnings.class).codes()).containsExactly("seen", "late"));
  }

  @Test
  void aFailureToAnswerARefusalIsRecordedOnce() {
    RuntimeException failure = new IllegalStateException("closed");
    Layer denying = new TestLayer("deny", new ArrayList<>(), c -> Decision.deny(c, NO));

    assertThatThrownBy(
            () ->
                Pipeline.of(recorder, denying)
                    .<String>execute(
                        new Exchange(Requests.http()),
                        c -> "handled",
                        d -> {
                          throw failure;
                        }))
        .isSameAs(failure);

    assertThat(outcomes).containsExactly(new Outcome.Failed(failure, 500));
  }

  @Test
  void aLayerThatEditsAnswersNeedsTheAdapter() {
    Layer editing =
        new TestLayer(
            "editing",
            new ArrayList<>(),
            c -> Decision.proceed(c).editing((message, out) -> out.accept(message)));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Pipeline.of(recorder, editing)
                    .execute(new Exchange(Requests.http()), c -> "handled", d -> "refused"))
        .withMessageContaining("servlet adapter");
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aCompletionThatThrowsDoesNotChangeTheAnswer() {
    Layer broken =
        new TestLayer(
            "broken",
            new ArrayList<>(),
            c ->
                Decision.proceed(c)
                    .whenDone(
                        (context, outcome) -> {
                          throw new IllegalStateException("in a completion");
                        }));

    String answer =
        Pipeline.of(recorder, broken)
            .execute(new Exchange(Requests.http()), c -> "handled", d -> "refused");

    assertThat(answer).isEqualTo("handled");
    assertThat(outcomes).hasSize(1);
  }
}
