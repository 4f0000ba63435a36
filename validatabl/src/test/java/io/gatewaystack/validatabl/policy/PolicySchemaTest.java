package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatewaystack.context.Operation.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the loader say the same, except for what no schema can say. */
class PolicySchemaTest {
  private static final JsonNode TREE = tree();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TREE);

  /** What every reader of JSON sees as one value or other, and each operator accepts or not. */
  private static final List<String> VALUES =
      List.of(
          "\"a\"",
          "\"a b\"",
          "\"\"",
          "\" \"",
          "\"http\"",
          "\"GET\"",
          "\"10.0.0.0/8\"",
          "\"2001:db8::/32\"",
          "\"::1\"",
          "\"localhost\"",
          "\"/a\"",
          "\"a/\"",
          "0",
          "1",
          "-1",
          "0.5",
          "50.0",
          "99",
          "100",
          "101",
          "1e2",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "[\"a\"]",
          "[\"a\",\"b\"]",
          "[\"a\",\"a\"]",
          "[\"\"]",
          "[\"/a\",\"a\"]",
          "[\"http\",\"rest_tool\"]",
          "[\"GET\",\"PUT\"]",
          "[\"10.0.0.0/8\",\"::1\"]",
          "[1]",
          "[null]",
          "[[\"a\"]]");

  /** One field of each sort, tried with every value. */
  private static final Set<String> REPRESENTATIVES =
      Set.of(
          "tool",
          "issuer",
          "kind",
          "http.method",
          "path",
          "scope",
          "content.labels",
          "content.riskScore",
          "client.ip",
          "arguments.a");

  private static final List<String> FEW_VALUES =
      List.of("\"a\"", "\"\"", "1", "true", "[\"a\"]", "[1]");

  private static JsonNode tree() {
    try (InputStream in = PolicyFile.schema()) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean fitsSchema(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }

  private static boolean loads(String json) {
    return problem(json).isEmpty();
  }

  private static String problem(String json) {
    try {
      PolicyFile.parse("p.json", json.getBytes(UTF_8));
      return "";
    } catch (InvalidPolicy e) {
      return e.getMessage();
    }
  }

  private static String policy(String field, String operator, String value) {
    return ("{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":"
            + "[{\"field\":\"%s\",\"operator\":\"%s\",\"value\":%s}]}]}")
        .formatted(field, operator, value);
  }

  private static Set<String> words(String definition) {
    Set<String> words = new LinkedHashSet<>();
    TREE.path("$defs").path(definition).path("enum").forEach(word -> words.add(word.stringValue()));
    return words;
  }

  @Test
  void isItselfASchemaOfDraft202012() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(TREE)).isEmpty();
  }

  @Test
  void knowsEveryWordOfTheLoaderAndNoOther() {
    Set<String> fields = new LinkedHashSet<>();
    for (String shape :
        List.of("textField", "constantField", "setField", "scoreField", "addressField")) {
      fields.addAll(words(shape));
    }

    assertThat(fields).isEqualTo(FieldNames.known().keySet());
    assertThat(words("operator"))
        .isEqualTo(Arrays.stream(Operator.values()).map(Operator::word).collect(toSet()));
    assertThat(words("effect"))
        .isEqualTo(Arrays.stream(Effect.values()).map(Effect::word).collect(toSet()));
    assertThat(words("kind"))
        .isEqualTo(Arrays.stream(Kind.values()).map(OperationFacts::word).collect(toSet()));
    assertThat(words("httpMethod"))
        .isEqualTo(FieldTexts.of(Field.Request.HTTP_METHOD).whole().among());
    assertThat(keys(TREE)).containsExactlyInAnyOrderElementsOf(PolicyReader.KEYS);
    assertThat(keys(TREE.path("$defs").path("rule")))
        .containsExactlyInAnyOrderElementsOf(RuleReader.KEYS);
    assertThat(keys(TREE.path("$defs").path("condition")))
        .containsExactlyInAnyOrderElementsOf(RuleReader.CONDITION_KEYS);
  }

  private static Set<String> keys(JsonNode object) {
    return new LinkedHashSet<>(object.path("properties").propertyNames());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void acceptsExactlyTheConditionsThatTheLoaderAccepts(String operator) {
    List<String> fields = new ArrayList<>(FieldNames.known().keySet());
    fields.addAll(
        List.of("arguments.a", "arguments.a.b", "arguments", "arguments.", "arguments.a..b", "x"));
    List<String> disagreements = new ArrayList<>();
    int accepted = 0;
    for (String field : fields) {
      for (String value : REPRESENTATIVES.contains(field) ? VALUES : FEW_VALUES) {
        String json = policy(field, operator, value);
        String problem = problem(json);
        accepted += problem.isEmpty() ? 1 : 0;
        boolean neverMatches = // the loader's own insight
            problem.contains("one that fits some") || problem.contains("(expected: one of http, ");
        if (problem.isEmpty() != fitsSchema(json) && !neverMatches) {
          disagreements.add(json + " " + problem);
        }
      }
    }
    assertThat(disagreements).isEmpty();
    assertThat(accepted).isBetween(operator.equals("eq") ? 0 : 3, 500);
  }

  static Stream<String> operators() {
    return Stream.concat(Arrays.stream(Operator.values()).map(Operator::word), Stream.of("eq"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "\"rules\"",
        "{}",
        "{\"rules\":null}",
        "{\"rules\":[]}",
        "{\"rules\":{}}",
        "{\"rules\":[null]}",
        "{\"rules\":[[]]}",
        "{\"rules\":[{}]}",
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":[]}]}",
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\"}]}",
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":{}}]}",
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":[{}]}]}",
        "{\"rules\":[{\"id\":\"r\",\"effect\":\"deny\",\"conditions\":[\"tool\"]}]}"
      })
  void bothRefuseWhatIsNoPolicy(String json) {
    assertThat(fitsSchema(json)).isFalse();
    assertThat(loads(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"extra\":1",
        "\"name\":\"a b\"",
        "\"name\":\"\"",
        "\"name\":1",
        "\"defaultEffect\":\"Allow\"",
        "\"defaultEffect\":true",
        "\"record\":[]",
        "\"record\":\"arguments.a\"",
        "\"record\":[\"tool\"]",
        "\"record\":[\"arguments.a\",\"arguments.a\"]",
        "\"record\":[1]",
        "\"$schema\":1"
      })
  void bothRefuseUnfitMembersOfAPolicy(String member) {
    String json =
        policy("tool", "equals", "\"a\"").replace("{\"rules\"", "{" + member + ",\"rules\"");

    assertThat(fitsSchema(json)).isFalse();
    assertThat(loads(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\":\"main\"",
        "\"defaultEffect\":\"allow\"",
        "\"defaultEffect\":\"deny\"",
        "\"record\":[\"arguments.a\",\"arguments.b.c\"]",
        "\"$schema\":\"policy.schema.json\""
      })
  void bothAcceptFitMembersOfAPolicy(String member) {
    String json =
        policy("tool", "equals", "\"a\"").replace("{\"rules\"", "{" + member + ",\"rules\"");

    assertThat(fitsSchema(json)).isTrue();
    assertThat(loads(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"extra\":1",
        "\"priority\":1.5",
        "\"priority\":\"1\"",
        "\"priority\":2147483648",
        "\"priority\":null",
        "\"reason\":\"\"",
        "\"reason\":\" \"",
        "\"reason\":1"
      })
  void bothRefuseUnfitMembersOfARule(String member) {
    String json = policy("tool", "equals", "\"a\"").replace("{\"id\"", "{" + member + ",\"id\"");

    assertThat(fitsSchema(json)).isFalse();
    assertThat(loads(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"priority\":-2147483648",
        "\"priority\":1.0",
        "\"priority\":1e3",
        "\"reason\":\"because\""
      })
  void bothAcceptFitMembersOfARule(String member) {
    String json = policy("tool", "equals", "\"a\"").replace("{\"id\"", "{" + member + ",\"id\"");

    assertThat(fitsSchema(json)).isTrue();
    assertThat(loads(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id\":\"a b\"", "\"id\":\"\"", "\"id\":7", "\"id\":null"})
  void bothRefuseUnfitIds(String id) {
    String json = policy("tool", "equals", "\"a\"").replace("\"id\":\"r\"", id);

    assertThat(fitsSchema(json)).isFalse();
    assertThat(loads(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"permit\"", "\"Deny\"", "1", "null"})
  void bothRefuseUnknownEffects(String effect) {
    String json = policy("tool", "equals", "\"a\"").replace("\"deny\"", effect);

    assertThat(fitsSchema(json)).isFalse();
    assertThat(loads(json)).isFalse();
  }

  @Test
  void bothCountAlike() {
    String rule = policy("tool", "equals", "\"a\"").replaceAll("^\\{\"rules\":\\[|]}$", "");
    String fifty = conditions(rule, 50);
    String fiftyOne = conditions(rule, 51);

    assertThat(fitsSchema("{\"rules\":[" + fifty + "]}")).isTrue();
    assertThat(loads("{\"rules\":[" + fifty + "]}")).isTrue();
    assertThat(fitsSchema("{\"rules\":[" + fiftyOne + "]}")).isFalse();
    assertThat(loads("{\"rules\":[" + fiftyOne + "]}")).isFalse();
  }

  private static String conditions(String rule, int count) {
    String condition = rule.replaceAll("^.*\\[|].*$", "");
    return rule.replace(
        condition, String.join(",", java.util.Collections.nCopies(count, condition)));
  }

  /** Only the loader knows these; each must be refused by it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool|matches|\"a(\"",
        "tool|matches|\"((a{100}){100}){100}\"",
        "client.ip|cidr|\"10.0.0.0/33\"",
        "tool|matches|\"a^b\"",
        "path|matches|\"admin\"",
        "path|equals|\"/a//b\"",
        "client.ip|cidr|\"0.0.0.0\"",
        "client.ip|cidr|\"300.0.0.1\"",
        "client.ip|cidr|[\"1:2:3::4::5\"]"
      })
  void loaderAlsoRefusesWhatASchemaCannotTell(String condition) {
    String[] parts = condition.split("\\|", 3);
    String json = policy(parts[0], parts[1], parts[2]);

    assertThat(fitsSchema(json)).isTrue();
    assertThat(loads(json)).isFalse();
  }
}
