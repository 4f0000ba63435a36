package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The index only spares work: trying every rule in order decides the same. */
class RuleIndexTest {
  private static final String LONG = "a".repeat(80);

  private final Random random = new Random(20260701);

  @Test
  void decidesAsIfEveryRuleWereTriedInOrder() {
    int matched = 0;
    for (int round = 0; round < 300; round++) {
      List<Rule> rules = new ArrayList<>();
      for (int i = 0; i < random.nextInt(40); i++) {
        rules.add(rule(i));
      }
      Policy policy = Policy.of(rules);
      for (int i = 0; i < 10; i++) {
        RequestContext request = request();
        Optional<Rule> expected = first(rules, request);
        PolicyDecision decision = policy.decide(request);

        assertThat(decision.rule()).as("%s", rules).isEqualTo(expected);
        assertThat(decision.evaluated())
            .isEqualTo(expected.map(rule -> place(rules, rule)).orElse(rules.size()));
        matched += expected.isPresent() ? 1 : 0;
      }
    }
    assertThat(matched).isBetween(500, 2_900);
  }

  private static int place(List<Rule> rules, Rule rule) {
    return rules.stream().sorted(PolicyCompiler.ORDER).toList().indexOf(rule) + 1;
  }

  private static Optional<Rule> first(List<Rule> rules, RequestContext request) {
    Facts facts = new CurrentRequest(request);
    return rules.stream()
        .sorted(PolicyCompiler.ORDER)
        .filter(
            rule ->
                PolicyCompiler.checked(rule, TextPatterns.none()).stream()
                    .allMatch(c -> c.test().of(c.field().read(facts)) == Truth.TRUE))
        .findFirst();
  }

  private Rule rule(int i) {
    List<Condition> conditions = new ArrayList<>();
    for (int c = 0; c < 1 + random.nextInt(3); c++) {
      conditions.add(condition());
    }
    Effect effect = random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
    return new Rule("r" + i, random.nextInt(4), effect, conditions, Optional.empty());
  }

  private Condition condition() {
    return switch (random.nextInt(19)) {
      case 0 -> new Condition("tool", Operator.EQUALS, pick("a", "b", "c"));
      case 1 -> new Condition("tool", Operator.IN, List.of(pick("a", "b"), pick("c", "d")));
      case 2 -> new Condition("tool", Operator.NOT_IN, List.of(pick("a", "b")));
      case 3 -> new Condition("tool", Operator.STARTS_WITH, pick("a", "b", "ab", "abc"));
      case 13 ->
          new Condition("tool", Operator.MATCHES, pick("ab?c?", "^a", "a|^b", "ab.*", "bc?"));
      case 14 -> new Condition("arguments.x", Operator.MATCHES, pick("1.*", "\\d+", ".*é"));
      case 15 -> new Condition("arguments.x", Operator.CONTAINS, pick("1", "2", 1, true, "1 2"));
      case 16 -> new Condition("tool", Operator.CONTAINS, pick("a", "b"));
      case 17 -> new Condition("tool", Operator.STARTS_WITH, LONG + pick("x", "y"));
      case 18 -> new Condition("tool", Operator.MATCHES, LONG + pick("x.*", "[yz]"));
      case 4 -> new Condition("prompt", Operator.EXISTS, random.nextBoolean());
      case 5 -> new Condition("role", Operator.CONTAINS, pick("x", "y", "z"));
      case 6 -> new Condition("permission", Operator.CONTAINS, pick("x", "s", "t"));
      case 7 -> new Condition("plan", Operator.EQUALS, pick("pro", "free"));
      case 8 -> new Condition("content.labels", Operator.CONTAINS, pick("pci", "gdpr"));
      case 9 -> new Condition("content.riskScore", Operator.EQUALS, 50);
      case 10 -> new Condition("arguments.x", Operator.EQUALS, pick("1", "2"));
      case 11 -> new Condition("kind", Operator.EQUALS, pick("mcp_tool_call", "mcp_prompt"));
      default -> new Condition("plan", Operator.NOT_EQUALS, pick("pro", "free"));
    };
  }

  private RequestContext request() {
    RequestContext request =
        random.nextInt(4) == 0
            ? Requests.rpc("prompts/get", "{\"name\":\"a\"}")
            : Requests.toolCall(
                pick("a", "b", "d", "ab", "abcd", "a b", LONG + "x", LONG + "y"),
                "{\"x\":" + pick("\"1\"", "\"2\"", "\"1 2é\"", "[\"1\",2]", "[1.0,true]") + "}");
    RequestContext scanned =
        random.nextBoolean()
            ? request
            : request.merge(
                new Content(
                    Set.of(pick("pci", "other")), pick(0, 50), new TreeMap<>(), false, null));
    return random.nextInt(5) == 0
        ? scanned
        : scanned.with(
            Identity.builder("ada", "https://i.example")
                .plan(pick("pro", "free", null))
                .roles(Set.of(pick("x", "y")))
                .scopes(Set.of(pick("s", "x")))
                .build());
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
