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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schema of a tool has to do with whether the tool is listed. */
class SchemaAndListTest {

  private static Validatabl layer(String schema, Policy... policies) {
    ValidatablBuilder builder =
        Validatabl.builder()
            .openTools("t", "u")
            .openPrompts("t")
            .argumentSchemas(ArgumentSchemas.builder().tool("t", ofObjects(schema)).build());
    List.of(policies).forEach(builder::policy);
    return builder.build();
  }

  /** What asks for members of objects only lets every other value pass. */
  private static String ofObjects(String schema) {
    return schema.startsWith("{") ? "{\"type\":\"object\"," + schema.substring(1) : schema;
  }

  private static String list(Validatabl layer, String method, String member) {
    RequestContext list = Requests.rpc(method, "{}").with(Requests.caller());
    List<Message> out = new ArrayList<>();
    String answer =
        "{\"id\":7,\"result\":{\"%s\":[{\"name\":\"t\"},{\"name\":\"u\"}]}}".formatted(member);
    ((Decision.Proceed) layer.before(list))
        .editor()
        .orElseThrow()
        .message(Message.of(answer.getBytes(UTF_8)), out::add);
    return new String(out.get(0).bytes(), UTF_8);
  }

  private static boolean shows(Validatabl layer) {
    assertThat(list(layer, "tools/list", "tools")).contains("\"u\"");
    return list(layer, "tools/list", "tools").contains("\"t\"");
  }

  private static boolean mayCall(Validatabl layer, String arguments) {
    return layer.decide(Requests.toolCall("t", arguments).with(Requests.caller())).allowed();
  }

