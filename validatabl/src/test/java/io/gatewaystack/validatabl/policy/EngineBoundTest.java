package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a client can make the engine do is bounded when a policy is loaded. */
class EngineBoundTest {

  private static List<Rule> rules(int count, IntFunction<String> expression) {
    return IntStream.range(0, count)
        .mapToObj(i -> Rule.deny("r" + i).when("tool", MATCHES, expression.apply(i)).build())
        .toList();
  }

  /** Of some 27 places; none has a table. */
  private static String large(int i) {
    return ".*[a-m].{%d}".formatted(20 + i);
  }

  /** No policy has time to ask about a hundred such classes. */
  private static String foreign(int i) {
    return "[é-ü%s]".formatted(Character.toString(0x4E00 + i));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".*password.{0,20}=.*", ".*foo.{0,100}bar.*", "(?i).*bücher.*", "[\\pL\\pN ]+"})
  void usualExpressionsHaveATableAndAreNotCounted(String expression) {
    assertThatCode(() -> Policy.of(rules(60, i -> expression + "|" + i % 20)))
        .doesNotThrowAnyException();
  }

  @Test
  void aFewMayBeTooLargeForATable() {
    Policy policy = Policy.of(rules(3, EngineBoundTest::large));

    assertThat(policy.decide(Requests.toolCall("a" + "z".repeat(21))).rule().orElseThrow().id())
        .isEqualTo("r1");
    assertThat(policy.decide(Requests.toolCall("z".repeat(30))).rule()).isEmpty();
  }

  @Test
  void refusesTheFirstInTheOrderOfTrialThatIsTooMuch() {
    List<Rule> rules = new ArrayList<>(rules(9, EngineBoundTest::large));
    assertThatThrownBy(() -> Policy.of(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule r4: conditions[0].value: .*[a-m].{24} (expected: at most 8 ")
        .hasMessageContaining(" of 128 places together")
        .hasMessageContaining("write X{0,9} or X{5,} for X{5,9}");

    rules.add(Rule.allow("first").priority(1).when("plan", MATCHES, large(9)).build());
    assertThatThrownBy(() -> Policy.of(rules)).hasMessageStartingWith("rule r3: ");
  }

  @Test
  void countsAnExpressionOncePerField() {
    List<Rule> same = rules(1_000, i -> large(0));
    assertThatCode(() -> Policy.of(same)).doesNotThrowAnyException();

    List<Rule> fields =
        IntStream.range(0, 9)
            .mapToObj(i -> Rule.deny("r" + i).when("arguments.a" + i, MATCHES, large(0)).build())
            .toList();
    assertThatThrownBy(() -> Policy.of(fields)).hasMessageStartingWith("rule r4: ");
  }

  @Test
  void expressionsOfWhichATableTellsOnlyWithinAsciiAreCountedToo() {
    assertThatCode(() -> Policy.of(rules(12, EngineBoundTest::foreign))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Policy.of(rules(60, EngineBoundTest::foreign)))
        .hasMessageContaining("].value: [é-ü")
        .hasMessageContaining("fewer classes beyond ASCII");
  }

  @Test
  void aFileIsRefusedWithItsLine() {
    StringBuilder file = new StringBuilder("rules:\n");
    for (int i = 0; i < 9; i++) {
      file.append("- {id: r%d, effect: deny, conditions: [".formatted(i))
          .append("{field: tool, operator: matches, value: '%s'}]}\n".formatted(large(i)));
    }
    byte[] content = file.toString().getBytes(UTF_8);

    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", content))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith("p.yaml:6: rule r4: conditions[0].value: .*[a-m].{24} (expected: ");
  }

  @Test
  void whatOnlyTheEngineTellsIsAskedOncePerDecisionHoweverManyRulesAskForIt() {
    AtomicInteger asked = new AtomicInteger();
    ExpressionSet set = ExpressionSet.of(List.of(TextPattern.of(large(0))));
    Reading reading =
        new Reading(
            new Field[] {Field.Request.TOOL},
            new Joint[] {set},
            new CurrentRequest(Requests.toolCall("a" + "z".repeat(20))));
    CompiledCondition condition =
        new CompiledCondition.Together(
            0,
            new JointPlace(0, 0),
            fact -> {
              asked.incrementAndGet();
              return fact.matches(TextPattern.of(large(0)));
            });

    assertThat(condition.holds(reading)).isEqualTo(Truth.TRUE);
    assertThat(condition.holds(reading)).isEqualTo(Truth.TRUE);
    assertThat(asked).hasValue(1);
  }
}
