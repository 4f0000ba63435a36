package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.ValueRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For random policies of the whole language, what is listed is compared with real calls: every
 * combination of arguments and findings that the constants of the generated conditions can tell
 * apart. The calls are decided by the policy as calls; nothing of what works out lists is used.
 */
class ListedIffCallableTest {
  private static final int POLICIES = 125;
  private static final List<String> TOOLS = List.of("a", "b");
  private static final List<String> FEW =
      List.of(
          "null",
          "{}",
          "\"u\"",
          "\"v\"",
          "\"v w\"",
          "\"vw\"",
          "\"v u\"",
          "\"vw u\"",
          "\"vw v\"",
          "\"w\"",
          "true",
          "false",
          "0",
          "1",
          "1.5",
          "2",
          "3",
          "[]",
          "[\"u\"]",
          "[\"v\"]",
          "[\"u\",\"v\"]");
  private static final List<Content> FINDINGS = findings();

  private final Random random = new Random(20261121);

  private static List<Content> findings() {
    List<Content> findings = new ArrayList<>();
    for (int score : new int[] {0, 10, 49, 50, 51, 100}) {
      for (Set<String> labels : List.of(Set.<String>of(), Set.of("pci"), Set.of("x"))) {
        for (Map<String, Integer> pii :
            List.of(Map.<String, Integer>of(), Map.of("email", 1), Map.of("iban", 1))) {
          findings.add(new Content(labels, score, new TreeMap<>(pii), false, null));
        }
      }
    }
    return findings;
  }

  /** All texts of some letters, up to a length. */
  private static List<String> texts(String letters, int length) {
    List<String> texts = new ArrayList<>(List.of(""));
    int from = 0;
    for (int i = 0; i < length; i++) {
      int to = texts.size();
      for (String text : List.copyOf(texts.subList(from, to))) {
        letters.chars().forEach(c -> texts.add(text + (char) c));
      }
      from = to;
    }
    return texts.stream().map(text -> '"' + text + '"').toList();
  }

  private static List<String> lists() {
    List<String> members = List.of("\"u\"", "\"v\"", "\"w\"", "1", "true");
    List<String> lists = new ArrayList<>();
    for (int choice = 0; choice < 1 << members.size(); choice++) {
      int chosen = choice;
      lists.add(
          IntStream.range(0, members.size())
              .filter(i -> (chosen >> i & 1) == 1)
              .mapToObj(members::get)
              .toList()
              .toString());
    }
    return lists;
  }

  /** Texts that fulfil several of the conditions at once and are longer than the others. */
  private static final List<String> LONGER =
      List.of("\"uv u v\"", "\"uv u v w\"", "\"u u v w\"", "\"v u v w\"", "\"V \"", "\"V W\"");

