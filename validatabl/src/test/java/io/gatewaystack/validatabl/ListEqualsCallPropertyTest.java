package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * For random rules, in random layers: what a list shows is compared with what each single use is
 * answered. A list that is refused shows nothing.
 */
class ListEqualsCallPropertyTest {
  private static final int LAYERS = 400;
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> URIS = List.of("x://a/1", "x://a/2", "x://b/1");
  private static final List<String> SCOPES = List.of("s", "t");
  private static final List<String> ROLES = List.of("staff", "admin");
  private static final List<String> SERVICES = List.of("one", "two");
  private static final List<String> VALUES =
      List.of(
          "",
          "{\"v\":1}",
          "{\"v\":2}",
          "{\"v\":-1}",
          "{\"v\":\"u\"}",
          "{\"v\":\"uu\"}",
          "{\"v\":\"xx\"}",
          "{\"v\":null}",
          "{\"v\":true}");

  /** Of which some fit each schema that any arguments fit. */
  private static final List<String> ANY_THAT_FITS = List.of("", "{\"v\":\"u\"}");

  private static final List<String> SCHEMAS =
      List.of(
          "true",
          "false",
          "{\"type\":\"object\"}",
          "{\"type\":\"object\",\"additionalProperties\":false}",
          "{\"type\":\"object\",\"required\":[\"v\"]}",
          "{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\",\"maximum\":1}}}",
          "{\"type\":\"object\",\"properties\":{\"v\":{\"enum\":[\"u\",2]}},\"required\":[\"v\"]}",
          "{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"string\",\"minLength\":2}}}");

  private final Random random = new Random(20261121);

  /** One list of MCP: how it is asked for, what it holds, and how each entry is used. */
  private enum Listed {
    TOOLS("tools/list", "tools", "name", "tools/call"),
    PROMPTS("prompts/list", "prompts", "name", "prompts/get"),
    RESOURCES("resources/list", "resources", "uri", "resources/read");

    final String list;
    final String member;
    final String key;
    final String use;

    Listed(String list, String member, String key, String use) {
      this.list = list;
      this.member = member;
      this.key = key;
      this.use = use;
    }

    List<String> entries() {
      return this == RESOURCES ? URIS : NAMES;
    }

    byte[] answer() {
      List<String> items =
          entries().stream()
              .map(entry -> "{\"%s\":\"%s\",\"n\":1.00}".formatted(key, entry))
              .toList();
      return """
          {"jsonrpc":"2.0","id":7,"result":{"%s":[%s],"nextCursor":"n"}}"""
          .formatted(member, String.join(",", items))
          .getBytes(UTF_8);
    }
  }

  private static Set<String> listed(Validatabl layer, RequestContext request, Listed kind) {
    if (!(layer.before(request) instanceof Decision.Proceed proceed)) {
      return Set.of();
    }
    List<Message> out = new ArrayList<>();
    proceed.editor().orElseThrow().message(Message.of(kind.answer()), out::add);
    Set<String> names = new TreeSet<>();
    JsonDocument.parse(out.get(0).bytes())
        .tree()
        .path("result")
        .path(kind.member)
        .forEach(entry -> names.add(entry.path(kind.key).stringValue()));
    return names;
  }

  private static Set<String> usable(
      Validatabl layer, Identity caller, Listed kind, List<String> arguments) {
    Set<String> usable = new TreeSet<>();
    for (String entry : kind.entries()) {
      for (String value : arguments) {
        String more = value.isEmpty() ? "" : ",\"arguments\":" + value;
        String params = "{\"%s\":\"%s\"%s}".formatted(kind.key, entry, more);
        if (layer.decide(Requests.rpc(kind.use, params).with(caller)).allowed()) {
          usable.add(entry);
        }
      }
    }
    return usable;
  }

  @Test
  void withoutConditionsOnArgumentsListedIsExactlyUsable() {
    int shown = 0;
    for (int i = 0; i < LAYERS; i++) {
      Validatabl layer = layer(this::known);
      Identity caller = caller();
      for (Listed kind : Listed.values()) {
        Set<String> usable = usable(layer, caller, kind, ANY_THAT_FITS);
        Set<String> listed = listed(layer, Requests.rpc(kind.list, "{}").with(caller), kind);
        assertThat(listed).as("layer %d, %s", i, kind).isEqualTo(usable);
        shown += listed.size();
      }
    }
    assertThat(shown).isBetween(LAYERS, LAYERS * 8); // both sides were exercised
  }

  @Test
  void aResumedStreamShowsWhatTheListShows() {
    int shown = 0;
    for (int i = 0; i < LAYERS; i++) {
      Validatabl layer = layer(r -> r.nextInt(4) == 0 ? unknown(r) : known(r));
      Identity caller = caller();
      RequestContext stream = Requests.mcpWithoutBody("GET").with(caller);
      for (Listed kind : Listed.values()) {
        Set<String> listed = listed(layer, Requests.rpc(kind.list, "{}").with(caller), kind);
        Set<String> replayed = listed(layer, stream, kind);
        if (layer.decide(stream).allowed()) {
          assertThat(replayed).as("layer %d, %s", i, kind).isEqualTo(listed);
        }
        shown += replayed.size();
      }
    }
    assertThat(shown).isBetween(LAYERS, LAYERS * 8);
  }