  /** Allows the tool for some arguments, and everything else. */
  private static Policy when(String field, Operator operator, Object value) {
    return Policy.of(
        List.of(
            Rule.allow("some")
                .when("tool", Operator.EQUALS, "t")
                .when(field, operator, value)
                .build(),
            Rule.deny("others").priority(200).when("tool", Operator.EQUALS, "t").build()),
        Effect.ALLOW);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GTE    | 5     | {"properties":{"a":{"maximum":5}}}                    | {"a":5}
          GT     | 5     | {"properties":{"a":{"maximum":5}}}                    |
          GT     | 5     | {"properties":{"a":{"type":"string"}}}                |
          LT     | 5     | {"properties":{"a":{"type":"integer","minimum":4}}}   | {"a":4}
          LT     | 5     | {"properties":{"a":{"type":"integer","exclusiveMinimum":4}}} |
          LT     | 5     | {"properties":{"a":{"type":"number","exclusiveMinimum":4}}}  | {"a":4.5}
          GT     | 5     | {"properties":{"a":{"multipleOf":7,"maximum":8}}}     | {"a":7}
          GT     | 5     | {"properties":{"a":{"multipleOf":7,"maximum":6}}}     |
          EQUALS | x     | {"properties":{"a":{"enum":["x","y"]}}}               | {"a":"x"}
          EQUALS | x     | {"properties":{"a":{"enum":["y","z"]}}}               |
          EQUALS | x     | {"additionalProperties":false}                        |
          EQUALS | x     | {"patternProperties":{"^a$":{"minLength":2}}}         |
          EQUALS | x     | {"propertyNames":{"minLength":2}}                     |
          MATCHES | [ab]+ | {"properties":{"a":{"minLength":3}}}                 | {"a":"aaa"}
          MATCHES | [ab]{1,2} | {"properties":{"a":{"minLength":3}}}             |
          MATCHES | [ab]+ | {"properties":{"a":{"pattern":"^b\\\\w*a$"}}}        | {"a":"bba"}
          MATCHES | [ab]+ | {"properties":{"a":{"pattern":"c"}}}                 |
          MATCHES | [ab]{3,} | {"properties":{"a":{"maxLength":2}}}              |
          STARTS_WITH | x | {"properties":{"a":{"pattern":"^\\\\s"}}}            |
          CONTAINS | x   | {"properties":{"a":{"type":"array","items":{"const":"x"}}}} | {"a":["x"]}
          CONTAINS | x   | {"properties":{"a":{"type":"array","items":{"type":"integer"}}}} |
          CONTAINS | x   | {"properties":{"a":{"type":"array","maxItems":0}}}    |
          CONTAINS | x   | {"properties":{"a":{"const":["y","x"]}}}              | {"a":["y","x"]}
          EXISTS | true  | {"properties":{"a":{"type":"null"}}}                  |
          EXISTS | false | {"required":["a"],"properties":{"a":{"type":"string"}}} |
          EXISTS | false | {"required":["a"]}                                    | {"a":null}
          EXISTS | false | {"anyOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"type":"string"}}} | {"b":1}
          EQUALS | x     | {"properties":{"b":{"minimum":3,"maximum":2,"type":"number"}},"required":["b"]} |
          EQUALS | x     | {"properties":{"b":{"pattern":"^a","maxLength":0,"type":"string"}},"required":["b"]} |
          EQUALS | x     | {"if":{"required":["a"]},"then":false}                |
          EQUALS | x     | {"not":{"required":["a"]}}                            |
          EQUALS | x     | {"oneOf":[{"required":["a"]},{"properties":{"a":{"const":"x"}}}]} |
          EQUALS | x     | {"dependentRequired":{"a":["b"]},"properties":{"b":false}} |
          EQUALS | x     | {"$ref":"#/$defs/d","$defs":{"d":{"properties":{"a":{"const":"y"}}}}} |
          EQUALS | x     | {"properties":{"n":{"$ref":"#"}},"required":["n"]}    |
          """)
  void aToolIsListedWhenItsSchemaLeavesSomethingOfWhatThePolicyAllows(
      Operator operator, String value, String schema, String call) {
    Object typed =
        switch (operator) {
          case EXISTS -> Boolean.valueOf(value);
          case LT, LTE, GT, GTE -> Integer.valueOf(value);
          default -> value;
        };
    Validatabl layer = layer(schema, when("arguments.a", operator, typed));

    assertThat(shows(layer)).isEqualTo(call != null);
    if (call != null) {
      assertThat(mayCall(layer, call)).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"array","minItems":3,"items":{"enum":["x","y"]}}                        | ["x","y","x"]
          {"type":"array","uniqueItems":true,"minItems":3,"items":{"enum":["x","y"]}}     |
          {"type":"array","uniqueItems":true,"minItems":3,"items":{"enum":["x","y",1]}}   | [1,"x","y"]
          {"type":"array","uniqueItems":true,"minItems":2,"items":{"maximum":3,"minimum":3,"type":"number"}} |
          {"type":"array","items":{"const":"y"},"contains":{"const":"x"}}                 |
          {"type":"array","items":{"pattern":"^x"},"contains":{"minLength":3}}            | ["xyz"]
          {"type":"array","items":{"pattern":"^x"},"contains":{"minLength":3},"minContains":3,"maxItems":2} |
          {"type":"array","contains":{"type":"integer"},"minContains":4,"maxItems":4}     | [1,2,3,4]
          {"type":"array","contains":true,"maxContains":2,"minItems":3}                   |
          {"type":"array","prefixItems":[true,true],"unevaluatedItems":false,"minItems":3} |
          {"type":"array","prefixItems":[true,true],"unevaluatedItems":false,"minItems":2} | [1,2]
          {"type":"array","prefixItems":[{"const":1},{"const":2}],"minItems":2,"uniqueItems":true} | [1,2]
          {"type":"array","prefixItems":[{"const":1},{"const":1}],"minItems":2,"uniqueItems":true} |
          {"type":"object","minProperties":3,"properties":{"a":true,"b":true},"additionalProperties":false} |
          {"type":"object","minProperties":2,"properties":{"a":true,"b":true},"additionalProperties":false} | {"a":1,"b":2}
          {"type":"object","minProperties":5,"patternProperties":{"^k\\\\d$":true},"additionalProperties":false} | {"k1":1,"k2":1,"k3":1,"k4":1,"k5":1}
          {"type":"object","minProperties":3,"propertyNames":{"enum":["a","b"]}}          |
          {"type":"object","minProperties":2,"propertyNames":{"enum":["a","b"]}}          | {"a":1,"b":1}
          {"type":"object","minProperties":2,"maxProperties":1}                           |
          {"type":"object","minProperties":1,"unevaluatedProperties":{"type":"integer"}}  | {"a":1}
          {"type":"object","minProperties":1,"unevaluatedProperties":false,"allOf":[{"properties":{"a":{"const":1}}}]} | {"a":1}
          {"type":"integer","not":{"multipleOf":2},"minimum":2,"maximum":2}               |
          {"type":"integer","not":{"multipleOf":2},"minimum":2,"maximum":3}               | 3
          {"type":"number","not":{"type":"integer"},"minimum":2,"maximum":3}              | 2.5
          {"type":"number","oneOf":[{"multipleOf":2},{"multipleOf":3}],"minimum":6,"maximum":7} |
          {"type":"number","oneOf":[{"multipleOf":2},{"multipleOf":3}],"minimum":6,"maximum":8} | 8
          {"type":"object","not":{"additionalProperties":false}}                          | {"b":1}
          {"type":"object","not":{"additionalProperties":false},"maxProperties":0}        |
          {"type":"array","not":{"items":{"type":"string"}},"items":{"enum":["x",1]}}     | [1]
          {"type":"array","not":{"items":{"type":"string"}},"items":{"enum":["x"]}}       |
          {"$ref":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["type"],"properties":{"type":{"const":"array"}}} | {"type":"array"}
          {"$dynamicRef":"#node","type":"string"}                                         |
          {"$dynamicRef":"#node","type":"integer"}                                        | 5
          """)
  void aToolIsListedWhenAnExampleShowsThatSomethingFits(String schema, String value) {
    String all =
        "{\"properties\":{\"a\":%s},\"required\":[\"a\"],\"$defs\":{\"n\":{\"$dynamicAnchor\":\"node\",\"minimum\":3,\"type\":\"number\"}}}";
    boolean fits = value != null;
    Validatabl layer = layer(all.formatted(schema));

    assertThat(shows(layer)).isEqualTo(fits);
    if (value != null) {
      assertThat(mayCall(layer, "{\"a\":" + value + "}")).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"array","uniqueItems":true,"maxItems":2}                                | ["y","x"]
          {"type":"array","uniqueItems":true,"maxItems":1}                                |
          {"type":"array","prefixItems":[{"enum":["x","y"]},{"const":1}],"maxItems":3,"items":{"const":"z"}} |
          {"type":"array","prefixItems":[{"enum":["x","y"]},{"const":1}],"maxItems":3,"items":{"const":"y"}} | ["x",1,"y"]
          {"type":"array","contains":{"const":"z"},"maxItems":2}                          |
          {"type":"array","contains":{"const":"z"},"maxItems":3}                          | ["z","y","x"]
          """)
  void itemsThatPoliciesAskForNeedRoom(String schema, String value) {
    Rule rule =
        Rule.allow("both")
            .when("arguments.a", Operator.CONTAINS, "x")
            .when("arguments.a", Operator.CONTAINS, "y")
            .build();
    Rule other = Rule.allow("u").when("tool", Operator.EQUALS, "u").build();
    Validatabl layer =
        layer("{\"properties\":{\"a\":" + schema + "}}", Policy.of(List.of(rule, other)));

    assertThat(shows(layer)).isEqualTo(value != null);
    if (value != null) {
      assertThat(mayCall(layer, "{\"a\":" + value + "}")).isTrue();
    }
  }

  @Test
  void aToolOfWhichNoExampleIsKnownIsRefusedAndTheRecordSaysWhy() {
    String odd =
        "{\"properties\":{\"a\":{\"contains\":{\"type\":\"string\",\"pattern\":\"^(.{7})+$\",\"allOf\":[{\"pattern\":\"^(.{11})+$\"},{\"pattern\":\"^(.{13})+$\"},{\"pattern\":\"^(.{17})+$\"}]},\"type\":\"array\"}},\"required\":[\"a\"]}";
    Validatabl layer = layer(odd);
    String call = "{\"a\":[\"" + "x".repeat(7 * 11 * 13 * 17) + "\"]}";
    Verdict verdict = layer.decide(Requests.toolCall("t", call).with(Requests.caller()));

    assertThat(shows(layer)).isFalse();
    assertThat(verdict.authorization().reason()).isEqualTo("unproven_schema");
    assertThat(verdict.denial()).contains(Denials.BY_POLICY);
    assertThat(layer.decide(Requests.restTool("t", call).with(Requests.caller())).allowed())
        .as("what no list shows")
        .isTrue();
    assertThat(shows(layer("{\"examples\":[" + call + "]," + odd.substring(1)))).isTrue();
  }

  @Test
  void withoutPolicyToo() {
    assertThat(shows(layer("{\"required\":[\"a\"]}"))).isTrue();
    assertThat(shows(layer("{\"required\":[\"a\"],\"additionalProperties\":false}"))).isFalse();
    assertThat(shows(layer("{\"allOf\":[{\"type\":\"string\"}]}"))).isFalse();
  }

  @Test
  void argumentsThatAreNoObjectFitASchemaThatOnlyAsksForMembers() {
    String members = "{\"required\":[\"a\"],\"additionalProperties\":false}";
    Validatabl layer =
        Validatabl.builder()
            .openTools("t", "u")
            .argumentSchemas(ArgumentSchemas.builder().tool("t", members).build())
            .build();

    assertThat(shows(layer)).isTrue();
    assertThat(mayCall(layer, "5")).isTrue();
    assertThat(mayCall(layer, "{\"a\":5}")).isFalse();
  }

  @Test
  void aSchemaForcesValuesOnWhichDenialsLook() {
    Rule deny = Rule.deny("d").when("arguments.a", Operator.NOT_EQUALS, "x").build();
    String forced = "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":%s}}}";

    assertThat(shows(layer("true", denying(deny)))).isTrue();
    assertThat(shows(layer(forced.formatted("\"string\""), denying(deny)))).isTrue();
    assertThat(shows(layer(forced.formatted("\"number\""), denying(deny)))).isFalse();
  }

  private static Policy denying(Rule... rules) {
    List<Rule> named = new ArrayList<>();
    for (Rule rule : rules) {
      List<Condition> conditions = new ArrayList<>(rule.conditions());
      conditions.add(new Condition("tool", Operator.EQUALS, "t"));
      named.add(new Rule(rule.id(), 1, Effect.DENY, conditions, Optional.empty()));
    }
    return Policy.of(named, Effect.ALLOW);
  }

  @Test
  void itemsThatMustBeThereMeetDenials() {
    Rule a = Rule.deny("a").when("arguments.a", Operator.CONTAINS, "a").build();
    Rule b = Rule.deny("b").when("arguments.a", Operator.CONTAINS, "b").build();
    String list =
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2,\"items\":%s}}}";

    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\"]}"), denying(a)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\"]}"), denying(a, b)))).isFalse();
    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\",1]}"), denying(a, b)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"type\":\"string\"}"), denying(a, b)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"$ref\":\"#/properties/a\"}"), denying(a, b))))
        .isFalse();
    assertThat(
            shows(
                layer(
                    "{\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":[\"a\",[1]]}}}",
                    denying(a))))
        .isFalse();
    assertThat(
            shows(
                layer(
                    "{\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":[\"a\",[1]]}}}",
                    denying(b))))
        .isTrue();
  }

  @Test
  void textsOfMoreCharactersThanAreCountedAreListedWhenThereIsAnExample() {
    Policy never = when("arguments.a", Operator.MATCHES, "[ab]{0,1000}");
    String schema = "{\"properties\":{\"a\":{\"minLength\":%d}}}";

    assertThat(shows(layer(schema.formatted(1_000), never))).isTrue();
    assertThat(mayCall(layer(schema.formatted(1_000), never), text(1_000))).isTrue();
    assertThat(shows(layer(schema.formatted(1_001), never))).isFalse();
    assertThat(mayCall(layer(schema.formatted(1_001), never), text(1_001))).isFalse();
    assertThat(shows(layer("{\"required\":[\"a\"]," + schema.formatted(20_000).substring(1))))
        .isTrue();
  }

  private static String text(int length) {
    return "{\"a\":\"" + "b".repeat(length) + "\"}";
  }

  @Test
  void whatIsTooHardToSeeThroughIsNeitherListedNorCallableWithoutAnExample() {
    Rule.Builder rule = Rule.allow("lengths");
    for (int length : new int[] {7, 11, 13}) {
      rule.when("arguments.a", Operator.MATCHES, "(.{" + length + "})+");
    }
    Policy policy =
        Policy.of(
            List.of(rule.build(), Rule.allow("u").when("tool", Operator.EQUALS, "u").build()));
    String hard =
        "{\"properties\":{\"a\":{\"allOf\":[{\"pattern\":\"^(.{16})+$\"},{\"pattern\":\"^(.{9})+$\"}]}}}";
    String call = text(144_144);
    String helped = "{\"examples\":[5,{}," + call + "]," + hard.substring(1);
    String lying = "{\"examples\":[" + text(144_143) + "]," + hard.substring(1);

    assertThat(shows(layer(hard, policy))).isFalse();
    assertThat(mayCall(layer(hard, policy), call)).isFalse();
    assertThat(shows(layer(helped, policy))).isTrue();
    assertThat(mayCall(layer(helped, policy), call)).isTrue();
    assertThat(shows(layer(lying, policy))).isFalse();
    assertThat(mayCall(layer(lying, policy), call)).isFalse();
  }

  @Test
  void aSchemaIsAboutToolsOnly() {
    Validatabl layer = layer("false");

    assertThat(shows(layer)).isFalse();
    assertThat(list(layer, "prompts/list", "prompts")).contains("\"t\"");
  }
}
