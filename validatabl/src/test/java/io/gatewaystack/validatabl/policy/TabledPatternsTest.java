package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can make expressions cost is bounded when a policy is loaded. */
class TabledPatternsTest {

  private static List<Rule> rules(int count, IntFunction<String> expression) {
    return onField("tool", count, expression);
  }

  private static List<Rule> onField(String field, int count, IntFunction<String> expression) {
    return IntStream.range(0, count)
        .mapToObj(i -> Rule.deny("r" + i).when(field, MATCHES, expression.apply(i)).build())
        .toList();
  }

  /** Counts, so that two of them are never one table. */
  private static String counting(int i) {
    return ".*" + (char) ('a' + i % 26) + i + ".{0,150}=.*";
  }

  private static List<Rule> counted(String field, int count) {
    return onField(field, count, TabledPatternsTest::counting);
  }

  private static String foreign(int i) {
    return "[é-ü%s]".formatted(Character.toString(0x4E00 + i));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*password.{0,20}=.*",
        ".*foo.{0,100}bar.*",
        "(?i).*bücher.*",
        "[\\pL\\pN ]+",
        "([a-z0-9-]{1,63}\\.){1,9}[a-z]{2,63}",
        ".*[a-z].{8}x",
        "[^@ ]{1,64}@[^@ ]{1,255}"
      })
  void usualExpressionsHaveATable(String expression) {
    assertThatCode(() -> Policy.of(rules(20, i -> expression + "|" + i)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {".*[a-m].{20}", ".*foo.{10,200}bar.*", "(.{1,50}\\.){0,20}x"})
  void whatWouldNeedALargeTableIsRefusedWithWhatToWriteInstead(String expression) {
    List<Rule> rules = List.of(Rule.deny("r").when("tool", MATCHES, expression).build());

    assertThatThrownBy(() -> Policy.of(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule r: conditions[0].value: " + expression + " (expected: ")
        .hasMessageContaining("a table of at most 16000 rows")
        .hasMessageContaining("write X{0,9} or X{5,} for X{5,9}");
  }

  @Test
  void whatItIsRewrittenToIsTaken() {
    for (String instead : List.of(".*foo.{0,200}bar.*", ".*foo.{10,}bar.*", ".*#[a-z]{20}x")) {
      assertThatCode(() -> Policy.of(rules(1, i -> instead))).doesNotThrowAnyException();
    }
  }

  @Test
  void allTablesOfAPolicyAreMadeWithinBounds() {
    assertThatCode(() -> Policy.of(rules(12, TabledPatternsTest::foreign)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Policy.of(rules(60, TabledPatternsTest::foreign)))
        .hasMessageContaining("].value: [é-ü")
        .hasMessageContaining("all tables together are made within a second")
        .hasMessageContaining("fewer classes beyond ASCII");
  }

  @Test
  void aTextIsNotReadVeryOften() {
    int most = JointCompiler.MAX_SEPARATE + 1;
    Policy policy = Policy.of(rules(most, i -> counting(i)));

    assertThat(policy.decide(Requests.toolCall("xc2-=")).rule().orElseThrow().id()).isEqualTo("r2");
    assertThat(policy.decide(Requests.toolCall("xc2")).rule()).isEmpty();
    assertThatThrownBy(() -> Policy.of(rules(most + 1, i -> counting(i))))
        .hasMessageContaining("].value: .*")
        .hasMessageContaining("at most 140 expressions that count, such as .*a.{0,20}b.*");
  }

  @Test
  void aLongTextIsReadAFewTimesAtMost() {
    int most = JointCompiler.MAX_SEPARATE_OF_TEXTS + 1;
    for (String field : List.of("arguments.text", "path", "resource", "sub")) {
      assertThatCode(() -> Policy.of(counted(field, most))).as(field).doesNotThrowAnyException();
      assertThatThrownBy(() -> Policy.of(counted(field, most + 1)))
          .as(field)
          .hasMessageContaining("at most 8 of them on other texts");
    }
    assertThatCode(() -> Policy.of(counted("prompt", most + 1))).doesNotThrowAnyException();
  }

  @Test
  void anExpressionCountsOncePerField() {
    List<Rule> same = rules(1_000, i -> counting(0));
    assertThatCode(() -> Policy.of(same)).doesNotThrowAnyException();

    List<Rule> fields =
        IntStream.range(0, 200)
            .mapToObj(i -> Rule.deny("r" + i).when("arguments.a" + i, MATCHES, counting(0)).build())
            .toList();
    assertThatCode(() -> Policy.of(fields)).as("each is read once").doesNotThrowAnyException();
  }

  @Test
  void aFileIsRefusedWithItsLine() {
    List<String> lines = new ArrayList<>(List.of("rules:"));
    for (String value : List.of("[a-z]+", ".*[a-m].{24}", ".*")) {
      lines.add(
          "- {id: r%d, effect: deny, conditions: [{field: tool, operator: matches, value: '%s'}]}"
              .formatted(lines.size(), value));
    }
    byte[] content = String.join("\n", lines).getBytes(UTF_8);

    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", content))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith("p.yaml:3: rule r2: conditions[0].value: .*[a-m].{24} (expected: ");
  }
}