  @Test
  void whateverTheRulesWhatSomeArgumentsOpenIsListed() {
    int shown = 0;
    for (int i = 0; i < LAYERS; i++) {
      Validatabl layer = layer(r -> r.nextInt(3) == 0 ? unknown(r) : known(r));
      Identity caller = caller();
      for (Listed kind : Listed.values()) {
        Set<String> usable = usable(layer, caller, kind, VALUES);
        Set<String> listed = listed(layer, Requests.rpc(kind.list, "{}").with(caller), kind);
        assertThat(listed).as("layer %d, %s", i, kind).containsAll(usable);
        shown += usable.size();
      }
    }
    assertThat(shown).isBetween(LAYERS, LAYERS * 8);
  }

  @Test
  void withOnePolicyListedIsExactlyWhatSomeArgumentsOpen() {
    int shown = 0;
    for (int i = 0; i < LAYERS; i++) {
      List<Rule> rules = new ArrayList<>();
      for (int r = 0; r < 2 + random.nextInt(4); r++) {
        rules.add(rule(r, r2 -> r2.nextInt(3) == 0 ? known(r2) : unknown(r2)));
      }
      Validatabl layer = mapped().policy(Policy.of(rules, effect())).build();
      Identity caller = caller();
      for (Listed kind : Listed.values()) {
        Set<String> usable = usable(layer, caller, kind, VALUES);
        Set<String> listed = listed(layer, Requests.rpc(kind.list, "{}").with(caller), kind);
        assertThat(listed).as("layer %d, %s, %s", i, kind, rules).isEqualTo(usable);
        shown += listed.size();
      }
    }
    assertThat(shown).isBetween(LAYERS, LAYERS * 8);
  }

  /** A layer with a policy, or several, and now and then with maps, permissions and scopes. */
  private Validatabl layer(Function<Random, Condition> condition) {
    ValidatablBuilder builder = random.nextInt(3) == 0 ? mapped() : Validatabl.builder();
    if (random.nextInt(5) == 0) {
      builder.requireScopes(pick(SCOPES));
    }
    if (random.nextInt(5) == 0) {
      builder.requirePermissions(pick(ROLES));
    }
    if (random.nextInt(4) == 0) {
      Set<String> enabled = some(SERVICES);
      builder.services(
          organisation -> enabled,
          random.nextBoolean() ? Map.of("/mcp", pick(SERVICES)) : Map.of(),
          Map.of("a", pick(SERVICES), "b", pick(SERVICES), "x://a/", "one", "x://a/2", "two"));
    }
    for (int p = 0; p <= random.nextInt(2); p++) {
      List<Rule> rules = new ArrayList<>();
      for (int r = 0; r < 1 + random.nextInt(4); r++) {
        rules.add(rule(r, condition));
      }
      builder.policy(Policy.of(rules, effect()));
    }
    return builder.build();
  }

  private Rule rule(int number, Function<Random, Condition> condition) {
    List<Condition> conditions = new ArrayList<>();
    for (int c = 0; c < 1 + random.nextInt(3); c++) {
      conditions.add(condition.apply(random));
    }
    return new Rule("r" + number, random.nextInt(3), effect(), conditions, Optional.empty());
  }

  private ValidatablBuilder mapped() {
    ValidatablBuilder builder = Validatabl.builder().openTools("a");
    builder.argumentSchemas(
        ArgumentSchemas.builder().tool("a", pick(SCHEMAS)).tool("b", pick(SCHEMAS)).build());
    Map<String, Set<String>> tools = new LinkedHashMap<>();
    tools.put("b", Set.of(pick(SCOPES)));
    builder.toolScopes(tools).promptScopes(Map.of("a", Set.of("s"), "b", Set.of("t")));
    builder.openResources("x://a/{id}").resourceScopes(Map.of("x://b/1", Set.of(pick(SCOPES))));
    return random.nextBoolean() ? builder.hide() : builder;
  }

  private Condition known(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Condition("tool", Operator.EQUALS, pick(NAMES));
      case 1 -> new Condition("tool", Operator.NOT_EQUALS, pick(NAMES));
      case 2 -> new Condition("tool", Operator.NOT_IN, List.of("a", pick(NAMES)));
      case 3 -> new Condition("tool", Operator.EXISTS, random.nextBoolean());
      case 4 -> new Condition("prompt", Operator.IN, List.of("a", pick(NAMES)));
      case 5 -> new Condition("prompt", Operator.MATCHES, "[^a]");
      case 6 -> new Condition("resource", Operator.STARTS_WITH, pick(List.of("x://a", "x://b")));
      case 7 -> new Condition("resource", Operator.NOT_EQUALS, pick(URIS));
      case 8 -> new Condition("scope", Operator.CONTAINS, pick(SCOPES));
      case 9 -> new Condition("role", Operator.CONTAINS, pick(ROLES));
      case 10 -> new Condition("sub", Operator.EQUALS, pick(List.of("ada", "bob")));
      default -> new Condition("path", Operator.EQUALS, pick(List.of("/mcp", "/else")));
    };
  }

  private Condition unknown(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Condition("arguments.v", Operator.EQUALS, 1);
      case 1 -> new Condition("arguments.v", Operator.NOT_EQUALS, "u");
      case 2 -> new Condition("arguments.v", Operator.EXISTS, random.nextBoolean());
      case 3 -> new Condition("arguments.v", Operator.GT, 0);
      default -> new Condition("arguments.v", Operator.STARTS_WITH, "u");
    };
  }

  private Identity caller() {
    return Identity.builder(pick(List.of("ada", "bob")), "https://issuer.example")
        .tenantId("org")
        .scopes(some(SCOPES))
        .roles(some(ROLES))
        .build();
  }

  private Set<String> some(List<String> names) {
    Set<String> some = new TreeSet<>(names);
    some.removeIf(name -> random.nextBoolean());
    return some;
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
