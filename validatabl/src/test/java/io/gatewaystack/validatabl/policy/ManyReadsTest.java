package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether some of many resources may be read, of which only is known what they fulfil. */
class ManyReadsTest {
  private static final RequestContext LIST =
      Requests.rpc("resources/templates/list", "{}").with(Requests.caller("s"));

  private static boolean mayRead(
      List<Policy> policies, String beginning, List<Condition> within, List<Condition> outside) {
    Operation reads = new Operation(Kind.MCP_READ, "resources/read", null, beginning, null);
    return new PoliciesInForce(policies, List.of())
        .mayAllowSome(LIST, reads, within, outside, Patience.withServer());
  }

  @Test
  void allQuestionsOfAClientTogetherAreAnsweredSoonOrNotAtAll() {
    Rule words = Rule.allow("words").when("resource", MATCHES, "(a|b|ab|ba)*c").build();
    PoliciesInForce policies = new PoliciesInForce(List.of(Policy.of(List.of(words))), List.of());
    Patience patience = Patience.withClient();
    int answered = 0;
    while (answered < 1_000 && mayReadSome(policies, answered, patience)) {
      answered++;
    }

    assertThat(answered).isBetween(5, 900);
    assertThat(mayReadSome(policies, 0, patience)).as("what is known stays known").isTrue();
    assertThat(mayReadSome(policies, answered, Patience.withClient())).isTrue();
    assertThat(mayReadSome(policies, answered + 1, patience)).isFalse();
    assertThat(mayReadSome(policies, answered + 1, Patience.withServer())).isTrue();
    assertThat(mayReadSome(policies, answered + 1, patience)).isTrue();
  }

  private static boolean mayReadSome(PoliciesInForce policies, int number, Patience patience) {
    Operation reads = new Operation(Kind.MCP_READ, "resources/read", null, "", null);
    String middle = Integer.toBinaryString(1_024 + number).replace('0', 'a').replace('1', 'b');
    Condition within = when(MATCHES, "(a|b)*" + middle + ".{9}");
    return policies.mayAllowSome(LIST, reads, List.of(within), List.of(), patience);
  }

  private static boolean mayReadBelow(String beginning, Policy... policies) {
    return mayRead(
        List.of(policies),
        beginning,
        beginning.isEmpty() ? List.of() : List.of(when(STARTS_WITH, beginning)),
        List.of());
  }