  private static List<String> values() {
    List<String> others = List.of("-1", "0.5", "\"u\\n\"", "\"5\"", "\"é\"");
    return Stream.of(FEW, lists(), texts("uvw ", 3), LONGER, others)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Every call to every tool of one caller, with a shuffled choice of what is found in each. */
  private static List<RequestContext> calls(String tool, List<String> arguments, boolean found) {
    Identity caller = Identity.builder("ada", "https://i.example").roles(Set.of("staff")).build();
    List<RequestContext> calls = new ArrayList<>();
    for (String each : arguments) {
      RequestContext call = Requests.toolCall(tool, each).with(caller);
      calls.add(call);
      if (found) {
        FINDINGS.forEach(content -> calls.add(call.merge(content)));
      }
    }
    Collections.shuffle(calls, new Random(1));
    return calls;
  }

  private void compare(List<String> arguments, boolean found, Supplier<Condition> condition) {
    Map<String, List<RequestContext>> calls = new TreeMap<>();
    TOOLS.forEach(tool -> calls.put(tool, calls(tool, arguments, found)));
    int listed = 0;
    int closed = 0;
    for (int i = 0; i < POLICIES; i++) {
      List<Rule> rules = rules(condition);
      Policy policy = Policy.of(rules, effect());
      for (String tool : TOOLS) {
        boolean shown = policy.mayAllow(calls.get(tool).get(0), call(tool));
        Optional<RequestContext> open =
            calls.get(tool).stream().filter(call -> policy.decide(call).allowed()).findFirst();
        assertThat(shown).as("%d: %s for %s", i, rules, tool).isEqualTo(open.isPresent());
        listed += shown ? 1 : 0;
        closed += shown || separately(policy, calls.get(tool).get(0), tool) ? 0 : 1;
      }
    }
    assertThat(listed).isBetween(POLICIES / 5, POLICIES * 9 / 5);
    assertThat(POLICIES * TOOLS.size() - listed - closed)
        .as("hidden only because conditions are judged together")
        .isGreaterThan(5);
  }

  /** Sequences of words. */
  private static List<String> sentences() {
    List<String> sentences = new ArrayList<>(List.of("u", "v", "w", "V", "uv", "vw", "uvw"));
    List<String> words = List.copyOf(sentences);
    for (int from = 0; sentences.size() < 2_000; from++) {
      String begun = sentences.get(from);
      words.forEach(word -> sentences.add(begun + ' ' + word));
    }
    return sentences.stream().map(text -> '"' + text + '"').toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forSeveralPoliciesAboutOneArgument(long seed) {
    random.setSeed(seed);
    List<String> arguments =
        Stream.of(values(), sentences(), texts("]v", 2))
            .flatMap(List::stream)
            .distinct()
            .map("{\"x\":%s}"::formatted)
            .toList();
    compareSeveral(arguments, false, () -> condition("arguments.x"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forSeveralPoliciesAboutAnArgumentAndContent(long seed) {
    random.setSeed(seed);
    List<String> arguments = FEW.stream().map("{\"x\":%s}"::formatted).toList();
    compareSeveral(arguments, true, () -> random.nextInt(3) == 0 ? found() : plain("arguments.x"));
  }

  private void compareSeveral(
      List<String> arguments, boolean found, Supplier<Condition> condition) {
    Map<String, List<RequestContext>> calls = new TreeMap<>();
    TOOLS.forEach(tool -> calls.put(tool, calls(tool, arguments, found)));
    int listed = 0;
    int hiddenTogether = 0;
    for (int i = 0; i < POLICIES; i++) {
      List<Policy> policies = new ArrayList<>();
      List<List<Rule>> all = new ArrayList<>();
      for (int p = 0; p < 2 + random.nextInt(2); p++) {
        List<Rule> rules = rules(condition);
        policies.add(Policy.of(rules, effect()));
        all.add(rules);
      }
      PoliciesInForce inForce = new PoliciesInForce(policies, List.of());
      for (String tool : TOOLS) {
        RequestContext list = calls.get(tool).get(0);
        boolean shown = inForce.mayAllow(list, call(tool), ValueRule.ANY);
        boolean open =
            calls.get(tool).stream()
                .anyMatch(call -> policies.stream().allMatch(p -> p.decide(call).allowed()));
        assertThat(shown).as("%d: %s for %s", i, all, tool).isEqualTo(open);
        listed += shown ? 1 : 0;
        hiddenTogether +=
            !shown && policies.stream().allMatch(p -> p.mayAllow(list, call(tool))) ? 1 : 0;
      }
    }
    assertThat(listed).isBetween(POLICIES / 5, POLICIES * 9 / 5);
    assertThat(hiddenTogether).isGreaterThan(2);
  }

  /** Whether the operation would be shown if each condition counted for itself. */
  private static boolean separately(Policy policy, RequestContext context, String tool) {
    return policy.judge(new PossibleCall(context, call(tool), false), false).answer()
        != Answer.DENY;
  }

  private static Operation call(String tool) {
    return new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, tool, null);
  }

  private List<Rule> rules(Supplier<Condition> condition) {
    List<Rule> rules = new ArrayList<>();
    int count = 2 + random.nextInt(6);
    for (int r = 0; r < count; r++) {
      List<Condition> conditions = new ArrayList<>(List.of(condition.get()));
      while (random.nextInt(5) < 2) {
        conditions.add(condition.get());
      }
      if (random.nextInt(4) == 0) {
        conditions.add(known());
      }
      Effect effect = random.nextInt(5) < 3 ? Effect.DENY : Effect.ALLOW;
      rules.add(new Rule("r" + r, random.nextInt(3), effect, conditions, Optional.empty()));
    }
    return rules;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forConditionsOnOneArgument(long seed) {
    random.setSeed(seed);
    List<String> arguments = values().stream().map("{\"x\":%s}"::formatted).toList();
    compare(arguments, false, () -> condition("arguments.x"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forConditionsOnAnArgumentAndWhatIsInside(long seed) {
    random.setSeed(seed);
    List<String> arguments = new ArrayList<>(values());
    values().forEach(inside -> arguments.add("{\"y\":%s}".formatted(inside)));
    values().forEach(inside -> arguments.add("{\"y\":{\"z\":%s}}".formatted(inside)));
    List<String> calls = arguments.stream().map("{\"x\":%s}"::formatted).toList();
    compare(
        calls,
        false,
        () -> condition(pick(List.of("arguments.x", "arguments.x.y", "arguments.x.y.z"))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forConditionsOnSeveralArguments(long seed) {
    random.setSeed(seed);
    List<String> arguments = new ArrayList<>();
    for (String x : FEW) {
      for (String y : List.of("null", "true", "false", "1")) {
        for (String z : FEW) {
          arguments.add("{\"x\":%s,\"y\":%s,\"z\":{\"z\":%s}}".formatted(x, y, z));
        }
      }
    }
    compare(
        arguments,
        false,
        () ->
            switch (random.nextInt(3)) {
              case 0 -> plain("arguments.x");
              case 1 -> plain("arguments.z.z");
              default -> flag("arguments.y");
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forConditionsOnArgumentsAndContent(long seed) {
    random.setSeed(seed);
    List<String> arguments = FEW.stream().map("{\"x\":%s}"::formatted).toList();
    compare(arguments, true, () -> random.nextInt(3) == 0 ? plain("arguments.x") : found());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void forConditionsThatDemandAndDenyExpressions(long seed) {
    random.setSeed(seed);
    List<String> arguments =
        Stream.of(texts("uvw -", 4), texts("uvVw 5-", 3), LONGER, texts("]v", 2), lists(), FEW)
            .flatMap(List::stream)
            .distinct()
            .map("{\"x\":%s}"::formatted)
            .toList();
    compare(arguments, false, () -> text("arguments.x"));
  }

  private Condition condition(String field) {
    return random.nextBoolean() ? plain(field) : text(field);
  }

  private Condition plain(String field) {
    return switch (random.nextInt(13)) {
      case 0 -> new Condition(field, Operator.EQUALS, pick(List.of("u", 1, true)));
      case 1, 2 -> new Condition(field, Operator.NOT_EQUALS, pick(List.of("u", "v", 1, false)));
      case 3 -> new Condition(field, Operator.CONTAINS, pick(List.of("v", "u")));
      case 4 -> new Condition(field, Operator.IN, List.of("u", pick(List.of("v", "v w"))));
      case 5, 6 -> new Condition(field, Operator.NOT_IN, List.of("u", pick(List.of("v", "v w"))));
      case 7 -> new Condition(field, Operator.STARTS_WITH, pick(List.of("v", "vw")));
      case 8, 9 -> new Condition(field, Operator.EXISTS, random.nextBoolean());
      case 10 -> new Condition(field, Operator.GTE, pick(List.of(1, 2)));
      case 11 -> new Condition(field, Operator.GT, 2);
      default -> new Condition(field, Operator.LT, 2);
    };
  }

  private Condition flag(String field) {
    return switch (random.nextInt(4)) {
      case 0 -> new Condition(field, Operator.EQUALS, random.nextBoolean());
      case 1, 2 -> new Condition(field, Operator.NOT_EQUALS, random.nextBoolean());
      default -> new Condition(field, Operator.EXISTS, random.nextBoolean());
    };
  }

  private Condition text(String field) {
    return switch (random.nextInt(8)) {
      case 0 -> new Condition(field, Operator.STARTS_WITH, pick(List.of("u", "v", "uv")));
      case 1 -> new Condition(field, Operator.CONTAINS, pick(List.of("v", "u", "w")));
      case 2 -> new Condition(field, Operator.NOT_IN, List.of("v", "v w", "uv"));
      default ->
          new Condition(
              field,
              Operator.MATCHES,
              pick(
                  List.of(
                      "[u-w]+",
                      "v.*",
                      ".*v.*",
                      "^u|w",
                      ".{0,2}",
                      "(?i)V W?",
                      ".*\\bv\\b.*",
                      "\\d|[^v]*",
                      ".",
                      "u?v?w?",
                      "\\w+\\W\\w+",
                      ".+$",
                      "[]v]{1,2}")));
    };
  }

  private Condition found() {
    return switch (random.nextInt(8)) {
      case 0 -> new Condition("content.riskScore", Operator.GTE, 50);
      case 1 -> new Condition("content.riskScore", Operator.LT, 50);
      case 2 -> new Condition("content.riskScore", Operator.NOT_EQUALS, 10);
      case 3 -> new Condition("content.riskScore", Operator.EXISTS, random.nextBoolean());
      case 4 -> new Condition("content.labels", Operator.CONTAINS, "pci");
      case 5 -> new Condition("content.labels", Operator.EXISTS, random.nextBoolean());
      case 6 -> new Condition("content.piiTypes", Operator.CONTAINS, "email");
      default -> new Condition("content.piiTypes", Operator.EXISTS, random.nextBoolean());
    };
  }

  private Condition known() {
    return switch (random.nextInt(4)) {
      case 0 -> new Condition("tool", Operator.EQUALS, pick(TOOLS));
      case 1 -> new Condition("tool", Operator.NOT_EQUALS, pick(TOOLS));
      case 2 -> new Condition("tool", Operator.IN, List.of("a", "c"));
      default -> new Condition("role", Operator.CONTAINS, pick(List.of("staff", "admin")));
    };
  }

  private Effect effect() {
    return random.nextInt(3) == 0 ? Effect.ALLOW : Effect.DENY;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
