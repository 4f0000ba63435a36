package io.gatewaystack.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Denial NO = Denial.of(403, "policy_denied", 40302, "No");
  private static final Outcome DONE = new Outcome.Completed(200);

  private final List<String> log = new ArrayList<>();

  @Test
  void entersLayersInOrderAndCompletesThemInReverse() {
    Decision decision = Pipeline.of(passing("a"), passing("b"), passing("c")).before(http());

    assertThat(log).containsExactly("a", "b", "c");
    complete(decision);
    assertThat(log).containsExactly("a", "b", "c", "/c Completed", "/b Completed", "/a Completed");
  }

  @Test
  void eachLayerSeesWhatTheOnesBeforeItLearned() {
    Identity jane = Identity.builder("jane", "idp").build();
    Layer identify = deciding("identify", c -> Decision.proceed(c.with(jane)));
    Layer use =
        deciding(
            "use",
            c -> Decision.proceed(c.merge(Warnings.of(c.require(Identity.class).subject()))));

    Decision decision = Pipeline.of(identify, use).before(http());

    assertThat(decision.context().require(Warnings.class).codes()).containsExactly("jane");
  }

  @Test
  void aDenialEndsTheWayInAndNamesItsLayer() {
    Layer denying = deciding("b", c -> Decision.deny(c.merge(Warnings.of("evidence")), NO));

    Decision decision = Pipeline.of(passing("a"), denying, passing("c")).before(http());

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> {
              assertThat(deny.layer()).isEqualTo("b");
              assertThat(deny.denial()).isEqualTo(NO);
            });
    assertThat(decision.context().require(Refusal.class)).isEqualTo(new Refusal("b", NO));
    assertThat(decision.context().find(Warnings.class)).isPresent();
    complete(decision);
    assertThat(log).containsExactly("a", "b", "/b Completed", "/a Completed");
  }

  @Test
  void aLayerThatThrowsRefusesWithoutADetailAndIsNotEntered() {
    for (Throwable thrown :
        new Throwable[] {
          new IllegalStateException("secret"), new StackOverflowError(), new AssertionError()
        }) {
      log.clear();
      Layer throwing = deciding("b", c -> sneaky(thrown));

      Decision decision = Pipeline.of(passing("a"), throwing, passing("c")).before(http());

      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Deny.class,
              deny -> {
                assertThat(deny.layer()).isEqualTo("b");
                assertThat(deny.denial()).isEqualTo(Denial.internalError());
                assertThat(deny.toString()).doesNotContain("secret");
              });
      complete(decision);
      assertThat(log).containsExactly("a", "b", "/a Completed");
    }
  }

  @SuppressWarnings("unchecked") // the usual way to throw what is not declared
  private static <T extends Throwable> Decision sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aLayerThatDecidesNothingRefuses() {
    Layer undecided =
        new Layer() {
          @Override
          public String name() {
            return "undecided";
          }

          @Override
          public Decision before(RequestContext context) {
            return null;
          }
        };

    assertThat(Pipeline.of(undecided).before(http()))
        .isInstanceOfSatisfying(
            Decision.Deny.class, d -> assertThat(d.denial()).isEqualTo(Denial.internalError()));
  }

  @Test
  void aBodyThatCannotBeHadIsTheRefusalOfTheLayerThatAsked() {
    Layer asking =
        deciding("asking", c -> Decision.proceed(c.merge(Warnings.of(c.operation().method()))));

    Decision decision = Pipeline.of(passing("a"), asking).before(Requests.mcp("[]"));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> {
              assertThat(deny.layer()).isEqualTo("asking");
              assertThat(deny.denial().code()).isEqualTo("batch");
            });
  }

  @Test
  void aCompletionThatThrowsCostsNoOtherItsTurn() {
    List<String> done = new ArrayList<>();
    Layer first = completing("first", done, null);
    Layer second = completing("second", done, new StackOverflowError());
    Layer third = completing("third", done, new IllegalStateException());
    Layer fourth = completing("fourth", done, null);

    complete(Pipeline.of(first, second, third, fourth).before(http()));

    assertThat(done).containsExactly("fourth", "third", "second", "first");
  }

  private static Layer completing(String name, List<String> done, Throwable thrown) {
    return new TestLayer(
        name,
        new ArrayList<>(),
        c ->
            Decision.proceed(c)
                .whenDone(
                    (latest, outcome) -> {
                      done.add(name);
                      if (thrown != null) {
                        sneaky(thrown);
                      }
                    }));
  }

  @Test
  void completionsSeeTheFinalContextAndTheOutcome() {
    List<Object> seen = new ArrayList<>();
    Layer layer =
        deciding(
            "a",
            c ->
                Decision.proceed(c)
                    .whenDone(
                        (latest, outcome) -> {
                          seen.add(latest);
                          seen.add(outcome);
                        }));
    RequestContext latest = http().merge(Warnings.of("late"));

    Pipeline.of(layer, passing("b")).before(http()).completion().after(latest, DONE);

    assertThat(seen).containsExactly(latest, DONE);
  }

  @Test
  void aContextThatArrivesRefusedEntersTheOutermostLayerOnly() {
    RequestContext arrived = http().merge(new Refusal("edge", NO));

    Decision decision = Pipeline.of(passing("audit"), passing("b")).before(arrived);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> {
              assertThat(deny.layer()).isEqualTo("edge");
              assertThat(deny.denial()).isEqualTo(NO);
            });
    complete(decision);
    assertThat(log).containsExactly("audit", "/audit Completed");
  }

  @Test
  void anArrivedRefusalEntersOneLayerOfNestedPipelinesToo() {
    Pipeline inner = Pipeline.of(passing("audit"), passing("b"));

    Pipeline.of(inner, passing("c")).before(http().merge(new Refusal("edge", NO)));
    Pipeline.of(passing("outer"), inner).before(http().merge(new Refusal("edge", NO)));

    assertThat(log).containsExactly("audit", "outer");
  }

  @Test
  void theFirstRefusalIsAnsweredEvenWhenTheOutermostLayerRefusesToo() {
    Layer full =
        deciding("audit", c -> Decision.deny(c, Denial.of(503, "audit_failed", 50300, "No")));
    Layer broken = deciding("audit", c -> sneaky(new IllegalStateException()));

    for (Layer layer : List.of(full, broken)) {
      Decision decision = Pipeline.of(layer).before(http().merge(new Refusal("edge", NO)));

      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Deny.class,
              deny -> {
                assertThat(deny.layer()).isEqualTo("edge");
                assertThat(deny.denial()).isEqualTo(NO);
              });
      assertThat(decision.context().require(Refusal.class).layer()).isEqualTo("edge");
    }
  }

  @Test
  void aLayerThatRecordsARefusalButProceedsIsTakenAtItsWord() {
    Layer recording = deciding("a", c -> Decision.proceed(c.merge(new Refusal("a", NO))));

    Decision decision = Pipeline.of(recording, passing("b")).before(http());

    assertThat(decision).isInstanceOf(Decision.Deny.class);
    assertThat(log).containsExactly("a");
  }

  @Test
  void pipelinesNestAsIfTheyWereOne() {
    Layer denying = deciding("deep", c -> Decision.deny(c, NO));
    Pipeline nested =
        Pipeline.of(passing("a"), Pipeline.of(passing("b"), Pipeline.of(denying)), passing("c"));

    Decision decision = nested.before(http());

    assertThat(((Decision.Deny) decision).layer()).isEqualTo("deep");
    complete(decision);
    assertThat(log)
        .containsExactly("a", "b", "deep", "/deep Completed", "/b Completed", "/a Completed");
  }

  @Test
  void theEditorNearestToTheApplicationSeesAMessageFirst() {
    Pipeline nested =
        Pipeline.of(editing("a"), passing("x"), Pipeline.of(editing("b"), editing("c")));

    ResponseEditor editor = ((Decision.Proceed) nested.before(http())).editor().orElseThrow();
    List<String> sent = new ArrayList<>();
    editor.message(Message.of("m".getBytes(UTF_8)), m -> sent.add(new String(m.bytes(), UTF_8)));

    assertThat(sent).containsExactly("mcba");
  }

  private Layer editing(String name) {
    ResponseEditor editor =
        (message, out) ->
            out.accept(Message.of((new String(message.bytes(), UTF_8) + name).getBytes(UTF_8)));
    return deciding(name, c -> Decision.proceed(c).editing(editor));
  }

  @Test
  void withoutEditorsThereIsNone() {
    Decision decision = Pipeline.of(passing("a"), passing("b")).before(http());

    assertThat(((Decision.Proceed) decision).editor()).isEmpty();
  }

  @Test
  void refusesToGovernWithNothingOrWithANamelessLayer() {
    assertThatIllegalArgumentException().isThrownBy(Pipeline::of);
    assertThatIllegalArgumentException().isThrownBy(() -> Pipeline.of(passing(" ")));
  }

  private void complete(Decision decision) {
    decision.completion().after(decision.context(), DONE);
  }

  private static RequestContext http() {
    return Requests.http();
  }

  private TestLayer passing(String name) {
    return TestLayer.passing(name, log);
  }

  private TestLayer deciding(String name, Function<RequestContext, Decision> decision) {
    return new TestLayer(name, log, decision);
  }
}
