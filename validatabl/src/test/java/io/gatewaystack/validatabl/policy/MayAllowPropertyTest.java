package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What may be allowed is compared with every call there is: each tool and each caller of a small
 * world, with each choice of arguments and content. Every condition that is generated holds for
 * some of the choices and fails for others.
 */
class MayAllowPropertyTest {
  private static final int POLICIES = 200;
  private static final List<String> TOOLS = List.of("a", "b");
  private static final List<String> ROLES = List.of("staff", "admin");
  private static final List<String> VALUES =
      List.of("null", "\"u\"", "\"v\"", "\"v w\"", "1", "2", "[\"v\"]");
  private static final int[] SCORES = {-1, 0, 50, 100};

  private final Random random = new Random(20260501);
  private final List<World> worlds = worlds();

  /** All calls of one caller to one tool. */
  private record World(RequestContext list, Operation call, List<RequestContext> calls) {}

  private static List<World> worlds() {
    List<World> worlds = new ArrayList<>();
    for (String tool : TOOLS) {
      for (String role : ROLES) {
        Identity caller = Identity.builder("ada", "https://i.example").roles(Set.of(role)).build();
        worlds.add(
            new World(
                Requests.rpc("tools/list", "{}").with(caller),
                new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, tool, null),
                calls(tool, caller)));
      }
    }
    return worlds;
  }

  private static List<RequestContext> calls(String tool, Identity caller) {
    List<RequestContext> calls = new ArrayList<>();
    for (String x : VALUES) {
      for (String y : VALUES) {
        for (int score : SCORES) {
          RequestContext call =
              Requests.toolCall(tool, "{\"x\":%s,\"y\":{\"z\":%s}}".formatted(x, y)).with(caller);
          calls.add(score < 0 ? call : call.merge(content(score)));
        }
      }
    }
    return calls;
  }

  private static Content content(int score) {
    return new Content(Set.of(), score, new TreeMap<>(), false, null);
  }

  private static boolean callable(World world, Policy policy) {
    return world.calls().stream().anyMatch(call -> policy.decide(call).allowed());
  }

  @Test
  void neverHidesWhatSomeCallWouldBeAllowed() {
    int visible = 0;
    for (int i = 0; i < POLICIES; i++) {
      List<Rule> rules = new ArrayList<>();
      for (int r = 0; r < 1 + random.nextInt(5); r++) {
        rules.add(rule("r" + r, someOf(known(), unknown("arguments.x"), unknown("arguments.y.z"))));
      }
      Policy policy = Policy.of(rules, effect());
      for (World world : worlds) {
        boolean shown = policy.mayAllow(world.list(), world.call());
        if (!shown) {
          assertThat(callable(world, policy)).as("%s %s", rules, world.call().target()).isFalse();
        }
        visible += shown ? 1 : 0;
      }
    }
    assertThat(visible).isBetween(POLICIES / 2, POLICIES * worlds.size() - POLICIES / 2);
  }

  @Test
  void showsExactlyWhatSomeCallWouldBeAllowedWhenNoArgumentIsAskedForTwice() {
    int visible = 0;
    for (int i = 0; i < POLICIES; i++) {
      List<Condition> unknowns =
          new ArrayList<>(
              List.of(unknown("arguments.x"), unknown("arguments.y.z"), score(), known(), known()));
      Collections.shuffle(unknowns, random);
      List<Rule> rules = new ArrayList<>();
      while (!unknowns.isEmpty()) {
        int count = Math.min(unknowns.size(), 1 + random.nextInt(3));
        rules.add(rule("r" + rules.size(), new ArrayList<>(unknowns.subList(0, count))));
        unknowns.subList(0, count).clear();
      }
      Policy policy = Policy.of(rules, effect());
      for (World world : worlds) {
        boolean shown = policy.mayAllow(world.list(), world.call());
        assertThat(shown)
            .as("%s %s", rules, world.call().target())
            .isEqualTo(callable(world, policy));
        visible += shown ? 1 : 0;
      }
    }
    assertThat(visible).isBetween(POLICIES / 2, POLICIES * worlds.size() - POLICIES / 2);
  }

  @Test
  void decidesExactlyAsForTheCallWhenNoRuleLooksAtArguments() {
    int visible = 0;
    for (int i = 0; i < POLICIES; i++) {
      List<Rule> rules = new ArrayList<>();
      for (int r = 0; r < random.nextInt(6); r++) {
        rules.add(rule("r" + r, someOf(known(), known(), known())));
      }
      Policy policy = Policy.of(rules, effect());
      for (World world : worlds) {
        boolean shown = policy.mayAllow(world.list(), world.call());
        for (RequestContext call : world.calls().subList(0, 9)) {
          assertThat(policy.decide(call).allowed()).isEqualTo(shown);
        }
        visible += shown ? 1 : 0;
      }
    }
    assertThat(visible).isBetween(POLICIES / 2, POLICIES * worlds.size() - POLICIES / 2);
  }

  private Rule rule(String id, List<Condition> conditions) {
    return new Rule(id, random.nextInt(3), effect(), conditions, java.util.Optional.empty());
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private List<Condition> someOf(Condition... conditions) {
    List<Condition> some = new ArrayList<>(List.of(conditions));
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(some.size()));
  }

  private Condition known() {
    return switch (random.nextInt(6)) {
      case 0 -> new Condition("tool", Operator.EQUALS, pick(TOOLS));
      case 1 -> new Condition("tool", Operator.NOT_IN, List.of(pick(TOOLS)));
      case 2 -> new Condition("tool", Operator.MATCHES, "[a-b]");
      case 3 -> new Condition("role", Operator.CONTAINS, pick(ROLES));
      case 4 -> new Condition("kind", Operator.IN, List.of("mcp_tool_call", "mcp_prompt"));
      default -> new Condition("model", Operator.EXISTS, random.nextBoolean());
    };
  }

  private Condition score() {
    return switch (random.nextInt(3)) {
      case 0 -> new Condition("content.riskScore", Operator.GT, 0);
      case 1 -> new Condition("content.riskScore", Operator.LTE, 50);
      default -> new Condition("content.riskScore", Operator.EXISTS, random.nextBoolean());
    };
  }

  private Condition unknown(String field) {
    return switch (random.nextInt(9)) {
      case 0 -> new Condition(field, Operator.EQUALS, random.nextBoolean() ? "u" : 1);
      case 1 -> new Condition(field, Operator.NOT_EQUALS, "v");
      case 2 -> new Condition(field, Operator.CONTAINS, "v");
      case 3 -> new Condition(field, Operator.IN, List.of("u", "v"));
      case 4 -> new Condition(field, Operator.MATCHES, "v.*");
      case 5 -> new Condition(field, Operator.STARTS_WITH, "v");
      case 6 -> new Condition(field, Operator.EXISTS, random.nextBoolean());
      case 7 -> new Condition(field, Operator.GTE, 2);
      default -> new Condition(field, Operator.LT, 2);
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
