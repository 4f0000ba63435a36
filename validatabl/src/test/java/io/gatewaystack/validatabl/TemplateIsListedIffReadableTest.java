package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.service.InMemoryServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For random layers, with maps, policies and services, the templates that are listed are those
 * between whose fixed parts something can stand that may be read.
 */
class TemplateIsListedIffReadableTest {
  private static final int LAYERS = 5;
  private static final List<String> PIECES =
      List.of("a", "b", "/", "/b", "a/b/", "%41", "..", "/../", "%25");
  private static final Map<String, List<String>> EXPANSIONS = new LinkedHashMap<>();

  static {
    List<String> any = sequences(3);
    List<String> some = any.subList(1, any.size());
    List<String> few = sequences(2);
    EXPANSIONS.put("x://{+any}", some.stream().map(v -> "x://" + v).toList());
    EXPANSIONS.put("x://a/{id}", some.stream().map(v -> "x://a/" + v).toList());
    EXPANSIONS.put("x://{id}/b", some.stream().map(v -> "x://" + v + "/b").toList());
    EXPANSIONS.put("x://a{?q}", any.stream().map(v -> "x://a" + v).toList());
    EXPANSIONS.put(
        "x://{a}/b/{c}a",
        few.subList(1, few.size()).stream()
            .flatMap(v -> PIECES.stream().map(w -> "x://" + v + "/b/" + w + "a"))
            .toList());
    EXPANSIONS.put("x://b/%41{id}", some.stream().map(v -> "x://b/%41" + v).toList());
    EXPANSIONS.put("x://a/%25{id}", some.stream().map(v -> "x://a/%25" + v).toList());
    EXPANSIONS.put("y://{id}", some.stream().map(v -> "y://" + v).toList());
    EXPANSIONS.put("x://a/../{id}", some.stream().map(v -> "x://a/../" + v).toList());
  }

  private static final Map<String, RequestContext> READS = new ConcurrentHashMap<>();

  private static final InMemoryServices CATALOG =
      new InMemoryServices().enable("one", "a").enable("two", "a").enable("two", "b");

  private final Random random = new Random(20261121);

  private static List<String> sequences(int length) {
    List<String> sequences = new ArrayList<>(List.of(""));
    int from = 0;
    for (int i = 0; i < length; i++) {
      int to = sequences.size();
      for (String begun : List.copyOf(sequences.subList(from, to))) {
        PIECES.forEach(piece -> sequences.add(begun + piece));
      }
      from = to;
    }
    return sequences;
  }

  private static boolean mayRead(Validatabl layer, Identity caller, String uri) {
    RequestContext read =
        READS.computeIfAbsent(
            uri, any -> Requests.rpc("resources/read", "{\"uri\":\"" + uri + "\"}"));
    return layer.decide(read.with(caller)).allowed();
  }

