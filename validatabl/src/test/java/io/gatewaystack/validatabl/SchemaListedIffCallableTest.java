package io.gatewaystack.validatabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * For random schemas and random policies a tool is listed exactly when one of very many calls
 * passes both. The calls are judged as calls, by the policies and the schema library.
 */
class SchemaListedIffCallableTest {
  private static final List<String> SCALARS = scalars();
  private static final List<String> VALUES = values();

  private static final List<String> OTHERS =
      List.of(
          "null",
          "true",
          "false",
          "1",
          "2",
          "3",
          "\"\"",
          "\"a\"",
          "\"b\"",
          "{}",
          "{\"y\":1}",
          "[]",
          "[\"a\"]",
          "\"a b\"");

  private final Random random = new Random(20261121);
  private final RandomSchemas schemas = new RandomSchemas(random);

  private static List<String> scalars() {
    List<String> scalars = new ArrayList<>(List.of("null", "true", "false"));
    for (int n = -4; n <= 12; n++) {
      scalars.add(n % 2 == 0 ? String.valueOf(n / 2) : n / 2.0 + "");
    }
    List.of("0.25", "1.25", "2.25", "3.25", "100", "-100", "10.1").forEach(scalars::add);
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0; from < 4; from++) {
      for (char c : "abc".toCharArray()) {
        texts.add(texts.get(from) + c);
      }
    }
    List.of("zzzz", "zzzzz", "z", "zz", "zzz", "acb", "aab", "caab").forEach(texts::add);
    List<String> words = List.of("a", "b", "c", "z", "ab");
    words.forEach(one -> words.forEach(two -> texts.add(one + ' ' + two)));
    texts.forEach(text -> scalars.add('"' + text + '"'));
    return scalars;
  }

  private static List<String> values() {
    List<String> values = new ArrayList<>(SCALARS);
    List<String> members = List.of("\"a\"", "\"b\"", "1", "2", "true", "{}", "\"zz\"");
    values.addAll(List.of("[]", "[\"a\",1,true]", "[\"a\",\"b\",1]", "[\"b\",1,true]"));
    for (String one : members) {
      values.add("[" + one + "]");
      for (String two : members) {
        values.add("[" + one + "," + two + "]");
      }
    }
    values.add("{}");
    SCALARS.forEach(inside -> values.add("{\"y\":" + inside + "}"));
    values.add("{\"z\":1}");
    values.add("{\"y\":{}}");
    Stream.of("[]", "[\"a\"]", "[\"b\"]", "[1]", "[true]", "[\"a\",\"b\"]", "[1,\"a\"]")
        .forEach(inside -> values.add("{\"y\":" + inside + "}"));
    Stream.of("\"a\"", "\"abc\"", "1", "2", "true", "null")
        .forEach(inside -> values.add("{\"z\":1,\"y\":" + inside + "}"));
    return values;
  }

  private static List<RequestContext> calls() {
    List<String> calls = new ArrayList<>(List.of("{}", "null", "5", "[]", "\"a\"", "{\"q\":1}"));
    VALUES.forEach(x -> calls.add("{\"x\":" + x + "}"));
    for (String w : OTHERS) {
      calls.add("{\"w\":" + w + "}");
      VALUES.forEach(x -> calls.add("{\"w\":%s,\"x\":%s}".formatted(w, x)));
    }
    Collections.shuffle(calls, new Random(1));
    return calls.stream()
        .map(call -> Requests.toolCall("t", call).with(Requests.caller()))
        .toList();
  }

  private static boolean isListed(Validatabl layer) {
    RequestContext list = Requests.rpc("tools/list", "{}").with(Requests.caller());
    if (!(layer.before(list) instanceof Decision.Proceed proceed)) {
      return false;
    }
    List<Message> out = new ArrayList<>();
    String answer = "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"t\"}]}}";
    proceed.editor().orElseThrow().message(Message.of(answer.getBytes(UTF_8)), out::add);
    return new String(out.get(0).bytes(), UTF_8).contains("\"t\"");
  }

  private static Optional<String> open(Validatabl layer, List<RequestContext> calls) {
    return calls.stream()
        .filter(call -> passes(layer, call))
        .findFirst()
        .map(call -> new String(call.body().bytes(), UTF_8));
  }

  /** A call that only fails for want of a known example should have been allowed. */
  private static boolean passes(Validatabl layer, RequestContext call) {
    Verdict verdict = layer.decide(call);
    return verdict.allowed() || verdict.authorization().reason().equals("unproven_schema");
  }

  private record Seen(int listed, int open, int layers) {}

  private Seen compare(int layers, Supplier<String> schema, boolean exact) {
    List<RequestContext> calls = calls();
    int listed = 0;
    int opened = 0;
    for (int i = 0; i < layers; i++) {
      String text = schema.get();
      List<Policy> policies = policies();
      ValidatablBuilder builder =
          Validatabl.builder()
              .argumentSchemas(ArgumentSchemas.builder().tool("t", text).build())
              .requireScopes();
      policies.forEach(builder::policy);
      Validatabl layer = builder.build();
      Optional<String> open = open(layer, calls);
      boolean shown = isListed(layer);
      String what = "%d: %s%n with %s%n open for %s".formatted(i, text, rules, open);
      if (exact) {
        assertThat(shown).as(what).isEqualTo(open.isPresent());
      } else {
        assertThat(shown || open.isEmpty()).as(what).isTrue();
      }
      listed += shown ? 1 : 0;
      opened += open.isPresent() ? 1 : 0;
    }
    return new Seen(listed, opened, layers);
  }

  @Test
  void aToolIsListedWhenSomeArgumentsFitTheSchemaAndThePolicies() {
    Seen seen = compare(60, () -> schemas.root(() -> schemas.plain(2)), true);

    assertThat(seen.listed()).isBetween(seen.layers() / 5, seen.layers() * 4 / 5);
  }

  @Test
  void aToolThatCanBeCalledIsListedWhateverTheSchema() {
    Seen seen = compare(60, () -> schemas.root(() -> schemas.any(2)), false);

    assertThat(seen.open()).isBetween(seen.layers() / 5, seen.layers() * 4 / 5);
    assertThat(seen.listed() - seen.open()).isLessThan(seen.layers() / 20);
  }

  private List<List<Rule>> rules = List.of();

  private List<Policy> policies() {
    rules = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    for (int p = 0; p < 1 + random.nextInt(5) / 3; p++) {
      List<Rule> some = new ArrayList<>();
      for (int r = 0; r < 1 + random.nextInt(4); r++) {
        List<Condition> conditions = new ArrayList<>(List.of(condition()));
        while (random.nextInt(3) == 0) {
          conditions.add(condition());
        }
        some.add(new Rule("r" + r, random.nextInt(3), effect(), conditions, Optional.empty()));
      }
      rules.add(some);
      policies.add(Policy.of(some, effect()));
    }
    return policies;
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private Condition condition() {
    if (random.nextInt(4) == 0) {
      return other();
    }
    String field = pick(List.of("arguments.x", "arguments.x", "arguments.x.y"));
    return switch (random.nextInt(13)) {
      case 0 -> new Condition(field, Operator.EQUALS, pick(List.of("a", 1, true)));
      case 1, 2 -> new Condition(field, Operator.NOT_EQUALS, pick(List.of("a", "b", 1, false)));
      case 3 -> new Condition(field, Operator.CONTAINS, pick(List.of("a", 1, "b", true)));
      case 4 -> new Condition(field, Operator.IN, List.of("a", pick(List.of("b", "ab"))));
      case 5 -> new Condition(field, Operator.NOT_IN, List.of("a", pick(List.of("b", "c"))));
      case 6 -> new Condition(field, Operator.STARTS_WITH, pick(List.of("a", "b")));
      case 7, 8 -> new Condition(field, Operator.EXISTS, random.nextBoolean());
      case 9 -> new Condition(field, Operator.GTE, pick(List.of(1, 2)));
      case 10 -> new Condition(field, Operator.LT, pick(List.of(1, 2.5)));
      case 11 -> new Condition(field, Operator.GT, 2);
      default ->
          new Condition(field, Operator.MATCHES, pick(List.of("[ab]*", ".*b", ".", "a.*", "c+")));
    };
  }

  private Condition other() {
    String field = "arguments.w";
    return switch (random.nextInt(4)) {
      case 0 -> new Condition(field, Operator.EXISTS, random.nextBoolean());
      case 1 -> new Condition(field, Operator.EQUALS, pick(List.of("a", 2, true)));
      case 2 -> new Condition(field, Operator.CONTAINS, "a");
      default -> new Condition(field, Operator.NOT_EQUALS, pick(List.of("a", 2, true)));
    };
  }

  private <T> T pick(List<? extends T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
