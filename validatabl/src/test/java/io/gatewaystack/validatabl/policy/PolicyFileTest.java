package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.validatabl.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  private static final String MAIN =
      """
      # who may do what
      name: main
      defaultEffect: deny
      record: [arguments.amount, arguments.to.iban]
      rules:
        - id: no-cards
          priority: 10
          effect: deny
          reason: "card numbers stay in the payment system"
          conditions:
            - field: content.labels
              operator: contains
              value: pci
        - id: small-payments
          effect: allow
          conditions:
            - {field: tool, operator: in, value: [pay, refund]}
            - {field: arguments.amount, operator: lte, value: 100.5}
            - {field: role, operator: contains, value: cashier}
      """;

  @TempDir Path folder;

  private static Policy parse(String yaml) {
    return PolicyFile.parse("p.yaml", yaml.getBytes(UTF_8));
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(InvalidPolicy.class, () -> parse(yaml)).problems();
  }

  private static String rule(String conditions) {
    return "rules:\n- id: r1\n  effect: deny\n  conditions:\n" + conditions.indent(4);
  }

  @Test
  void readsAPolicyThatDecidesAsTheSameRulesInCode() {
    Policy inCode =
        Policy.of(
            List.of(
                Rule.deny("no-cards")
                    .priority(10)
                    .when("content.labels", Operator.CONTAINS, "pci")
                    .build(),
                Rule.allow("small-payments")
                    .when("tool", Operator.IN, List.of("refund", "pay"))
                    .when("arguments.amount", Operator.LTE, 100.50)
                    .when("roles", Operator.CONTAINS, "cashier")
                    .build()));

    Policy policy = parse(MAIN);

    assertThat(policy.version()).isEqualTo(inCode.version()).matches("sha256:[0-9a-f]{64}");
    assertThat(policy.name()).isEqualTo("main");
    assertThat(policy.recorded()).isEqualTo(Set.of("arguments.amount", "arguments.to.iban"));
  }

  @Test
  void keepsReasonsForTheOwner() {
    Policy policy =
        parse(
            rule("- {field: tool, operator: equals, value: a}")
                .replace("deny", "deny\n  reason: why"));

    PolicyDecision decision = policy.decide(Requests.toolCall("a"));

    assertThat(decision.rule().flatMap(Rule::reason)).contains("why");
    assertThat(decision.rule().map(Rule::priority)).contains(100);
  }

  @Test
  void hasDefaultsForWhatIsNotSaid() {
    Policy policy = parse(rule("- {field: tool, operator: equals, value: a}"));

    assertThat(policy.name()).isEqualTo("policy");
    assertThat(policy.recorded()).isEmpty();
    assertThat(policy.decide(Requests.toolCall("b")).reason()).isEqualTo("denied_by_default");
    assertThat(
            parse("defaultEffect: allow\n" + rule("- {field: tool, operator: equals, value: a}"))
                .decide(Requests.toolCall("b"))
                .reason())
        .isEqualTo("allowed_by_default");
  }

  @Test
  void readsJsonInEveryLayout() {
    String json =
        """
        {
        \t"$schema": "policy.schema.json",
        \t"name": "main", "rules": [
        \t\t{"id": "r1", "effect": "deny", "priority": 5,
        \t\t "conditions": [{"field":"tool","operator":"matches","value":"a\\\\.b\\/c|\\u0061"}]}
        \t]
        }
        """;

    Policy policy = parse(json);

    assertThat(policy.decide(Requests.toolCall("a")).rule().map(Rule::id)).contains("r1");
    assertThat(policy.decide(Requests.toolCall("a.b/c")).rule().map(Rule::id)).contains("r1");
    assertThat(policy.decide(Requests.toolCall("axb/c")).rule()).isEmpty();
  }

  @Test
  void loadsAFileAndCallsItByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("team.yaml"), MAIN);

    assertThat(PolicyFile.load(file).name()).isEqualTo("main");

    Files.writeString(file, MAIN.replace("lte", "less"));
    assertThatThrownBy(() -> PolicyFile.load(file))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageStartingWith(
            "team.yaml:18: rule small-payments: conditions[1].operator: less (expected: one of ");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> PolicyFile.load(folder)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PolicyFile.load(folder.resolve("none.yaml")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = folder.resolve("large.json");
    String json =
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":"
            + "[{\"field\":\"tool\",\"operator\":\"equals\",\"value\":\"a\"}]}]}";
    String largest = json + " ".repeat(PolicyFile.MAX_BYTES - json.length());

    Files.writeString(file, largest);
    assertThat(PolicyFile.load(file).decide(Requests.toolCall("a")).rule()).isPresent();

    Files.writeString(file, largest + " ");
    assertThatThrownBy(() -> PolicyFile.load(file))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessage("large.json:1: (expected: at most 2097152 bytes)");
  }

  @Test
  void tellsEveryProblemAtOnceInTheOrderOfTheFile() {
    String yaml =
        """
        nmae: main
        rules:
          - id: a
            effect: permit
            conditions:
              - {field: tol, operator: equals, value: x}
              - {field: tool, operator: equals, valu: x}
          - effect: deny
            conditions: []
          - id: a
            effect: deny
            prio: 1
            conditions:
              - {field: path, operator: startsWith, value: /admin}
        """;

    assertThat(problems(yaml))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("p.yaml:1: nmae: unknown key (expected: one of $schema"),
            p ->
                assertThat(p)
                    .isEqualTo("p.yaml:4: rule a: effect: permit (expected: allow or deny)"),
            p -> assertThat(p).startsWith("p.yaml:6: rule a: conditions[0].field: tol (expected"),
            p -> assertThat(p).startsWith("p.yaml:7: rule a: conditions[1].valu: unknown key"),
            p -> assertThat(p).isEqualTo("p.yaml:7: rule a: conditions[1].value: missing"),
            p -> assertThat(p).isEqualTo("p.yaml:8: rules[1]: id: missing"),
            p -> assertThat(p).startsWith("p.yaml:9: rules[1]: conditions: (expected: a list of"),
            p -> assertThat(p).isEqualTo("p.yaml:10: rule a: id (expected: used once)"),
            p -> assertThat(p).startsWith("p.yaml:12: rule a: prio: unknown key"));
  }

  @Test
  void tellsNoMoreThanFiftyProblems() {
    StringBuilder yaml = new StringBuilder("rules:\n");
    yaml.append("- {effect: deny}\n".repeat(100));

    assertThat(problems(yaml.toString())).hasSize(50);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void refusesWhatCanBeReadInTwoWays(String yaml, String problem) {
    assertThat(problems(yaml)).singleElement().asString().startsWith("p.yaml:" + problem);
  }

  static Stream<Arguments> unreadable() {
    String rest = rule("- {field: tool, operator: equals, value: a}");
    return Stream.of(
        argumentSet("nothing", "", "1: nothing (expected: a mapping)"),
        argumentSet("a comment only", "# soon", "1: nothing (expected: a mapping)"),
        argumentSet("an empty document", "---\n", "2: null (expected: a mapping)"),
        argumentSet("a word", "allow", "1: a text (expected: a mapping)"),
        argumentSet(
            "no JSON", "{\"rules\": [}", "1: not JSON: Unexpected close marker '}': expected ']'"),
        argumentSet("two texts of JSON", "{}\n{}", "2: another document"),
        argumentSet("a flow of YAML", "{rules: [a]}", "1: not JSON"),
        argumentSet("an open end", "a: b\nrules: [", "2: not YAML: expected the node content"),
        argumentSet("an open quote", "a: b\nc: 'x\n", "3: not YAML: found unexpected end"),
        argumentSet("no YAML", "rules: [", "1: not YAML"),
        argumentSet("a tab for indentation", "rules:\n\t- a", "2: not YAML"),
        argumentSet("a control character", "name: 'a\u0007'", "1: not YAML"),
        argumentSet("two documents", rest + "---\n" + rest, "7: another document"),
        argumentSet(
            "an unknown default",
            "defaultEffect: Deny\n" + rest,
            "1: defaultEffect: Deny (expected"),
        argumentSet("a duplicate key", "name: a\nname: b\n" + rest, "2: name: (expected: once)"),
        argumentSet(
            "a duplicate key in a rule",
            rest.replace("effect: deny", "effect: allow\n  effect: deny"),
            "4: rules[0].effect: (expected: once)"),
        argumentSet("a duplicate key in JSON", "{\"name\":\"a\",\"name\":\"a\"}", "1: name: "),
        argumentSet("an alias", "$schema: *n\n" + rest, "1: an alias or anchor"),
        argumentSet("an anchored text", "name: &n a\n" + rest, "1: an alias or anchor"),
        argumentSet("an anchored key", rest + "&k name: a\n", "6: an alias or anchor"),
        argumentSet(
            "an anchored member", "record: [&x arguments.a]\n" + rest, "1: an alias or anchor"),
        argumentSet("a tagged key", "!!str name: a\n" + rest, "1: a tag"),
        argumentSet("a key tagged as nothing", "!!null name: a\n" + rest, "1: a tag"),
        argumentSet("a tagged list", "record: !!seq [arguments.a]\n" + rest, "1: a tag"),
        argumentSet("a tag of its own", "name: !x a\n" + rest, "1: a tag"),
        argumentSet("no tag at all", "name: ! a\n" + rest, "1: a tag"),
        argumentSet("an anchored list", "rules: &r [a]", "1: an alias or anchor"),
        argumentSet("an anchored mapping", "rules: [&r {a: b}]", "1: an alias or anchor"),
        argumentSet("a merge key", "<<: *x\n" + rest, "1: an alias or anchor"),
        argumentSet("a tag", "name: !!str a\n" + rest, "1: a tag"),
        argumentSet("a tag of Java", "name: !!java.lang.Object {}\n" + rest, "1: a tag"),
        argumentSet("a mapping as key", "? {a: b}\n: c", "1: not YAML"),
        argumentSet("deep nesting", "a: " + "[".repeat(9) + "]".repeat(9), "1: too deep"),
        argumentSet("very deep nesting", "[".repeat(100_000), "1: too deep"),
        argumentSet(
            "not a number", "rules: [.nan]", "1: rules[0]: .nan (expected: a finite number)"),
        argumentSet("infinity", "rules: [-.inf]", "1: rules[0]: -.inf (expected: a finite number)"),
        argumentSet(
            "a huge exponent", "rules: [1e99999999999]", "1: rules[0]: 1e99999999999 (expected:"));
  }

  @Test
  void tellsEverythingThatCanBeReadInTwoWaysWithItsRuleAndKey() {
    String yaml =
        """
        name: off
        rules:
        - id: a
          effect: deny
          effect: allow
          conditions:
          - {field: tool, operator: in, value: [x, no]}
          - {field: plan, operator: equals, value: yes, value: "no"}
        - id: b
          priority: .inf
        """;

    assertThat(problems(yaml))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("p.yaml:1: name: off (expected: in quotes"),
            p -> assertThat(p).isEqualTo("p.yaml:5: rules[0].effect: (expected: once)"),
            p -> assertThat(p).startsWith("p.yaml:7: rules[0].conditions[0].value[1]: no (exp"),
            p -> assertThat(p).startsWith("p.yaml:8: rules[0].conditions[1].value: yes (exp"),
            p ->
                assertThat(p).isEqualTo("p.yaml:8: rules[0].conditions[1].value: (expected: once)"),
            p -> assertThat(p).startsWith("p.yaml:10: rules[1].priority: .inf (expected: a fin"));
    String fit = yaml.replace("off", "'off'").replace("no]", "'no']").replace("yes, value: ", "");
    assertThat(problems(fit.replace("  effect: deny\n", "").replace(".inf", "1")))
        .containsExactly(
            "p.yaml:8: rule b: effect: missing", "p.yaml:8: rule b: conditions: missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "No", "ON", "off", "True", "FALSE", "Null", "~", "y", "010", "0o17", "0x1F", "0b1",
        "1_000", "+5", ".5", "+1.5", "12:30", "1:30:00", "1_0.5", "+1e3"
      })
  void refusesWordsThatOtherReadersTakeForSomethingElse(String word) {
    String yaml = rule("- {field: arguments.a, operator: equals, value: " + word + "}");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("p.yaml:5: rules[0].conditions[0].value: " + word + " (expected: in quotes");
    for (String quote : List.of("'", "\"")) {
      Policy quoted = parse(yaml.replace("value: " + word, "value: " + quote + word + quote));
      String arguments = "{\"a\":\"" + word + "\"}";
      assertThat(quoted.decide(Requests.toolCall("t", arguments)).rule()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 32, 33, 34, 35, 36, 37, 38, 39, 40})
  void quotesCountWhateverCharactersStandInFrontOfThem(int emojis) {
    String comment = "# 'a' \"b\" " + "\ud83d\ude00".repeat(emojis) + "\n";
    String plain = comment + rule("- {field: arguments.a, operator: equals, value: yes}");

    assertThat(problems(plain))
        .singleElement()
        .asString()
        .contains("value: yes (expected: in quotes");
    assertThat(problems(plain.replace("operator: equals", "operator: 'equals'"))).hasSize(1);
    assertThat(parse(plain.replace("yes", "'yes'")).name()).isEqualTo("policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01", "10.0.0.1", "1.2.3", "a", "yes sir", "v1", "5 %"})
  void acceptsWordsThatNobodyMisreads(String word) {
    Policy policy = parse(rule("- {field: arguments.a, operator: equals, value: " + word + "}"));

    assertThat(policy.decide(Requests.toolCall("t", "{\"a\":\"" + word + "\"}")).rule())
        .isPresent();
  }

  @Test
  void refusesListsOfAnythingButDifferentTexts() {
    assertThat(problems(rule("- {field: tool, operator: in, value: [a, b, a]}")))
        .containsExactly("p.yaml:5: rule r1: conditions[0].value: a (expected: different texts)");
    assertThat(problems(rule("- {field: tool, operator: in, value: [a, 1]}")))
        .containsExactly("p.yaml:5: rule r1: conditions[0].value: 1 (expected: different texts)");
    assertThat(problems(rule("- {field: tool, operator: in, value: {a: b}}")))
        .singleElement()
        .asString()
        .startsWith("p.yaml:5: rule r1: conditions[0].value: a mapping (expected: ");
  }

  @Test
  void readsBlocksOfTextAsText() {
    Policy policy = parse(rule("- field: arguments.a\n  operator: equals\n  value: |-\n    yes"));

    assertThat(policy.decide(Requests.toolCall("t", "{\"a\":\"yes\"}")).rule()).isPresent();
  }

  @Test
  void keepsDecimalsAsTheyAreWritten() {
    Policy policy =
        parse(
            rule(
                "- {field: arguments.a, operator: equals, value: 0.1000000000000000055511151231}"));

    assertThat(policy.decide(Requests.toolCall("t", "{\"a\":0.1}")).rule()).isEmpty();
    assertThat(
            policy.decide(Requests.toolCall("t", "{\"a\":0.1000000000000000055511151231}")).rule())
        .isPresent();
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", new byte[] {'a', (byte) 0xFF}))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessage("p.yaml:1: not UTF-8");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedFilesAreRefusedAndNothingElseHappens(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      StringBuilder damaged = new StringBuilder(MAIN);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length());
        String odd = "{}[],:&*#?|-<>=!%@\\\"'\n\t \u0000\uFEFFé0~";
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, odd.charAt(random.nextInt(odd.length())));
          default -> damaged.setLength(Math.max(1, at));
        }
      }
      try {
        assertThat(parse(damaged.toString()).version()).startsWith("sha256:");
      } catch (InvalidPolicy e) {
        assertThat(e.problems()).allMatch(problem -> problem.startsWith("p.yaml:"));
      }
    }
  }

  static Stream<Long> damages() {
    return Stream.of(1L, 2L, 3L);
  }
}