  private static Condition when(Operator operator, Object value) {
    return new Condition("resource", operator, value);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          STARTS_WITH, file:///, true
          STARTS_WITH, file:///docs/2024, true
          STARTS_WITH, file:///secret, false
          EQUALS, file:///docs/a, true
          EQUALS, file:///docs/, true
          EQUALS, file:///secret, false
          IN, file:///docs/a, true
          IN, file:///secret, false
          MATCHES, '.*\\.md', true
          MATCHES, 'x.*\\.md', false
          EXISTS, , true
          CONTAINS, file:///docs/a, true
          """)
  void someMayBeReadWhenARuleAllowsOne(Operator operator, String text, boolean seen) {
    Object value =
        switch (operator) {
          case IN -> List.of("x", text);
          case EXISTS -> true;
          default -> text;
        };
    Policy policy = Policy.of(List.of(Rule.allow("r").when("resource", operator, value).build()));

    assertThat(mayReadBelow("file:///docs/", policy)).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void withoutABeginningTheyMayBeAnything(String uri) {
    Policy policy = Policy.of(List.of(Rule.allow("r").when("resource", EQUALS, uri).build()));

    assertThat(mayReadBelow("", policy)).isTrue();
    assertThat(mayReadBelow("c", policy)).isFalse();
  }

  @Test
  void denialOfAWholeTreeClosesWhatIsInIt() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.deny("secret").priority(1).when("resource", STARTS_WITH, "file:///s").build(),
                Rule.allow("rest").when("resource", MATCHES, ".*").build()));

    assertThat(mayReadBelow("file:///se", policy)).isFalse();
    assertThat(mayReadBelow("file:///", policy)).isTrue();
  }

  @Test
  void denialsThatCloseEverythingTogetherLeaveNothing() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.deny("words").priority(1).when("resource", MATCHES, "x:[a-z]+").build(),
                Rule.deny("numbers").priority(1).when("resource", MATCHES, "x:[0-9]+").build(),
                Rule.allow("rest").when("resource", MATCHES, "x:\\w*").build()));

    assertThat(mayReadBelow("x:", policy)).isTrue(); // x:a1
    assertThat(
            mayRead(List.of(policy), "x:", List.of(when(MATCHES, "x:([a-z]*|[0-9]+)")), List.of()))
        .isTrue(); // x:
    assertThat(
            mayRead(
                List.of(policy),
                "x:",
                List.of(when(MATCHES, "x:([a-z]*|[0-9]+)")),
                List.of(when(EQUALS, "x:"))))
        .isFalse();
  }

  @Test
  void conditionsOnArgumentsOfTheReadCountToo() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.deny("big").priority(1).when("arguments.n", NOT_EQUALS, 1).build(),
                Rule.allow("some")
                    .when("resource", STARTS_WITH, "x:")
                    .when("arguments.n", EQUALS, 2)
                    .build(),
                Rule.allow("other")
                    .when("resource", STARTS_WITH, "y:")
                    .when("arguments.n", EQUALS, 1)
                    .build()));

    assertThat(mayReadBelow("x:", policy)).isFalse();
    assertThat(mayReadBelow("y:", policy)).isTrue();
  }

  @Test
  void twoPoliciesMustAllowTheSameResource() {
    Policy a = Policy.of(List.of(Rule.allow("a").when("resource", STARTS_WITH, "x:a").build()));
    Policy b = Policy.of(List.of(Rule.allow("b").when("resource", STARTS_WITH, "x:b").build()));
    Policy ab = Policy.of(List.of(Rule.allow("ab").when("resource", MATCHES, "x:(ab|ba)").build()));

    assertThat(mayReadBelow("x:", a, b)).isFalse();
    assertThat(mayReadBelow("x:", a, ab)).isTrue();
    assertThat(mayReadBelow("x:", ab, b)).isTrue();
    assertThat(mayReadBelow("x:", a, ab, b)).isFalse();
  }

  @Test
  void whatIsTooEntangledToTellIsClosed() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      for (String letter : List.of("a", "b", "c")) {
        String expression = "x:[abcd]*%s[abcd]{%d}".formatted(letter, i);
        rules.add(Rule.deny(letter + i).priority(1).when("resource", MATCHES, expression).build());
      }
    }
    rules.add(Rule.allow("rest").when("resource", MATCHES, "x:[abcd]*a[abcd]*").build());
    Policy policy = Policy.of(rules);
    RequestContext read =
        Requests.rpc("resources/read", "{\"uri\":\"x:aaaaaaaaaaaaaaaaaaaaaaaaaaab\"}");

    assertThat(policy.decide(read.with(Requests.caller("s"))).allowed()).isFalse();
    assertThat(mayReadBelow("x:", policy)).isFalse();
    assertThat(mayReadBelow("x:", Policy.of(List.of(), Effect.ALLOW))).isTrue();
  }

  @Test
  void refusesAConditionThatNoPolicyCouldHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mayRead(List.of(), "", List.of(when(MATCHES, "(")), List.of()))
        .withMessageContaining("not an RE2 expression");
  }

  private static final List<String> EXPRESSIONS =
      List.of("a.*", ".*b", "a?b?/?", "[^/]*", "(a|/)*", ".*/.*", "^b", ".", "a+b+|/", ".*a.*b.*");
  private static final List<String> TEXTS = texts(5);

  private static List<String> texts(int length) {
    List<String> texts = new ArrayList<>(List.of(""));
    int from = 0;
    for (int i = 0; i < length; i++) {
      int to = texts.size();
      for (String text : List.copyOf(texts.subList(from, to))) {
        Stream.of("a", "b", "/", "c").forEach(c -> texts.add(text + c));
      }
      from = to;
    }
    return texts;
  }

  private final Random random = new Random(20261121);

  /** The answer is compared with the decisions about every text up to a length. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void forRandomPoliciesSomeMayBeReadWhenOneOfThemIs(long seed) {
    random.setSeed(seed);
    int open = 0;
    int rounds = 100;
    for (int i = 0; i < rounds; i++) {
      List<Policy> policies = new ArrayList<>(List.of(policy()));
      if (random.nextBoolean()) {
        policies.add(policy());
      }
      String template = pick(List.of("a.*", "a.*b", ".*", "ab/.*", ".*/b"));
      String beginning = template.substring(0, template.indexOf('.'));
      String other = pick(EXPRESSIONS);
      boolean expected =
          TEXTS.stream()
              .filter(
                  text ->
                      !text.isEmpty() && Pattern.matches(template, text) && !matches(other, text))
              .flatMap(ManyReadsTest::reads)
              .anyMatch(read -> policies.stream().allMatch(p -> p.decide(read).allowed()));

      assertThat(
              mayRead(
                  policies,
                  beginning,
                  List.of(when(MATCHES, template)),
                  List.of(when(MATCHES, other))))
          .as("%d: %s but %s", i, template, other)
          .isEqualTo(expected);
      open += expected ? 1 : 0;
    }
    assertThat(open).isBetween(rounds / 5, rounds * 4 / 5);
  }

  private static boolean matches(String expression, String text) {
    return TextPattern.of(expression).matches(text);
  }

  /** A read, with and without arguments and findings. */
  private static Stream<RequestContext> reads(String uri) {
    return Stream.of("{}", "{\"v\":1}", "{\"v\":2}")
        .map("{\"uri\":\"%s\",\"arguments\":%%s}".formatted(uri)::formatted)
        .map(params -> Requests.rpc("resources/read", params).with(Requests.caller("s")))
        .flatMap(read -> Stream.of(read, read.merge(found(10)), read.merge(found(60))));
  }

  private static Content found(int score) {
    return new Content(Set.of(), score, new TreeMap<>(), false, null);
  }

  private Policy policy() {
    List<Rule> rules = new ArrayList<>();
    for (int r = 0; r < 1 + random.nextInt(5); r++) {
      List<Condition> conditions = new ArrayList<>(List.of(resource()));
      while (random.nextInt(3) == 0) {
        conditions.add(random.nextBoolean() ? resource() : open());
      }
      rules.add(new Rule("r" + r, random.nextInt(3), effect(), conditions, Optional.empty()));
    }
    return Policy.of(rules, effect());
  }

  private Condition resource() {
    return switch (random.nextInt(8)) {
      case 0 -> when(EQUALS, pick(List.of("a", "ab/", "b")));
      case 1 -> when(NOT_EQUALS, pick(List.of("a", "ab")));
      case 2 -> when(Operator.IN, List.of("ab", "a/b", pick(List.of("/b", "ab/a"))));
      case 3 -> when(Operator.NOT_IN, List.of("a", pick(List.of("ab", "b"))));
      case 4 -> when(STARTS_WITH, pick(List.of("a", "ab", "a/", "b")));
      case 5 -> when(Operator.EXISTS, random.nextInt(4) > 0);
      default -> when(MATCHES, pick(EXPRESSIONS));
    };
  }

  private Condition open() {
    return switch (random.nextInt(4)) {
      case 0 -> new Condition("arguments.v", EQUALS, 1);
      case 1 -> new Condition("arguments.v", NOT_EQUALS, 1);
      case 2 -> new Condition("content.riskScore", Operator.GTE, 50);
      default -> new Condition("scope", Operator.CONTAINS, pick(List.of("s", "t")));
    };
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