  private static boolean isListed(Validatabl layer, Identity caller, String template) {
    RequestContext list = Requests.rpc("resources/templates/list", "{}").with(caller);
    if (!(layer.before(list) instanceof Decision.Proceed proceed)) {
      return false;
    }
    if (proceed.editor().isEmpty()) {
      return true;
    }
    String answer =
        "{\"id\":7,\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"" + template + "\"}]}}";
    List<Message> out = new ArrayList<>();
    proceed.editor().orElseThrow().message(Message.of(answer.getBytes(UTF_8)), out::add);
    return new String(out.get(0).bytes(), UTF_8).contains(template);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void whateverTheRules(int seed) {
    random.setSeed(20261121 + seed);
    int listed = 0;
    for (int i = 0; i < LAYERS; i++) {
      Validatabl layer = layer();
      Identity caller =
          Identity.builder("ada", "https://issuer.example")
              .scopes(random.nextBoolean() ? List.of("s") : List.of("s", "t"))
              .tenantId(pick(List.of("one", "two")))
              .build();
      Map<String, Boolean> read = new HashMap<>();
      for (Map.Entry<String, List<String>> template : EXPANSIONS.entrySet()) {
        boolean shown = isListed(layer, caller, template.getKey());
        assertThat(shown)
            .as("layer %d: %s for %s", i, template.getKey(), caller.tenantId())
            .isEqualTo(
                template.getValue().stream()
                    .anyMatch(uri -> read.computeIfAbsent(uri, u -> mayRead(layer, caller, u))));
        listed += shown ? 1 : 0;
      }
    }
    assertThat(listed).isBetween(LAYERS, LAYERS * 6);
  }

  @ParameterizedTest
  @CsvSource({
    "x://docs/{+path}, x://docs/{name}.md, true",
    "x://docs/{name}, x://docs/2024/{name}, false",
    "x://docs/{name}/raw, x://docs/{a}/{b}/raw, false",
    "x://docs/{name}/raw, x://docs/{a}/{b}, true",
    "x://docs/{+path}, x://docs/../{name}, false",
    "x://docs/{+path}, x://docs//{name}, false",
    "x://docs/{+path}, 'x://docs/%2e%2e/{name}', false",
    "x://docs/{+path}, 'x://docs/%C3%A9{name}', true",
    "x://docs/{+path}, 'x://docs/%FF{name}', false",
    "x://docs/{+path}, 'x://docs/100%25{name}', true",
    "x://docs/{+path}, 'x://docs/%2541{name}', false",
    "x://docs/{+path}, 'x://docs/%25%34%31{name}', false",
    "x://docs/{+path}, 'x://docs/%25%D9%A2e{name}', false",
    "x://docs/%2541, 'x://docs/%25{name}', true",
    "x://docs/{+path}, 'x://docs/a?b={name}', false",
    "x://docs/read me, x://docs/{name}, true",
    "x://docs/read me, x://docs/{name}!, false",
  })
  void aTemplateIsListedWhenAMapCoversSomeExpansion(String mapped, String template, boolean seen) {
    Validatabl layer = Validatabl.builder().openResources(mapped).build();

    assertThat(isListed(layer, Requests.caller(), template)).isEqualTo(seen);
  }

  @Test
  void aTemplateWhoseExpansionsNeedAScopeThatIsMissingIsHiddenWhateverIsLessSpecific() {
    Validatabl layer =
        Validatabl.builder()
            .openResources("x://docs/{+path}")
            .resourceScopes(Map.of("x://docs/private/{+path}", Set.of("p")))
            .build();

    assertThat(isListed(layer, Requests.caller(), "x://docs/private/{id}")).isFalse();
    assertThat(isListed(layer, Requests.caller("p"), "x://docs/private/{id}")).isTrue();
    assertThat(isListed(layer, Requests.caller(), "x://docs/{area}/{id}")).isTrue();
  }

  @Test
  void aTemplateIsJudgedAsLongAsAUriCanBe() {
    Validatabl layer = Validatabl.builder().openResources("x://{+any}").build();
    String fixed = "x://" + "a/b".repeat(1_362);

    assertThat(isListed(layer, Requests.caller(), fixed + "{id}")).isTrue();
    assertThat(isListed(layer, Requests.caller(), fixed + "{id}..")).isTrue();
    assertThat(isListed(layer, Requests.caller(), fixed + "{names}"))
        .as("4 097 characters")
        .isFalse();
    assertThat(isListed(layer, Requests.caller(), "x://{a}/../" + "a".repeat(4_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "x://docs/100%25, true",
    "x://docs/100%25.md, true",
    "x://docs/%25a, true",
    "x://docs/%25a-, true",
    "x://docs/%25-a, true",
    "x://docs/%2541, false",
    "x://docs/a%25%34%31b, false",
    "x://docs/%25%D9%A2%D9%A3, false",
    "x://docs/%25%F0%9F%98%80x, true",
    "x://docs/%25%F0%9F%98%80%F0%9F%98%80, false",
    "x://open/%2541, true"
  })
  void whatIsEncodedTwiceFitsNoTemplate(String uri, boolean read) {
    Validatabl layer =
        Validatabl.builder().openResources("x://docs/{name}", "x://open/%2541").build();

    assertThat(mayRead(layer, Requests.caller(), uri)).isEqualTo(read);
    assertThat(isListed(layer, Requests.caller(), uri)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a}b", "{a}/b", "{a}.env.", "/{a}-secret-{b}", "b/{?a}%41"})
  void aTemplateOfHundredsOfVariablesIsJudgedLikeAnyOther(String part) {
    Rule secret =
        Rule.deny("secret").priority(1).when("resource", Operator.MATCHES, ".*secret.*").build();
    Rule files = Rule.allow("files").when("resource", Operator.MATCHES, "x://[^?]*[b./]").build();
    Validatabl layer =
        Validatabl.builder()
            .openResources("x://{+any}")
            .policy(Policy.of(List.of(secret, files)))
            .policy(Policy.of(List.of(files)))
            .build();
    String template = "x://" + part.repeat(4_090 / part.length());
    String uri = template.replaceAll("\\{\\?a}", "").replaceAll("\\{.}", "v");
    boolean read = mayRead(layer, Requests.caller(), uri);

    assertThat(isListed(layer, Requests.caller(), template)).isEqualTo(read);
    assertThat(read).isEqualTo(!part.contains("secret") && !part.contains("%41"));
  }

  @Test
  void aMapTakesUrisOfAnyLengthButNoEndlessTemplates() {
    String uri = "x://" + "a".repeat(400);

    Validatabl layer = Validatabl.builder().openResources(uri).build();
    assertThat(mayRead(layer, Requests.caller(), uri)).isTrue();
    assertThat(isListed(layer, Requests.caller(), "x://a{rest}")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Validatabl.builder().openResources(uri + "{id}").build())
        .withMessageEndingWith("(expected: at most 300 characters)");
  }

  private Validatabl layer() {
    ValidatablBuilder builder = Validatabl.builder();
    boolean mapped = random.nextInt(3) > 0;
    if (mapped) {
      builder.openResources(pick(List.of("x://a/{id}", "x://{+rest}", "x://{id}/b", "x://b/%41")));
      Map<String, Set<String>> scopes = new LinkedHashMap<>();
      scopes.put(pick(List.of("x://a/b/{+rest}", "x://a/{id}/b", "x://a/b")), Set.of("t"));
      scopes.put(pick(List.of("y://{+rest}", "x://b/{id}")), Set.of(pick(List.of("s", "t"))));
      builder.resourceScopes(scopes);
    }
    if (!mapped || random.nextBoolean()) {
      builder.policy(policy());
    }
    if (random.nextInt(3) == 0) {
      Map<String, String> targets =
          random.nextBoolean()
              ? Map.of("x://", "a", "x://a/b", "b", "x://a/ba", "a")
              : Map.of("x://a", "b", "x://b", "a", "y://a", "a");
      builder.services(CATALOG, random.nextBoolean() ? Map.of("/mcp", "a") : Map.of(), targets);
    }
    return mapped && random.nextBoolean() ? builder.hide().build() : builder.build();
  }

  private Policy policy() {
    List<Rule> rules = new ArrayList<>();
    for (int r = 0; r < 1 + random.nextInt(4); r++) {
      List<Condition> conditions = new ArrayList<>(List.of(condition()));
      if (random.nextInt(3) == 0) {
        conditions.add(condition());
      }
      rules.add(new Rule("r" + r, random.nextInt(3), effect(), conditions, Optional.empty()));
    }
    return Policy.of(rules, effect());
  }

  private Condition condition() {
    return switch (random.nextInt(6)) {
      case 0 -> new Condition("resource", Operator.EQUALS, pick(List.of("x://a/b", "x://b/a")));
      case 1 -> new Condition("resource", Operator.NOT_EQUALS, "x://b/%41");
      case 2, 3 ->
          new Condition(
              "resource", Operator.STARTS_WITH, pick(List.of("x://a", "x://a/b", "x://b", "y:")));
      case 4 -> new Condition("scope", Operator.CONTAINS, "t");
      default ->
          new Condition(
              "resource",
              Operator.MATCHES,
              pick(List.of(".*/b", "x://a/.*", "[^%]*", "x://[ab]?/.*", ".*\\.\\..*")));
    };
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
